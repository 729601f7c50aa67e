import Accounting

/// The other side has the entry, but at or after the cut-off.
///
/// Evidence: the strict rules would match the open entry with one that was set aside: by
/// reference and amount, or by amount within the window. An entry set aside is evidence once.
struct CutOffTiming: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind { .timingCutoff }

  func claims(_ side: Side, _ open: [Int], in pool: Pool) -> [Int: String] {
    guard !pool[side.other].later.isEmpty, !open.isEmpty else { return [:] }
    var late = pool.lateTwins(of: side, open)
    ExactReference().match(&late, as: 0)
    var claimed: [Int: String] = [:]
    for match in late.matches {
      let index = open[side == .statement ? match.statement : match.ledger]
      claimed[index] = "the \(side.other.rawValue) has it, reference and amount, after the cut-off"
    }
    let strangers = Strangers(pool)
    let rest = (side == .statement ? strangers.statement : strangers.ledger)
      .filter { claimed[$0] == nil }
    let taken = Set(
      late.matches.map { match in
        side == .statement ? late.ledger.rows[match.ledger] : late.statement.rows[match.statement]
      })
    var byAmount = pool.lateTwins(of: side, rest, without: taken)
    AmountWithinWindow.matchEqualAmounts(
      &byAmount, byAmount.statement.open, byAmount.ledger.open, as: 0)
    for match in byAmount.matches {
      let index = rest[side == .statement ? match.statement : match.ledger]
      claimed[index] = "the \(side.other.rawValue) has it, amount and time, after the cut-off"
    }
    return claimed
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
