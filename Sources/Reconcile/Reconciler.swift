package import Accounting

/// Takes both sides of a book as understood; gives matches, breaks and the proof.
///
/// A pure function of its arguments: neither the order of rows nor the numbers of names matter.
package struct Reconciler: Sendable {
  let policy: Policy

  package init(policy: Policy) { self.policy = policy }

  /// Reconciles one book.
  ///
  /// - Parameters:
  ///   - book: the book's name, as the settings give it.
  ///   - sources: where the entries' references and the refused lines' text stand.
  ///   - diagnostics: what the earlier stages collected; passed on, in order of place.
  ///   - settlement: matches made beforehand, whose entries are in neither book.
  ///   - changes: of days that earlier runs closed, as `EarlierDays` found them.
  ///   - broughtForwardFrom: the business date of the last sealed run; nil if there is none.
  /// - Throws: `ReconcileError` if the books given are not one statement and one ledger.
  package func reconcile(
    book: String, businessDate: String?, statement: Book, ledger: Book, names: BookNames,
    sources: Sources, aliases: [AliasUse], diagnostics: [Diagnostic],
    settlement: Settlement = Settlement(), changes: [PriorPeriodChange] = [],
    broughtForwardFrom: String? = nil
  ) throws(ReconcileError) -> Outcome {
    guard statement.side == .statement, ledger.side == .ledger else { throw .sidesMixedUp }
    let partition = Partition(
      statement: statement, ledger: ledger, names: names, policy: policy, settlement: settlement)
    let naming = Naming(partition: partition, sources: sources)
    let valuation = Valuation(policy: policy, businessDate: businessDate.flatMap(CivilDate.init))
    let faults = AccountFaults(policy: policy, statement: statement, ledger: ledger, names: names)
    let history = BreakHistory(policy, businessDate: businessDate)

    var pools = partition.pools
    for index in pools.indices { pools[index].match(by: matchingRules) }
    let tradeLegs = TradeLegs(pools)
    var findings = findings(
      of: pools, tradeLegs, naming, faults, sources, history, margined(statement, ledger, names))
    let derivatives = PositionBridges(
      statement, ledger, names: names, policy: policy, naming: naming)
    let equities = EquityBridges(statement, names: names, policy: policy, naming: naming)
    findings.breaks += derivatives.breaks + equities.breaks
    findings.breaks += StaleSources(policy: policy, names: names, sources: sources)
      .breaks(statement, ledger, pools, naming)
    let floors = derivatives.floors.merging(equities.floors) { max($0, $1) }
    findings.status = max(findings.status, floors.values.max() ?? .proved)

    findings.breaks += changes.map { $0.made(naming, closed: broughtForwardFrom ?? "") }
    let sheet = sheet(findings.breaks, naming, valuation, history, tradeLegs)
    findings.breaks = FoundBreaks()
    let days = BreakDays(
      sheet, history, fates: BreakDays.fates(pools, changes, history, naming: naming))
    let handedOn = HandedOn(
      pools, findings.positions, derivatives.bridges, policy: policy, faults: faults)
    let matches = Matches(findings.pairings, groups: findings.groups)
    let lines = MatchedLines(matches, extent: policy.listedMatches, naming: naming)
    let reconciliation = Reconciliation(
      book: book, businessDate: businessDate, cutOff: policy.cutOff,
      status: findings.status, positions: findings.positions,
      breaks: Breaks(sheet), matchesByRule: matchesByRule(findings.pairings, settlement),
      openPositions: openPositions(statement, ledger, names),
      aliases: aliases.sorted(by: AliasUse.canonicalOrder),
      refused: (statement.refused + ledger.refused).sorted {
        Diagnostic.canonicalOrder($0.diagnostic, $1.diagnostic)
      },
      diagnostics: (diagnostics + findings.diagnostics).sorted(by: Diagnostic.canonicalOrder),
      tallies: (statement.tallies + ledger.tallies).sorted { $0.source < $1.source },
      thresholdUSD: policy.thresholdUSD,
      setAside: partition.setAsideByRule(settlement),
      accountStatus: accountStatus(findings.positions, faults, floors),
      bridges: derivatives.bridges, equities: equities.bridges,
      broughtForwardFrom: broughtForwardFrom, rollForward: days.rollForward,
      cleared: days.cleared, matches: MatchList(lines, extent: policy.listedMatches))
    return Outcome(
      reconciliation: reconciliation, matches: matches,
      openStatement: findings.openStatement, openLedger: findings.openLedger,
      setAsideStatement: partition.setAside.statement, setAsideLedger: partition.setAside.ledger,
      handedOn: handedOn, tolerated: findings.tolerated, naming: naming)
  }

  /// The breaks in order, with those of overrides that no longer count.
  private func sheet(
    _ found: FoundBreaks, _ naming: Naming, _ valuation: Valuation, _ history: BreakHistory,
    _ tradeLegs: TradeLegs
  ) -> BreakSheet {
    let overrides = Overrides(policy.overrides, businessDate: valuation.businessDate)
    let sheet = BreakSheet(
      found, naming: naming, valuation: valuation, history: history, overrides: overrides,
      tradeLegs: tradeLegs)
    let further = policy.overrides.isEmpty ? [] : overrides.breaks(sheet, naming: naming)
    guard !further.isEmpty else { return sheet }
    var all = found
    all += further
    return BreakSheet(
      all, naming: naming, valuation: valuation, history: history, overrides: overrides,
      tradeLegs: tradeLegs)
  }

  /// What the matched pools come to, and what is wrong with accounts as a whole.
  private func findings(
    of pools: [Pool], _ tradeLegs: TradeLegs, _ naming: Naming, _ faults: AccountFaults,
    _ sources: Sources, _ history: BreakHistory, _ margined: Set<String>
  ) -> Findings {
    var findings = Findings()
    let transits = TransferLegs.inTransit(pools, policy.transfer)
    let elsewhere = Elsewhere(pools, policy)
    for (number, pool) in pools.enumerated() {
      findings.add(
        PoolReconciliation(
          pool: pool, transits: transits[number] ?? [], elsewhere: elsewhere,
          tradeLegs: tradeLegs, naming: naming, faults: faults, policy: policy, sources: sources,
          history: history, margined: margined
        ).findings())
    }
    findings.add(faults.findings(naming: naming))
    return findings
  }

  /// Accounts that hold derivatives, whose balances may be below zero.
  private func margined(_ statement: Book, _ ledger: Book, _ names: BookNames) -> Set<String> {
    let ids = [statement, ledger].flatMap { book in
      book.positions.map(\.account) + book.fills.map(\.account) + book.equities.map(\.account)
    }
    return Set(Set(ids).map { names.accounts[$0] })
  }

  /// Every rule's matches, those made beforehand among them.
  private func matchesByRule(_ pairings: [Pairing], _ settlement: Settlement) -> [String: Int] {
    var byRule: [String: Int] = [:]
    for rule in matchingRules { byRule[rule.name] = 0 }
    for pairing in pairings { byRule[matchingRules[Int(pairing.rule)].name]! += 1 }
    for figures in settlement.pools.values {
      for (rule, count) in figures.pairs { byRule[rule, default: 0] += count }
    }
    return byRule
  }

  /// An account without a figure is as its sources are: proved, if they were read and empty.
  private func accountStatus(
    _ positions: [AccountAsset], _ faults: AccountFaults, _ floors: [String: Status]
  ) -> [String: Status] {
    var statuses: [String: Status] = [:]
    for expected in policy.accounts where !expected.account.isEmpty {
      statuses[expected.account] = faults.floor(expected.account)
    }
    for position in positions {
      let known = statuses[position.account] ?? faults.floor(position.account)
      statuses[position.account] = max(known, position.status)
    }
    for (account, floor) in floors {
      statuses[account] = max(statuses[account] ?? faults.floor(account), floor)
    }
    return statuses
  }

  private func openPositions(
    _ statement: Book, _ ledger: Book, _ names: BookNames
  ) -> [OpenPosition] {
    var found: [OpenPosition] = []
    for book in [statement, ledger] {
      for position in book.positions {
        found.append(
          OpenPosition(
            side: book.side, account: names.accounts[position.account], market: position.market,
            size: position.size, entryPrice: position.entryPrice))
      }
    }
    return found.sorted(by: OpenPosition.canonicalOrder)
  }
}
