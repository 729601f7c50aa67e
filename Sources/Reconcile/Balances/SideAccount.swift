import Accounting

/// What one side says of an account's asset, and whether that adds up.
struct SideAccount {
  private(set) var figures: SideFigures
  /// Why the side does not foot; empty if it does or does not say enough.
  private(set) var faults: [String] = []
  /// The line where the running balances first diverge.
  private(set) var divergence: RunningChain.Divergence?
  /// What the side closed with in the last sealed run, if its entries are all of the time since:
  /// what it begins with should be that.
  private(set) var priorClosing: Amount?
  /// The part of its stated balance that it says is reserved.
  private(set) var reserved: Amount

  /// - Throws: if a sum needs more than 38 digits.
  init(
    pool: Pool, side: Side, sums: SideSums, policy: Policy, tolerance: Amount
  ) throws(AmountError) {
    let entries = pool[side]
    let records = pool.records(side)
    priorClosing = SideAccount.priorClosing(pool, side, policy)
    let declared =
      priorClosing != nil && policy.declaresFirstRun
      ? nil
      : policy.openings.first {
        $0.side == side && $0.account == pool.account && $0.asset == pool.asset
      }?.amount
    let chain = try RunningChain(
      side: entries.current, running: records.running, declared: declared)
    let record = try StatedBalance(records.balances, cutOff: policy.cutOff)
    reserved = record.held
    let later =
      side == .statement ? pool.settled.laterStatement : pool.settled.laterLedger
    let held = entries.indices(.held)
    let entryCount = entries.rows.count - held.count + pool.settled.count
    let open = entries.unmatched
    let openAmount = try Amount.sum(open.lazy.map(entries.amount))
    // The first balance has in it what was told late of closed days, which moves it now.
    let backdated = try Amount.sum(entries.indices(.backdated).lazy.map(entries.amount))
    var own = declared
    if own == nil, let opening = chain.opening { own = try opening.subtracting(backdated) }
    let opening = own ?? priorClosing
    let stated = record.amount ?? chain.closing
    let computed = try (opening ?? .zero).adding(sums.movement)
    figures = SideFigures(
      isKnown: entryCount > 0 || !held.isEmpty || entries.reconciled > 0
        || !entries.later.isEmpty || later > 0 || record.amount != nil
        || declared != nil || priorClosing.map { !$0.isZero } ?? false,
      opening: opening, entries: entryCount, movement: sums.movement, stated: stated,
      balance: stated ?? computed, openEntries: open.count, openAmount: openAmount,
      openingFrom: declared != nil
        ? .declared : own != nil ? .running : opening != nil ? .prior : .none,
      receipts: sums.receipts, disbursements: sums.disbursements, kinds: sums.kinds,
      heldEntries: held.count, heldAmount: try Amount.sum(held.lazy.map(entries.amount)))
    divergence = chain.divergence
    if record.isContradicted {
      faults.append("two sources state different balances as of the same time")
    }
    if let opening, let stated, try stated.subtracting(computed).magnitude > tolerance {
      let prior = figures.openingFrom == .prior ? ", the prior closing," : ""
      faults.append(
        "opening \(opening)\(prior) and entries \(sums.movement) give \(computed), "
          + "stated is \(stated)")
    }
  }

  /// Nil if no earlier run is known, or if the side tells of the time before its cut-off too.
  private static func priorClosing(_ pool: Pool, _ side: Side, _ policy: Policy) -> Amount? {
    guard let prior = policy.priorClosing(account: pool.account, asset: pool.asset) else {
      return nil
    }
    let settled = side == .statement ? pool.settled.statementFirst : pool.settled.ledgerFirst
    if let settled, settled < prior.asOf { return nil }
    let table = pool[side]
    // Rows are in order of time.
    let first = table.rows.indices.first { table.tense($0) == .current }
    if let first, table.nanoseconds(first) < prior.asOf.nanoseconds { return nil }
    return prior[side]
  }

  /// The opening balance as the proof counts it.
  ///
  /// A side that states a balance but no opening does not say where it began: no opening
  /// difference is read into it, so that what its balance shows beyond the entries stays
  /// unexplained. A side that says neither began at zero.
  mutating func begin(against other: SideFigures) {
    figures.begin =
      figures.opening ?? (figures.stated == nil ? .zero : other.opening ?? .zero)
  }

  /// What it says that it holds; nil if it says neither that nor where it began.
  var toldBalance: Amount? {
    figures.stated ?? (figures.opening == nil ? nil : figures.balance)
  }

  var foots: Bool { faults.isEmpty && divergence == nil }
}
