import Accounting

/// No common reference; same amount, and the ledger's entry is within the window before and after
/// the statement's.
///
/// The most matched entries, then the least total distance in time. Where the policy allows a
/// tolerance a leg, amounts may differ by so much: `ToleranceAssignment`.
struct AmountWithinWindow: MatchingRule {
  static let ruleName = "amount-within-window"
  let name = ruleName
  let tolerances: Set<Tolerance.Aspect> = [.amounts, .times]
  let examples = """
    match | BTC 0.5 - 10:00:00 | BTC 0.5 - 10:02:00 | at the edge of 120 seconds
    match | BTC 0.5 - 10:02:00 | BTC 0.5 - 10:00:00 | before as well as after
    match | BTC 0.5 A1 | BTC 0.5 - | one side has no reference
    match | BTC 0.5 A1 | BTC 0.5 B1 | neither reference is known to the other side
    match | USD 1 - 10:02:00 ; USD 1 - | USD 1 - 10:02:00 ; USD 1 - 10:04:00 | both, not the nearest
    match | USD 1 - ; USD 1 - ; USD 1 - | USD 1 - ; USD 1 - ; USD 1 - | twins are interchangeable
    ambiguous | USD 1 - 10:00:00 | USD 1 - 09:59:00 ; USD 1 - 10:01:00 | both are a minute away
    ambiguous | USD 1 - | USD 1 A1 ; USD 1 B1 | two references fit
    leave | BTC 0.5 - 10:00:00 | BTC 0.5 - 10:02:01 | one second too late
    leave | BTC 0.5 - | BTC 0.50000001 - | one unit more
    leave | BTC 0.5 - | ETH 0.5 - | other asset
    leave | BTC 0.5 A1 ; BTC 0.5 A1 | BTC 0.5 A1 ; BTC 0.6 - | a known reference is no stranger
    """

  func match(_ pool: inout Pool, as number: UInt8) {
    let strangers = Strangers(pool)
    guard !strangers.statement.isEmpty, !strangers.ledger.isEmpty else { return }
    let tolerance = pool.terms.amounts(of: name)
    if tolerance.isNone {
      AmountWithinWindow.matchEqualAmounts(
        &pool, strangers.statement, strangers.ledger, as: number)
    } else {
      ToleranceAssignment(tolerance: tolerance, window: pool.window)
        .match(&pool, strangers, as: number)
    }
  }

  /// Matches among entries of the same amount.
  static func matchEqualAmounts(
    _ pool: inout Pool, _ statementIndices: [Int], _ ledgerIndices: [Int], as number: UInt8
  ) {
    let (one, other) = (pool.statement, pool.ledger)
    let common = KeyFilter.common(
      statementIndices, { one.amount($0).mixed }, ledgerIndices, { other.amount($0).mixed })
    let statement = AmountRuns(pool.statement, common.one)
    let ledger = AmountRuns(pool.ledger, common.other)
    for (left, right) in statement.common(with: ledger) {
      if left.count == 1, right.count == 1 {
        let (one, other) = (left.first!, right.first!)
        if pool.window.holds(
          statement: pool.statement.nanoseconds(one), ledger: pool.ledger.nanoseconds(other))
        {
          pool.match(statement: one, ledger: other, rule: number)
        }
        continue
      }
      let (statementSide, ledgerSide) = (pool.statement, pool.ledger)
      let answer = LinePoints(
        statement: left.map { ($0, Int128(statementSide.nanoseconds($0))) },
        ledger: right.map { ($0, Int128(ledgerSide.nanoseconds($0))) }
      ).answer(window: pool.window) { side, one, other in
        (side == .statement ? statementSide : ledgerSide).areAlike(one, other)
      }
      pool.take(answer, as: number)
    }
  }
}

enum TimeLine {
  /// Whether two instants are at most `window` apart.
  static func near(_ one: Int64, _ other: Int64, _ window: Int64) -> Bool {
    let (distance, overflow) = one.subtractingReportingOverflow(other)
    return !overflow && distance.magnitude <= window.magnitude
  }
}

extension PoolSide {
  /// Whether two entries of one amount and instant differ in nothing a report shows.
  func areAlike(_ one: Int, _ other: Int) -> Bool {
    kind(one) == kind(other) && reference(one) == reference(other)
  }
}
