import Accounting

/// Same reference, same asset, same amount to the last unit; the time does not matter.
///
/// Entries that share reference and amount are matched as multisets: those of one instant first,
/// then in order of time; the surplus stays open.
struct ExactReference: MatchingRule {
  let name = "exact-reference"
  let examples = """
    match | BTC 0.00012000 L4UESK | BTC 0.00012000 L4UESK | same event
    match | BTC 0.00012 L4UESK | BTC 0.00012000 L4UESK | same value, written otherwise
    match | USD 5 R1 10:00:00 | USD 5 R1 23:00:00 | the time does not matter
    match | USD 5 R1 ; USD 5 R1 | USD 5 R1 ; USD 5 R1 | as often on both sides
    match | USD 100 T1 ; USD -0.5 T1 | USD -0.5 T1 ; USD 100 T1 | the legs of one event
    leave | BTC 0.00012000 L4UESK | BTC 0.00011999 L4UESK | one unit short
    leave | BTC 0.00012000 L4UESK | ETH 0.00012000 L4UESK | other asset
    leave | BTC 0.00012000 L4UESK | BTC 0.00012000 l4uesk | the case matters
    leave | BTC 0.00012000 L4UESK | BTC -0.00012000 L4UESK | opposite sign
    leave | USD 5 - | USD 5 - | no reference is no common reference
    """

  func match(_ pool: inout Pool, as number: UInt8) {
    let groups = ReferenceJoin.groups(
      pool.statement, pool.statement.open, pool.ledger, pool.ledger.open)
    for group in groups {
      if group.statement.count == 1, group.ledger.count == 1 {
        let (one, other) = (group.statement.first!, group.ledger.first!)
        if pool.statement.amount(one) == pool.ledger.amount(other) {
          pool.match(statement: one, ledger: other, rule: number)
        }
      } else {
        matchMultisets(&pool, group, number)
      }
    }
  }

  private func matchMultisets(_ pool: inout Pool, _ group: ReferenceGroup, _ number: UInt8) {
    let statement = byAmount(pool.statement, group.statement)
    let ledger = byAmount(pool.ledger, group.ledger)
    var (left, right) = (0, 0)
    while left < statement.count, right < ledger.count {
      let (one, other) = (
        pool.statement.amount(statement[left]), pool.ledger.amount(ledger[right])
      )
      if one < other {
        left += 1
      } else if other < one {
        right += 1
      } else {
        let leftEnd = end(of: left, in: statement, pool.statement)
        let rightEnd = end(of: right, in: ledger, pool.ledger)
        matchEqual(
          &pool, Array(statement[left..<leftEnd]), Array(ledger[right..<rightEnd]), number)
        (left, right) = (leftEnd, rightEnd)
      }
    }
  }

  /// Those of one instant first, then in order of time.
  private func matchEqual(
    _ pool: inout Pool, _ statement: [Int], _ ledger: [Int], _ number: UInt8
  ) {
    var (left, right) = (0, 0)
    var leftRest: [Int] = []
    var rightRest: [Int] = []
    while left < statement.count, right < ledger.count {
      let one = pool.statement.nanoseconds(statement[left])
      let other = pool.ledger.nanoseconds(ledger[right])
      if one == other {
        pool.match(statement: statement[left], ledger: ledger[right], rule: number)
        left += 1
        right += 1
      } else if one < other {
        leftRest.append(statement[left])
        left += 1
      } else {
        rightRest.append(ledger[right])
        right += 1
      }
    }
    leftRest += statement[left...]
    rightRest += ledger[right...]
    for (one, other) in zip(leftRest, rightRest) {
      pool.match(statement: one, ledger: other, rule: number)
    }
  }

  /// By amount, then in canonical order.
  private func byAmount(_ side: PoolSide, _ indices: ArraySlice<Int>) -> [Int] {
    indices.sorted { one, other in
      let (left, right) = (side.amount(one), side.amount(other))
      return left == right ? one < other : left < right
    }
  }

  private func end(of start: Int, in indices: [Int], _ side: PoolSide) -> Int {
    let amount = side.amount(indices[start])
    var end = start + 1
    while end < indices.count, side.amount(indices[end]) == amount { end += 1 }
    return end
  }
}
