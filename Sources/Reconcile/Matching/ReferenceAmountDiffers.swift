import Accounting

/// Same reference and asset, another amount: matched with a residual.
///
/// Where a reference occurs several times: as many pairs as possible with the least sum of
/// |residual|; entries of one amount are interchangeable here. The cost is that of a sort.
struct ReferenceAmountDiffers: MatchingRule {
  let name = "reference-amount-differs"
  let tolerances: Set<Tolerance.Aspect> = [.amounts]
  let examples = """
    match | BTC 0.00012000 L4UESK | BTC 0.00011999 L4UESK | one unit short
    match | USD 5 R1 | USD -5 R1 | booked with the opposite sign
    match | USD 100 T1 ; USD -0.5 T1 | USD 101 T1 ; USD -0.6 T1 | nearest amounts together
    match | USD 1 R1 10:00:00 | USD 2 R1 23:00:00 | the time does not matter
    ambiguous | USD 100 R1 | USD 99 R1 ; USD 101 R1 | both are one away
    leave | USD 5 R1 | USD 5 R1 | the amounts agree: exact-reference
    leave | USD 5 R1 | USD 6 R2 | other reference
    leave | USD 5 - | USD 6 - | no reference is no common reference
    """

  func match(_ pool: inout Pool, as number: UInt8) {
    let groups = ReferenceJoin.groups(
      pool.statement, pool.statement.open, pool.ledger, pool.ledger.open)
    for group in groups {
      if group.statement.count == 1, group.ledger.count == 1 {
        pool.match(
          statement: group.statement.first!, ledger: group.ledger.first!, rule: number)
      } else {
        assign(&pool, group, number)
      }
    }
  }

  private func assign(_ pool: inout Pool, _ group: ReferenceGroup, _ number: UInt8) {
    let points = LinePoints(
      statement: group.statement.map { ($0, pool.statement.amount($0)) },
      ledger: group.ledger.map { ($0, pool.ledger.amount($0)) })
    guard let points else {
      // The amounts are too far apart for one scale: no distance can be told, so none is chosen.
      pool.setAmbiguous(
        Ambiguity(rule: number, statement: group.statement.sorted(), ledger: group.ledger.sorted()))
      return
    }
    let answer = points.answer(window: nil) { _, _, _ in true }
    pool.take(answer, as: number)
  }
}
