import Accounting

/// Joins both sides by reference: a sort of each and one walk, however often a reference occurs.
enum ReferenceJoin {
  /// The references that both sides have, in order of their keys.
  static func groups(
    _ statement: PoolSide, _ statementIndices: [Int], _ ledger: PoolSide, _ ledgerIndices: [Int]
  ) -> [ReferenceGroup] {
    let common = KeyFilter.common(
      statementIndices.filter { !statement.reference($0).isNone },
      { statement.reference($0).low },
      ledgerIndices.filter { !ledger.reference($0).isNone }, { ledger.reference($0).low })
    let one = sorted(statement, common.one)
    let other = sorted(ledger, common.other)
    let oneIndices = one.map { Int($0.index) }
    let otherIndices = other.map { Int($0.index) }
    var groups: [ReferenceGroup] = []
    var (left, right) = (0, 0)
    while left < one.count, right < other.count {
      if one[left].key < other[right].key {
        left += 1
      } else if other[right].key < one[left].key {
        right += 1
      } else {
        let key = one[left].key
        let (leftStart, rightStart) = (left, right)
        while left < one.count, one[left].key == key { left += 1 }
        while right < other.count, other[right].key == key { right += 1 }
        groups.append(
          ReferenceGroup(
            statement: oneIndices[leftStart..<left], ledger: otherIndices[rightStart..<right]))
      }
    }
    return groups
  }

  private struct Keyed {
    var key: ReferenceKey
    var index: Int32
  }

  private static func sorted(_ side: PoolSide, _ indices: [Int]) -> [Keyed] {
    var keyed: [Keyed] = []
    keyed.reserveCapacity(indices.count)
    for index in indices { keyed.append(Keyed(key: side.reference(index), index: Int32(index))) }
    keyed.sort { one, other in
      one.key.high == other.key.high
        ? (one.key.low == other.key.low ? one.index < other.index : one.key.low < other.key.low)
        : one.key.high < other.key.high
    }
    return keyed
  }
}
