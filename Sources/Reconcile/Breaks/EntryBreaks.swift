import Accounting

/// The breaks of a matched pool's entries: open items, residuals, ambiguities.
struct EntryBreaks {
  let pool: Pool
  let naming: Naming

  func all() -> [Break] { residuals() + ambiguities() + openItems(.statement) + openItems(.ledger) }

  private func residuals() -> [Break] {
    pool.matches.compactMap { match in
      guard match.residual.magnitude > pool.legTolerance else { return nil }
      let row = Int(pool.statement.rows[match.statement])
      let entries = [
        naming.identity(.statement, row),
        naming.identity(.ledger, Int(pool.ledger.rows[match.ledger])),
      ]
      let statement = pool.statement.amount(match.statement)
      let ledger = pool.ledger.amount(match.ledger)
      for classifier in residualClassifiers {
        guard let evidence = classifier.evidence(statement, ledger) else { continue }
        return Break(
          id: naming.breakID(
            account: pool.account, asset: pool.asset, side: nil, entries: entries),
          kind: classifier.kind, account: pool.account, asset: pool.asset, side: nil,
          amount: match.residual, statementAmount: statement, ledgerAmount: ledger,
          instant: pool.statement.entries.instant(row),
          reference: naming.reference(.statement, row),
          rule: matchingRules[Int(match.rule)].name, entries: entries, detail: evidence)
      }
      preconditionFailure("the last classifier claims every difference")
    }
  }

  private func ambiguities() -> [Break] {
    pool.ambiguities.map { ambiguity in
      let rows =
        ambiguity.statement.map { (Side.statement, Int(pool.statement.rows[$0])) }
        + ambiguity.ledger.map { (Side.ledger, Int(pool.ledger.rows[$0])) }
      let entries = rows.map { naming.identity($0.0, $0.1) }
      let statement = try? Amount.sum(ambiguity.statement.map { pool.statement.amount($0) })
      let ledger = try? Amount.sum(ambiguity.ledger.map { pool.ledger.amount($0) })
      let amount = statement.flatMap { one in ledger.flatMap { try? one.subtracting($0) } }
      let references = Set(rows.map { pool[$0.0].entries.reference[$0.1] })
      return Break(
        id: naming.breakID(account: pool.account, asset: pool.asset, side: nil, entries: entries),
        kind: .ambiguous, account: pool.account, asset: pool.asset, side: nil, amount: amount,
        statementAmount: statement, ledgerAmount: ledger,
        instant: rows.first.map { pool[$0.0].entries.instant($0.1) },
        reference: references.count == 1
          ? rows.first.map { naming.reference($0.0, $0.1) } ?? "" : "",
        rule: matchingRules[Int(ambiguity.rule)].name, entries: entries,
        detail: "\(ambiguity.statement.count) statement and \(ambiguity.ledger.count) ledger "
          + "entries fit each other in several equally good ways")
    }
  }

  private func openItems(_ side: Side) -> [Break] {
    let table = pool[side]
    let open = table.open
    var unclaimed = open
    var claimed: [Int: (kind: BreakKind, detail: String)] = [:]
    for classifier in openItemClassifiers {
      let claims = classifier.claims(side, unclaimed, in: pool)
      guard !claims.isEmpty else { continue }
      for (index, detail) in claims { claimed[index] = (classifier.kind(side), detail) }
      unclaimed.removeAll { claims[$0] != nil }
    }
    return open.map { index in
      let row = Int(table.rows[index])
      let amount = table.amount(index)
      let entries = [naming.identity(side, row)]
      let (kind, detail) =
        claimed[index]
        ?? (
          MissingEntry.kind(side),
          MissingEntry.detail(side, hasReference: table.reference(index) != .none)
        )
      return Break(
        id: naming.breakID(account: pool.account, asset: pool.asset, side: side, entries: entries),
        kind: kind, account: pool.account, asset: pool.asset, side: side,
        amount: side == .statement ? amount : amount.negated,
        statementAmount: side == .statement ? amount : nil,
        ledgerAmount: side == .ledger ? amount : nil,
        instant: table.entries.instant(row), reference: naming.reference(side, row),
        entries: entries, detail: detail)
    }
  }
}
