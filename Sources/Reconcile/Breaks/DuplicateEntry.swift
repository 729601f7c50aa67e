import Accounting

/// The side has the same entry more often than the other.
///
/// Evidence: an entry of the same side, account, asset, reference (or none) and amount, within
/// the window in time, is matched already.
struct DuplicateEntry: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind {
    side == .statement ? .duplicateStatement : .duplicateLedger
  }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    let table = pool[side]
    let matched = table.fate.indices.filter { table.fate[$0] == .matched }
    guard !open.isEmpty, !matched.isEmpty else { return [] }
    let number = { (index: Int) in
      let reference = table.reference(index)
      return reference.isNone ? table.amount(index).mixed : reference.low
    }
    let common = KeyFilter.common(open, number, matched, number)
    let one = common.one.sorted { DuplicateEntry.precedes($0, $1, table) }
    let other = common.other.sorted { DuplicateEntry.precedes($0, $1, table) }
    var claims: [OpenItemClaim] = []
    var next = 0
    for index in one {
      // Of equal entries, which are in order of time, the last before and the first after count.
      while next < other.count, DuplicateEntry.precedes(other[next], index, table) { next += 1 }
      let near = [next - 1, next].first { place in
        other.indices.contains(place)
          && DuplicateEntry.areEqual(index, other[place], table)
          && TimeLine.near(
            table.nanoseconds(other[place]), table.nanoseconds(index), pool.nearness)
      }
      if let near {
        claims.append(
          OpenItemClaim(
            index: index, sentence: 0,
            witness: Witness(side: side, row: table.rows[other[near]])))
      }
    }
    return claims.sorted { $0.index < $1.index }
  }

  private static func areEqual(_ one: Int, _ other: Int, _ table: PoolSide) -> Bool {
    table.reference(one) == table.reference(other) && table.amount(one) == table.amount(other)
  }

  /// By reference, amount and, as canonical order is, time.
  private static func precedes(_ one: Int, _ other: Int, _ table: PoolSide) -> Bool {
    let references = (table.reference(one), table.reference(other))
    if references.0 != references.1 { return references.0 < references.1 }
    let amounts = (table.amount(one), table.amount(other))
    return amounts.0 == amounts.1 ? one < other : amounts.0 < amounts.1
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    "an equal \(side.rawValue) entry is matched already"
  }
}
