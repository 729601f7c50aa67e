import Accounting

/// No common reference; several entries of one or both sides within the window have equal sums.
///
/// Several against several must agree by more than chance: the larger their amounts in last digits,
/// and the fewer sets there were to agree, the less it is. Nor may two of them nearly agree: two
/// differences that cancel out are two breaks.
///
/// Only sets of up to 13 entries that have no smaller such set in them. Where sets share entries
/// and not one packing matches the most, none is chosen: AMBIGUOUS, with the answers named. Work is
/// bounded by a number of sums (`matching: covering_nodes`), never by a clock.
struct CoveringSet: MatchingRule {
  let name = "covering-set"
  let tolerances: Set<Tolerance.Aspect> = [.times]
  let examples = """
    match | USD 10 - | USD 4 - ; USD 6 - | one in two
    match | USD 4 - ; USD 6 - | USD 10 - | two in one
    match | USD 100.27 - ; USD -0.53 - | USD 60.11 - ; USD 39.63 - | two and two, one negative
    match | USD 10 - ; USD 5 - | USD 5 - ; USD 5 - ; USD 5 - | twins are interchangeable
    ambiguous | USD 10 - | USD 4 - ; USD 6 - ; USD 3 - ; USD 7 - | two answers
    leave | USD 79.33 - ; USD -79.33 - | USD 0.02 - ; USD -0.02 - | each side cancels out alone
    leave | USD 1000.01 - ; USD -500.02 - | USD 1000.02 - ; USD -500.03 - | two differences
    leave | USD 3 - ; USD 4 - | USD 2 - ; USD 5 - | so few digits agree by chance
    leave | USD 10 - 10:00:00 | USD 4 - 10:00:00 ; USD 6 - 10:02:01 | one is too late
    leave | USD 10 - | USD 4 - ; USD 5 - | the sum is another
    leave | USD 10 A1 | USD 4 B1 ; USD 6 A1 | a known reference is no stranger
    """

  func match(_ pool: inout Pool, as number: UInt8) {
    let strangers = Strangers(pool)
    guard !strangers.statement.isEmpty, !strangers.ledger.isEmpty,
      strangers.statement.count + strangers.ledger.count > 2
    else { return }
    var search = CoveringSearch(pool, strangers, window: pool.terms.window(of: name))
    search.run()
    for cluster in SetClusters.all(search.sets) {
      switch SetPacking(cluster, pool).answer {
      case .sets(let sets):
        for set in sets { pool.match(statement: set.statement, ledger: set.ledger, rule: number) }
      case .ambiguous(let note):
        pool.setAmbiguous(
          Ambiguity(
            rule: number, statement: Set(cluster.flatMap(\.statement)).sorted(),
            ledger: Set(cluster.flatMap(\.ledger)).sorted(), note: note))
      }
    }
    pool.uncovered = search.unsearched
  }
}

/// Looks for sets neighbourhood by neighbourhood.
private struct CoveringSearch {
  private let pool: Pool
  private let window: TimeWindow
  /// Strangers of both sides in order of time.
  private let items: [(side: Side, index: Int, nanoseconds: Int64)]
  private var budget: Int
  /// The sets that were found, none of whose entries may be in a set that was not looked for.
  private(set) var sets: [ZeroSums.Found] = []
  private var known: Set<ZeroSums.Found> = []
  /// Entries that a neighbourhood holds which was too large, or for which no budget was left.
  private var isBlocked: [Bool]
  private var blockedEnd = 0
  private(set) var unsearched = 0

  init(_ pool: Pool, _ strangers: Strangers, window: TimeWindow) {
    self.pool = pool
    self.window = window
    budget = pool.coveringNodes
    let all =
      strangers.statement.map { (side: Side.statement, index: $0) }
      + strangers.ledger.map { (side: Side.ledger, index: $0) }
    items = all.map { ($0.side, $0.index, pool[$0.side].nanoseconds($0.index)) }
      .sorted { one, other in
        if one.nanoseconds != other.nanoseconds { return one.nanoseconds < other.nanoseconds }
        return one.side == other.side ? one.index < other.index : one.side == .statement
      }
    isBlocked = [Bool](repeating: false, count: items.count)
  }

