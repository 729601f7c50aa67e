import Accounting

/// The breaks of an account's asset as a whole: what its proof and its footing show.
struct BalanceBreaks {
  let pool: Pool
  let proof: AccountProof
  let naming: Naming
  /// Whether the account may owe: a balance below zero is then nothing odd.
  let mayOwe: Bool

  func all() -> [Break] {
    let missing = missing()
    let whole = missing.map { [$0] } ?? openings() + [unexplained()].compactMap { $0 }
    return whole + unfooted() + negative() + [overBudget()].compactMap { $0 }
  }

  private func make(
    _ kind: BreakKind, side: Side?, amount: Amount?, statement: Amount?, ledger: Amount?,
    entries: [EntryIdentity] = [], detail: String
  ) -> Break {
    Break(
      id: naming.breakID(account: pool.account, asset: pool.asset, kind: kind, side: side),
      kind: kind, account: pool.account, asset: pool.asset, side: side, amount: amount,
      statementAmount: statement, ledgerAmount: ledger, entries: entries, detail: detail)
  }

  /// MISSING_CURRENCY, which stands for the opening and the unexplained part too.
  private func missing() -> Break? {
    let (statement, ledger) = (proof.statement.figures, proof.ledger.figures)
    guard let missing = proof.sideMissing(pool) else { return nil }
    let entries = missing == .statement ? ledger.entries : statement.entries
    return make(
      .missingCurrency, side: missing.other, amount: proof.proof.difference,
      statement: missing == .statement ? nil : statement.balance,
      ledger: missing == .ledger ? nil : ledger.balance,
      detail: "the \(missing.rawValue) has no entry and no balance of it; "
        + "the \(missing.other.rawValue)'s \(entries) entries are listed on their own")
  }

  /// OPENING_DISCONTINUITY, one a part of the opening difference.
  private func openings() -> [Break] {
    proof.openings.filter { $0.amount.magnitude > proof.tolerance }.map { part in
      make(
        .openingDiscontinuity, side: part.side, amount: part.amount, statement: part.statement,
        ledger: part.ledger, detail: part.detail)
    }
  }

  private func unexplained() -> Break? {
    guard !proof.isUnexplainedTolerated else { return nil }
    let unfooted = proof.causes.filter {
      [.statementUnfooted, .ledgerUnfooted].contains($0.kind)
    }
    let detail =
      "of the difference of \(proof.proof.difference) the opening balances and entries "
      + "do not explain \(proof.proof.unexplained)"
    let reserved = reserved()
    return make(
      reserved == nil ? .balanceDiff : .lockedOrReserved, side: reserved?.side,
      amount: proof.proof.unexplained, statement: proof.statement.figures.balance,
      ledger: proof.ledger.figures.balance,
      detail: ([detail] + [reserved?.detail].compactMap { $0 } + unfooted.map(\.detail))
        .joined(separator: "; "))
  }

  /// The side whose balance has in it what it says is reserved, if the other's lacks just that.
  private func reserved() -> (side: Side, detail: String)? {
    let sides = [(Side.statement, proof.statement), (.ledger, proof.ledger)]
    for (side, account) in sides where !account.reserved.isZero {
      let gap = side == .statement ? account.reserved : account.reserved.negated
      guard proof.proof.unexplained == gap else { continue }
      return (side, "the \(side.rawValue) says that \(account.reserved) of its balance is reserved")
    }
    return nil
  }

  /// NEGATIVE_BALANCE: it explains nothing of the difference, so it has no amount.
  private func negative() -> [Break] {
    guard !mayOwe else { return [] }
    return [(Side.statement, proof.statement), (.ledger, proof.ledger)].compactMap {
      side, account in
      guard let balance = account.toldBalance, balance.isNegative else { return nil }
      return make(
        .negativeBalance, side: side, amount: nil,
        statement: side == .statement ? balance : nil, ledger: side == .ledger ? balance : nil,
        detail: "the \(side.rawValue)'s balance is \(balance), and `may_owe` in the settings does "
          + "not name the asset")
    }
  }

  /// TOLERANCE_EXCEEDED: it explains nothing of the difference, so it has no amount.
  private func overBudget() -> Break? {
    guard proof.isOverBudget, let budget = proof.budget else { return nil }
    let uses = proof.toleranceUses.map { use in
      "\(use.amount) by \(use.count) of '\(use.purpose.name)'"
    }
    return make(
      .toleranceExceeded, side: nil, amount: nil, statement: nil, ledger: nil,
      detail: "tolerances took \(proof.toleranceUsed), the budget is \(budget): "
        + uses.joined(separator: ", "))
  }

  private func unfooted() -> [Break] {
    [(Side.statement, proof.statement), (.ledger, proof.ledger)].compactMap { side, account in
      guard !account.foots else { return nil }
      var details: [String] = []
      var entries: [EntryIdentity] = []
      if let divergence = account.divergence {
        let entry = pool[side].entries[divergence.row]
        let reference = naming.reference(side, divergence.row)
        entries = [naming.identity(side, divergence.row)]
        details.append(
          "the running balances first diverge at the entry of \(entry.amount)"
            + (reference.isEmpty ? "" : " with reference \(Diagnostic.quoted(reference))")
            + ": expected \(divergence.expected), stated \(divergence.stated)")
      }
      var found = make(
        .unfooted, side: side, amount: nil,
        statement: side == .statement ? account.figures.stated : nil,
        ledger: side == .ledger ? account.figures.stated : nil, entries: entries,
        detail: (details + account.faults).joined(separator: "; "))
      found.instant = account.divergence.map { pool[side].entries.instant($0.row) }
      return found
    }
  }

  /// The one break of an account's asset whose sums need more than 38 digits.
  static func sumTooLarge(_ pool: Pool, _ naming: Naming) -> Break {
    Break(
      id: naming.breakID(account: pool.account, asset: pool.asset, kind: .balanceDiff, side: nil),
      kind: .balanceDiff, account: pool.account, asset: pool.asset, side: nil, amount: nil,
      detail: "a sum needs more than 38 digits, so the balances are not compared")
  }
}
