import Accounting

/// One event told in several entries on a side, and their sums agree: by common reference, or where
/// one side's reference or group (order, trade, transfer) is the other's.
///
/// Entries that nearly agree across are not netted: their differences are breaks.
///
/// Of the entries of one key are tried: all; those that are no fees; the fees; and, among few, the
/// one set on each side with equal sums. What several sets could explain is left to later rules.
struct EventGroup: MatchingRule {
  let name = "reference-group"
  let examples = """
    match | USD -1 O1 ; USD -2 O1 ; USD -3 O1 | USD -6 O1 | three fills, one ledger entry
    match | USD 100 T1 ; USD -0.5 T1 | USD 99.5 T1 | the fee is netted
    match | USD 5 R1 ; USD 7 R1 | USD 4 R1 ; USD 8 R1 | two and two
    match | USD -1 T1 @O1 ; USD -2 T2 @O1 | USD -3 O1 | the ledger has the order's id
    match | USD -3 X1 @O1 | USD -1 T1 @O1 ; USD -2 T2 @O1 | groups on both sides
    match | USD 60 O1 ; USD 40 O1 ; USD 25 O1 | USD 100 O1 ; USD 24 O1 | the one set that fits
    leave | USD 5 R1 ; USD -5 R1 | USD 3 R1 ; USD -3 R1 | that both cancel out says nothing
    leave | USD 100 R1 ; USD -0.5 R1 | USD 100.5 R1 ; USD -1 R1 | two differences are not netted
    leave | USD 5 R1 | USD 5 R1 | one and one: exact-reference
    leave | USD 5 R1 ; USD 7 R1 | USD 12 R2 | other reference
    leave | USD 5 - ; USD 7 - | USD 12 - | no reference is no common reference
    """

  /// The most entries of one key among which a set is looked for.
  private static let fewEntries = 16

  func match(_ pool: inout Pool, as number: UInt8) {
    let groups = ReferenceJoin.groups(
      pool.statement, pool.statement.open, pool.ledger, pool.ledger.open)
    for group in groups where group.statement.count + group.ledger.count > 2 {
      settle(&pool, Array(group.statement), Array(group.ledger), number)
    }
    for group in EventGroup.byAnyKey(pool) {
      let statement = group.statement.filter { pool.statement.fate[$0] == .open }
      let ledger = group.ledger.filter { pool.ledger.fate[$0] == .open }
      settle(&pool, statement, ledger, number)
    }
  }

  private func settle(
    _ pool: inout Pool, _ statement: [Int], _ ledger: [Int], _ number: UInt8
  ) {
    let (one, other) = (pool.statement, pool.ledger)
    let fees = (statement.filter { one.kind($0) == .fee }, ledger.filter { other.kind($0) == .fee })
    let others = (
      statement.filter { one.kind($0) != .fee }, ledger.filter { other.kind($0) != .fee }
    )
    if take(&pool, statement, ledger, number) { return }
    if !fees.0.isEmpty || !fees.1.isEmpty {
      let isTaken = take(&pool, others.0, others.1, number)
      if take(&pool, fees.0, fees.1, number) || isTaken { return }
    }
    guard statement.count + ledger.count <= EventGroup.fewEntries,
      statement.count > 1 || ledger.count > 1
    else { return }
    var search = ZeroSums(pool, statement, ledger)
    let sets = search?.all(within: nil) ?? []
    // Two sets that are apart do not contradict each other.
    for (place, set) in sets.enumerated()
    where !pool.nets(set.statement, set.ledger)
      && !sets.enumerated().contains(where: { $0 != place && !$1.isDisjoint(with: set) })
    {
      pool.match(statement: set.statement, ledger: set.ledger, rule: number)
    }
  }

  /// Matches the entries if both sides have some and their sums agree.
  private func take(
    _ pool: inout Pool, _ statement: [Int], _ ledger: [Int], _ number: UInt8
  ) -> Bool {
    guard !statement.isEmpty, !ledger.isEmpty,
      let one = try? pool.sum(.statement, statement), let other = try? pool.sum(.ledger, ledger),
      one == other, !one.isZero, !pool.nets(statement, ledger)
    else { return false }
    pool.match(statement: statement, ledger: ledger, rule: number)
    return true
  }

  // MARK: References that are the other side's groups

  private struct Keyed {
    var key: ReferenceKey
    var index: Int
  }

  /// Open entries of both sides that share a key, where it is a group of at least one of them; in
  /// order of the keys.
  private static func byAnyKey(_ pool: Pool) -> [(statement: [Int], ledger: [Int])] {
    guard pool.statement.hasGroups || pool.ledger.hasGroups else { return [] }
    let (one, other) = (keyed(pool.statement), keyed(pool.ledger))
    var found: [(statement: [Int], ledger: [Int])] = []
    var (left, right) = (0, 0)
    while left < one.count, right < other.count {
      if one[left].key < other[right].key {
        left += 1
      } else if other[right].key < one[left].key {
        right += 1
      } else {
        let key = one[left].key
        var group: (statement: [Int], ledger: [Int]) = ([], [])
        while left < one.count, one[left].key == key {
          group.statement.append(one[left].index)
          left += 1
        }
        while right < other.count, other[right].key == key {
          group.ledger.append(other[right].index)
          right += 1
        }
        found.append(group)
      }
    }
    return found
  }

  private static func keyed(_ side: PoolSide) -> [Keyed] {
    var keys: [Keyed] = []
    for index in side.open {
      let (reference, group) = (side.reference(index), side.group(index))
      if !reference.isNone { keys.append(Keyed(key: reference, index: index)) }
      if !group.isNone, group != reference { keys.append(Keyed(key: group, index: index)) }
    }
    return keys.sorted { $0.key == $1.key ? $0.index < $1.index : $0.key < $1.key }
  }
}
