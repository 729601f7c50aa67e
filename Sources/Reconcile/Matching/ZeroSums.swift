import Accounting

/// Finds the sets of a few entries whose statement part and ledger part have the same sum, and
/// that have no smaller such set in them, nor entries of one side that cancel out.
///
/// Exact: all subsets of each half of the entries, joined by sum (Horowitz and Sahni, 1974).
struct ZeroSums {
  /// Entries of both sides that are one event, by index, ascending.
  struct Found: Hashable {
    var statement: [Int]
    var ledger: [Int]

    func isDisjoint(with other: Found) -> Bool {
      Set(statement).isDisjoint(with: other.statement)
        && Set(ledger).isDisjoint(with: other.ledger)
    }
  }

  /// The most entries that are searched at once.
  static let limit = 24
  /// The most entries of a set: one and the twelve it covers.
  static let legs = 13
  /// The most sets that are weighed.
  private static let setLimit = 512

  private struct Item {
    var side: Side
    var index: Int
    /// The ledger's with the other sign.
    var units: Int128
    var nanoseconds: Int64
  }

  private var items: [Item] = []
  /// Those of the statement.
  private var statementMask: UInt32 = 0
  /// Sums that were looked at.
  private(set) var nodes = 0
  /// Whether there were more sets than are weighed; none is told then.
  private(set) var isTooMany = false

  /// Nil if there are more entries than `limit` or their amounts do not fit one scale.
  init?(_ pool: Pool, _ statement: [Int], _ ledger: [Int]) {
    let all = statement.map { (Side.statement, $0) } + ledger.map { (Side.ledger, $0) }
    guard all.count <= ZeroSums.limit else { return nil }
    let amounts = all.map { pool[$0].amount($1).reduced }
    let scale = amounts.map(\.scale).max() ?? 0
    for ((side, index), amount) in zip(all, amounts) {
      guard let units = amount.units(at: scale), units.magnitude < UInt128(1) << 120 else {
        return nil
      }
      items.append(
        Item(
          side: side, index: index, units: side == .statement ? units : -units,
          nanoseconds: pool[side].nanoseconds(index)))
    }
    // By time, so that the halves do not depend on the side.
    items.sort { one, other in
      if one.nanoseconds != other.nanoseconds { return one.nanoseconds < other.nanoseconds }
      return one.side == other.side ? one.index < other.index : one.side == .statement
    }
    for (place, item) in items.enumerated() where item.side == .statement {
      statementMask |= 1 << UInt32(place)
    }
  }

  /// What a search of so many entries costs.
  static func cost(_ count: Int) -> Int { 2 << ((count + 1) / 2) }

  /// All sets, smallest first, then in canonical order.
  ///
  /// - Parameters:
  ///   - window: holds each ledger entry of a set against each of its statement entries; entries
  ///     of one side are within its reach of each other. Nil: any times.
  ///   - wanted: an entry that each set must have; nil: none.
  mutating func all(within window: TimeWindow?, with wanted: (side: Side, index: Int)? = nil)
    -> [Found]
  {
    let middle = items.count / 2
    let (low, high) = (sums(0..<middle), sums(middle..<items.count))
    nodes += low.count + high.count
    let must = wanted.map { wanted in
      items.firstIndex { $0.side == wanted.side && $0.index == wanted.index }.map {
        UInt32(1) << $0
      } ?? 0
    }
    var (masks, cancelling) = ([UInt32](), [UInt32]())
    var (left, right) = (0, high.count - 1)
    while left < low.count, right >= 0 {
      let sum = low[left].sum + high[right].sum
      if sum < 0 {
        left += 1
      } else if sum > 0 {
        right -= 1
      } else {
        var end = right
        while end >= 0, high[end].sum == high[right].sum {
          let mask = low[left].mask | high[end].mask << UInt32(middle)
          if isOneSided(mask) {
            cancelling.append(mask)
          } else if must.map({ mask & $0 != 0 }) ?? true, isEvent(mask, window) {
            masks.append(mask)
          }
          nodes += 1
          end -= 1
        }
        guard masks.count + cancelling.count <= 64 * ZeroSums.setLimit else {
          isTooMany = true
          return []
        }
        left += 1
      }
    }
    // What cancels out within a side says nothing of the other.
    return found(masks.filter { mask in !cancelling.contains { $0 & mask == $0 } })
  }

  private struct Partial {
    var sum: Int128
    var mask: UInt32
  }

  /// The sums of all subsets, ascending.
  private func sums(_ range: Range<Int>) -> [Partial] {
    var sums = [Partial(sum: 0, mask: 0)]
    for (place, index) in range.enumerated() {
      let units = items[index].units
      sums += sums.map { Partial(sum: $0.sum + units, mask: $0.mask | 1 << UInt32(place)) }
    }
    return sums.sorted { $0.sum == $1.sum ? $0.mask < $1.mask : $0.sum < $1.sum }
  }

  /// Whether a set, not an empty one, has entries of one side only.
  private func isOneSided(_ mask: UInt32) -> Bool {
    mask != 0 && (mask & statementMask == 0 || mask & ~statementMask == 0)
  }

  /// Whether a set has entries of both sides, few enough and near enough in time.
  private func isEvent(_ mask: UInt32, _ window: TimeWindow?) -> Bool {
    let count = mask.nonzeroBitCount
    guard count > 2, count <= ZeroSums.legs else { return false }
    // Items are in order of time.
    var statement: (first: Int64, last: Int64)?
    var ledger: (first: Int64, last: Int64)?
    for place in items.indices where mask & 1 << UInt32(place) != 0 {
      let time = items[place].nanoseconds
      if items[place].side == .statement {
        statement = (statement?.first ?? time, time)
      } else {
        ledger = (ledger?.first ?? time, time)
      }
    }
    guard let statement, let ledger else { return false }
    guard let window else { return true }
    return window.holds(statement: statement.first, ledger: ledger.last)
      && window.holds(statement: statement.last, ledger: ledger.first)
      && TimeLine.near(statement.first, statement.last, window.reach)
      && TimeLine.near(ledger.first, ledger.last, window.reach)
  }

  /// Those with no smaller one in them.
  private mutating func found(_ masks: [UInt32]) -> [Found] {
    let sorted = masks.sorted {
      $0.nonzeroBitCount == $1.nonzeroBitCount
        ? $0 < $1 : $0.nonzeroBitCount < $1.nonzeroBitCount
    }
    var least: [UInt32] = []
    for mask in sorted where !least.contains(where: { $0 & mask == $0 }) {
      least.append(mask)
      guard least.count <= ZeroSums.setLimit else {
        isTooMany = true
        return []
      }
    }
    return least.map { mask in
      let some = items.indices.filter { mask & 1 << UInt32($0) != 0 }.map { items[$0] }
      return Found(
        statement: some.filter { $0.side == .statement }.map(\.index).sorted(),
        ledger: some.filter { $0.side == .ledger }.map(\.index).sorted())
    }
  }
}
