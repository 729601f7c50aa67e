import Accounting

/// The other side has the entry, but at or after the cut-off.
///
/// Evidence: the strict rules would match the open entry with one that was set aside: by
/// reference and amount, or by amount within the window. An entry set aside is evidence once.
struct CutOffTiming: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind { .timingCutoff }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    guard !pool[side.other].later.isEmpty, !open.isEmpty else { return [] }
    var late = pool.lateTwins(of: side, open)
    ExactReference().match(&late, as: 0)
    var claims = late.matches.map { claim($0, side, open, late, 0) }
    let claimed = Set(claims.map(\.index))
    let strangers = Strangers(pool)
    let rest = (side == .statement ? strangers.statement : strangers.ledger)
      .filter { !claimed.contains($0) }
    let taken = Set(
      late.matches.map { match in
        side == .statement ? late.ledger.rows[match.ledger] : late.statement.rows[match.statement]
      })
    var byAmount = pool.lateTwins(of: side, rest, without: taken)
    AmountWithinWindow.matchEqualAmounts(
      &byAmount, byAmount.statement.open, byAmount.ledger.open, as: 0)
    claims += byAmount.matches.map { claim($0, side, rest, byAmount, 1) }
    return claims.sorted { $0.index < $1.index }
  }

  private func claim(
    _ match: PoolMatch, _ side: Side, _ open: [Int], _ late: Pool, _ sentence: UInt8
  ) -> OpenItemClaim {
    let (own, other) =
      side == .statement ? (match.statement, match.ledger) : (match.ledger, match.statement)
    return OpenItemClaim(
      index: open[own], sentence: sentence,
      witness: Witness(side: side.other, row: late[side.other].rows[other]))
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    let evidence = number == 0 ? "reference and amount" : "amount and time"
    return "the \(side.other.rawValue) has it, \(evidence), after the cut-off"
  }
}

extension Pool {
  /// A pool of some open entries of a side against what the other side has after the cut-off.
  fileprivate func lateTwins(
    of side: Side, _ open: [Int], without taken: Set<Int32> = []
  ) -> Pool {
    let some = PoolSide(
      entries: self[side].entries, rows: open.map { self[side].rows[$0] }, later: [])
    let late = PoolSide(
      entries: self[side.other].entries,
      rows: self[side.other].later.filter { !taken.contains($0) }, later: [])
    var pool = self
    pool.restart(
      statement: side == .statement ? some : late, ledger: side == .statement ? late : some)
    return pool
  }
}