  mutating func run() {
    var start = 0
    while start < items.count {
      var end = start + 1
      while end < items.count, near(end - 1, end) { end += 1 }
      component(start..<end)
      start = end
    }
    guard unsearched > 0 else { return }
    var blocked: [Side: Set<Int>] = [:]
    for (place, item) in items.enumerated() where isBlocked[place] {
      blocked[item.side, default: []].insert(item.index)
    }
    sets.removeAll { set in
      !(blocked[.statement]?.isDisjoint(with: set.statement) ?? true)
        || !(blocked[.ledger]?.isDisjoint(with: set.ledger) ?? true)
    }
  }

  private mutating func block(_ range: Range<Int>) {
    for place in max(range.lowerBound, blockedEnd)..<max(range.upperBound, blockedEnd) {
      isBlocked[place] = true
      unsearched += 1
    }
    blockedEnd = max(blockedEnd, range.upperBound)
  }

  private func near(_ one: Int, _ other: Int) -> Bool {
    TimeLine.near(items[one].nanoseconds, items[other].nanoseconds, window.reach)
  }

  private mutating func component(_ range: Range<Int>) {
    guard range.count > 2, hasBothSides(range) else { return }
    if range.count <= ZeroSums.limit {
      look(range, for: nil)
      return
    }
    // Every set is in the neighbourhood that its first entry begins.
    var end = range.lowerBound
    for first in range {
      end = max(end, first + 1)
      while end < range.upperBound, near(first, end) { end += 1 }
      let neighbours = first..<end
      guard neighbours.count > 2, hasBothSides(neighbours) else { continue }
      if neighbours.count <= ZeroSums.limit {
        look(neighbours, for: first)
      } else {
        block(neighbours)
      }
    }
  }

  /// Looking at a few is enough: where one side only goes on for long, there is nothing to find.
  private func hasBothSides(_ range: Range<Int>) -> Bool {
    let side = items[range.lowerBound].side
    return items[range.prefix(ZeroSums.limit + 1)].contains { $0.side != side }
      || (range.count > ZeroSums.limit && items[range].contains { $0.side != side })
  }

  private mutating func look(_ range: Range<Int>, for first: Int?) {
    guard ZeroSums.cost(range.count) <= budget else {
      block(range)
      return
    }
    let some = items[range]
    let statement = some.filter { $0.side == .statement }.map(\.index)
    let ledger = some.filter { $0.side == .ledger }.map(\.index)
    guard var search = ZeroSums(pool, statement, ledger) else { return }
    let wanted = first.map { (side: items[$0].side, index: items[$0].index) }
    let found = search.all(within: window, with: wanted)
    budget -= search.nodes
    if search.isTooMany { block(range) }
    for set in found where isNoChance(set, among: range.count) && known.insert(set).inserted {
      sets.append(set)
    }
  }

  /// Sets that may agree by chance, for each last digit of the amounts.
  private static let chance = 1000

  /// Whether a set of several against several tells more than that among so many sets some agree.
  private func isNoChance(_ set: ZeroSums.Found, among count: Int) -> Bool {
    guard min(set.statement.count, set.ledger.count) > 1 else { return true }
    guard !pool.nets(set.statement, set.ledger) else { return false }
    let amounts =
      set.statement.map { pool.statement.amount($0).reduced }
      + set.ledger.map { pool.ledger.amount($0).reduced }
    let scale = amounts.map(\.scale).max() ?? 0
    let digits = amounts.compactMap { $0.units(at: scale)?.magnitude }.max() ?? 0
    var sets: UInt128 = 1
    for place in 0..<amounts.count {
      sets = sets * UInt128(count - place) / UInt128(place + 1)
    }
    return sets * UInt128(items.count * Self.chance) <= digits
  }
}
