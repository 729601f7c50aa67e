import Accounting

/// What one side says of an account's asset, and whether that adds up.
struct SideAccount {
  private(set) var figures: SideFigures
  /// Why the side does not foot; empty if it does or does not say enough.
  private(set) var faults: [String] = []
  /// The line where the running balances first diverge.
  private(set) var divergence: RunningChain.Divergence?

  /// - Throws: if a sum needs more than 38 digits.
  init(pool: Pool, side: Side, policy: Policy) throws(AmountError) {
    let entries = pool[side]
    let records = pool.records(side)
    let declared = policy.openings.first {
      $0.side == side && $0.account == pool.account && $0.asset == pool.asset
    }?.amount
    let chain = try RunningChain(side: entries, running: records.running, declared: declared)
    let record = try StatedBalance(records.balances, cutOff: policy.cutOff)
    let movement = try Amount.sum(
      entries.rows.indices.lazy.map(entries.amount), and: pool.settled.sum)
    let later =
      side == .statement ? pool.settled.laterStatement : pool.settled.laterLedger
    let entryCount = entries.rows.count + pool.settled.count
    let open = entries.unmatched
    let openAmount = try Amount.sum(open.lazy.map(entries.amount))
    let opening = declared ?? chain.opening
    let stated = record.amount ?? chain.closing
    let computed = try (opening ?? .zero).adding(movement)
    figures = SideFigures(
      isKnown: entryCount > 0 || !entries.later.isEmpty || later > 0 || record.amount != nil
        || declared != nil,
      opening: opening, entries: entryCount, movement: movement, stated: stated,
      balance: stated ?? computed, openEntries: open.count, openAmount: openAmount)
    divergence = chain.divergence
    if record.isContradicted {
      faults.append("two sources state different balances as of the same time")
    }
    if let opening, let stated,
      try stated.subtracting(computed).magnitude > pool.balanceTolerance
    {
      faults.append(
        "opening \(opening) and entries \(movement) give \(computed), stated is \(stated)")
    }
  }

  /// The opening balance as the proof counts it.
  ///
  /// A side that states a balance but no opening does not say where it began: no opening
  /// difference is read into it, so that what its balance shows beyond the entries stays
  /// unexplained. A side that says neither began at zero.
  func openingInProof(against other: SideAccount) -> Amount {
    figures.opening ?? (figures.stated == nil ? .zero : other.figures.opening ?? .zero)
  }

  var foots: Bool { faults.isEmpty && divergence == nil }
}
