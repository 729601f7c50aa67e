import Accounting

/// What a matched pool comes to: breaks, proof, status.
struct PoolReconciliation {
  let pool: Pool
  /// Open ledger entries that are on their way from another account.
  let transits: [TransferLegs.Transit]
  let elsewhere: Elsewhere
  let tradeLegs: TradeLegs
  let naming: Naming
  let faults: AccountFaults
  let policy: Policy
  let sources: Sources
  let history: BreakHistory
  /// Accounts that hold derivatives.
  let margined: Set<String>

  func findings() -> Findings {
    var findings = Findings()
    let tolerated = pool.tolerated
    findings.add(matchesOf: pool, tolerated: tolerated)
    findings.openStatement = pool.statement.unmatchedRows
    findings.openLedger = pool.ledger.unmatchedRows
    findings.diagnostics = pool.boundsMet.map { .toleranceBoundMet($0, in: pool, at: place(pool)) }
    if pool.uncovered > 0 { findings.diagnostics.append(.coveringBoundMet(pool, at: place(pool))) }
    findings.breaks = EntryBreaks(
      pool: pool, tolerated: tolerated.map(\.match), transits: transits, elsewhere: elsewhere,
      tradeLegs: tradeLegs, naming: naming, history: history
    ).all()
    do {
      let proof = try AccountProof(
        pool: pool, tolerated: tolerated.map(\.match), policy: policy)
      guard proof.isOfAnything else { return findings }
      findings.breaks += BalanceBreaks(
        pool: pool, proof: proof, naming: naming, mayOwe: mayOwe
      ).all()
      if let unpriced = unpriced(findings.breaks) { findings.breaks.append(unpriced) }
      let status = proof.status(
        hasBreaks: !findings.breaks.isEmpty, floor: faults.floor(pool.account))
      findings.status = status
      findings.positions = [
        AccountAsset(
          account: pool.account, asset: pool.asset, statement: proof.statement.figures,
          ledger: proof.ledger.figures, proof: proof.proof,
          matched: pool.matches.count + pool.settled.count,
          tolerance: max(pool.greatestAllowed(tolerated), proof.tolerance),
          toleranceUsed: proof.toleranceUsed, toleranceBudget: proof.budget,
          toleranceUses: proof.toleranceUses,
          toleratedMatches: ToleratedMatch.greatest(tolerated, of: pool, naming), status: status,
          causes: proof.causes, tables: proof.tables)
      ]
    } catch {
      // No figure is shown that could not be computed; the account's asset is not proved.
      findings.breaks.append(BalanceBreaks.sumTooLarge(pool, naming))
      findings.diagnostics.append(.sumTooLarge(in: pool, at: place(pool)))
      findings.status = max(.unproved, faults.floor(pool.account))
    }
    return findings
  }

  /// Whether a balance below zero is nothing odd: the settings say so, or the account holds
  /// derivatives.
  private var mayOwe: Bool {
    margined.contains(pool.account)
      || (policy.owing[pool.account] ?? []).contains { $0.matches(pool.asset) }
  }

  /// UNPRICED, where there are prices, none is of the asset, and it has breaks; without an amount.
  private func unpriced(_ found: FoundBreaks) -> Break? {
    guard !policy.prices.isEmpty, policy.price(of: pool.asset) == nil, !found.isEmpty else {
      return nil
    }
    return Break(
      id: naming.breakID(account: pool.account, asset: pool.asset, kind: .unpriced, side: nil),
      kind: .unpriced, account: pool.account, asset: pool.asset, side: nil, amount: nil,
      detail: "there is no price of it, so its \(found.records.count) "
        + "\(found.records.count == 1 ? "break has" : "breaks have") no value and no bound")
  }

  /// The first file that tells of the pool: sums have no line.
  private func place(_ pool: Pool) -> Place {
    var first = pool.settled.firstSource
    for side in Side.allCases {
      let origins = pool[side].entries.origin
      for row in pool[side].rows {
        let source = origins[Int(row)].source
        if first.map({ source < $0 }) ?? true { first = source }
      }
      for balance in pool.records(side).balances {
        if first.map({ balance.origin.source < $0 }) ?? true { first = balance.origin.source }
      }
    }
    guard let first, Int(first.index) < sources.all.count else {
      return Place(file: pool.account)
    }
    return Place(file: sources[first].name)
  }
}

extension AccountProof {
  /// Whether either side says anything before the cut-off.
  var isOfAnything: Bool {
    [statement.figures, ledger.figures].contains {
      $0.entries > 0 || $0.stated != nil || $0.opening != nil
    }
  }
}

extension Diagnostic {
  static func sumTooLarge(in pool: Pool, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "sum-too-large", place: place,
      message: "the entries of \(quoted(pool.account)) in \(quoted(pool.asset)) have a sum of "
        + "more than 38 digits",
      hint: "the account's asset is not proved; check the amounts' unit or the asset's decimals")
  }

  static func coveringBoundMet(_ pool: Pool, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "covering-bound-met", severity: .warning, place: place,
      message: "\(quoted(pool.account)) in \(quoted(pool.asset)): \(pool.uncovered) entries "
        + "without a common reference were not searched for sets with equal sums",
      hint: "they lie too close together in time: a smaller window in the settings, or more "
        + "`covering_nodes`, may help")
  }

  static func toleranceBoundMet(_ what: String, in pool: Pool, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "tolerance-bound-met", severity: .warning, place: place,
      message: "\(quoted(pool.account)) in \(quoted(pool.asset)): \(what)",
      hint: "a smaller tolerance or window in the settings separates the entries")
  }
}
