import Accounting

/// The breaks of a matched pool's entries: open items, residuals, ambiguities.
struct EntryBreaks {
  let pool: Pool
  /// Places of the matches whose residuals are tolerated, ascending.
  let tolerated: [Int]
  let transits: [TransferLegs.Transit]
  let elsewhere: Elsewhere
  let tradeLegs: TradeLegs
  let naming: Naming
  let history: BreakHistory

  func all() -> FoundBreaks {
    var found = FoundBreaks()
    addResiduals(to: &found)
    addAmbiguities(to: &found)
    for transit in transits where pool.ledger.fate[transit.index] == .open {
      found.append(inTransit(transit))
    }
    for side in Side.allCases { addOpenItems(side, to: &found) }
    return found
  }

  private func addResiduals(to found: inout FoundBreaks) {
    var next = 0
    for (place, match) in pool.matches.enumerated() where !match.residual.isZero {
      if next < tolerated.count, tolerated[next] == place {
        next += 1
        continue
      }
      if let group = match.group {
        found.append(residual(match, pool.groups[Int(group)]))
        continue
      }
      let statement = pool.statement.amount(match.statement)
      let ledger = pool.ledger.amount(match.ledger)
      let row = pool.statement.rows[match.statement]
      let hasAgreedLeg = tradeLegs.leg(ofStatementRow: row) != nil
      guard
        let classifier = residualClassifiers.firstIndex(where: {
          $0.claims(
            ResidualPair(
              statement: statement, ledger: ledger,
              kinds: (pool.statement.kind(match.statement), pool.ledger.kind(match.ledger)),
              hasAgreedLeg: hasAgreedLeg))
        })
      else { preconditionFailure("the last classifier claims every difference") }
      found.append(
        .residual(
          statement: row, ledger: pool.ledger.rows[match.ledger], classifier: classifier,
          rule: match.rule))
    }
  }

  /// The break of a match of more than two entries: told in full, there are few.
  private func residual(_ match: PoolMatch, _ group: MatchGroup) -> Break {
    let entries =
      group.statement.map { naming.identity(.statement, Int(pool.statement.rows[Int($0)])) }
      + group.ledger.map { naming.identity(.ledger, Int(pool.ledger.rows[Int($0)])) }
    let sums = Side.allCases.map { side in
      try? pool.sum(side, (side == .statement ? group.statement : group.ledger).map(Int.init))
    }
    let first = Int(pool.statement.rows[match.statement])
    return Break(
      id: naming.breakID(account: pool.account, asset: pool.asset, side: nil, entries: entries),
      kind: .amountDiff, account: pool.account, asset: pool.asset, side: nil,
      amount: match.residual, statementAmount: sums[0], ledgerAmount: sums[1],
      instant: pool.statement.entries.instant(first),
      reference: naming.reference(.statement, first),
      rule: matchingRules[Int(match.rule)].name, entries: entries,
      detail: "\(group.statement.count) statement and \(group.ledger.count) ledger entries "
        + "are one event; the statement has \(sums[0]?.description ?? "a sum beyond 38 digits"), "
        + "the ledger \(sums[1]?.description ?? "a sum beyond 38 digits")")
  }

  private func inTransit(_ transit: TransferLegs.Transit) -> Break {
    let row = Int(pool.ledger.rows[transit.index])
    let (arrival, departure) = (
      naming.identity(.ledger, row), naming.identity(.ledger, Int(transit.row))
    )
    let amount = pool.ledger.amount(transit.index)
    let left = pool.ledger.entries[Int(transit.row)]
    return Break(
      id: naming.breakID(
        account: pool.account, asset: pool.asset, side: .ledger, entries: [arrival]),
      kind: .inTransit, account: pool.account, asset: pool.asset, side: .ledger,
      amount: amount.negated, ledgerAmount: amount,
      instant: pool.ledger.entries.instant(row), reference: naming.reference(.ledger, row),
      entries: [arrival], competing: [departure],
      detail: "\(left.amount.magnitude) left \(Diagnostic.quoted(transit.account)) at "
        + "\(left.instant) (\(departure.id)), where the statement has it; the statement here does "
        + "not yet")
  }

  private func addAmbiguities(to found: inout FoundBreaks) {
    for ambiguity in pool.ambiguities {
      found.append(
        AmbiguousRows(
          rule: ambiguity.rule, statement: ambiguity.statement.map { pool.statement.rows[$0] },
          ledger: ambiguity.ledger.map { pool.ledger.rows[$0] }, note: ambiguity.note))
    }
  }

  /// Every open entry with the first classifier that claims it, in canonical order.
  private func addOpenItems(_ side: Side, to found: inout FoundBreaks) {
    let table = pool[side]
    let onTheirWay = side == .ledger ? Set(transits.map(\.index)) : []
    let open = table.fate.indices.filter {
      table.fate[$0] == .open && !onTheirWay.contains($0)
    }
    var claimed: [(classifier: Int, claims: [OpenItemClaim])] = []
    var unclaimed = open
    // The last claims what is left: what it says of an entry is asked when its turn comes.
    let last = openItemClassifiers.count - 1
    for (number, classifier) in openItemClassifiers[..<last].enumerated() {
      let claims = classifier.claims(side, unclaimed, in: pool, elsewhere)
      guard !claims.isEmpty else { continue }
      unclaimed.remove(claims.map(\.index))
      claimed.append((number, claims))
    }
    var next = [Int](repeating: 0, count: claimed.count)
    for index in open {
      var isClaimed = false
      for (place, (classifier, claims)) in claimed.enumerated()
      where next[place] < claims.count && claims[next[place]].index == index {
        let claim = claims[next[place]]
        next[place] += 1
        isClaimed = true
        found.append(
          .open(
            side, row: table.rows[index], classifier: classifier, sentence: claim.sentence,
            witness: claim.witness))
      }
      guard !isClaimed else { continue }
      if table.tense(index) == .held, let known = broughtForward(side, index) {
        found.append(known)
        continue
      }
      let claims = openItemClassifiers[last].claims(side, [index], in: pool, elsewhere)
      guard let claim = claims.first else {
        preconditionFailure("the last classifier claims every open entry")
      }
      found.append(
        .open(
          side, row: table.rows[index], classifier: last, sentence: claim.sentence,
          witness: claim.witness))
    }
  }

  /// An item of the last run of which today's entries say nothing new: it stays what it was told to
  /// be. Nil if it was told to be no more than missing, or is too old to be on its way.
  private func broughtForward(_ side: Side, _ index: Int) -> Break? {
    let row = Int(pool[side].rows[index])
    let contents = naming.contents(side)
    let number = contents.number(row)
    guard
      let known = history.standing(naming.breakNumber(side, row, entry: number)),
      ![.missingLedger, .missingStatement, .timingCutoff].contains(known.kind),
      known.kind != .inTransit || history.isOnItsWay(contents.instant(row))
    else { return nil }
    let amount = contents.amount(row)
    return Break(
      id: known.id, kind: known.kind, account: pool.account, asset: pool.asset, side: side,
      amount: side == .statement ? amount : amount.negated,
      statementAmount: side == .statement ? amount : nil,
      ledgerAmount: side == .ledger ? amount : nil, instant: contents.instant(row),
      reference: contents.reference(row), entries: [contents.identity(row, number: number)],
      detail: known.detail)
  }
}

extension [Int] {
  /// Takes out some of the numbers; both ascend.
  fileprivate mutating func remove(_ some: [Int]) {
    var next = 0
    removeAll { number in
      guard next < some.count, some[next] == number else { return false }
      next += 1
      return true
    }
  }
}
