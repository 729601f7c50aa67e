import Accounting

/// Makes breaks from their records: names, texts, amounts, value.
struct BreakMaker: Sendable {
  let naming: Naming
  let valuation: Valuation
  let history: BreakHistory
  let overrides: Overrides
  let tradeLegs: TradeLegs
  let ambiguities: [AmbiguousRows]
  let told: [Break]

  func made(_ record: BreakRecord) -> Break {
    var found: Break
    switch record.form {
    case .openStatement: found = open(record, .statement)
    case .openLedger: found = open(record, .ledger)
    case .residual: found = residual(record)
    case .ambiguity: found = ambiguous(ambiguities[Int(record.row)])
    case .told: found = told[Int(record.row)]
    }
    valuation.value(&found)
    history.tell(&found)
    overrides.tell(&found)
    return found
  }

  private func open(_ record: BreakRecord, _ side: Side) -> Break {
    let row = Int(record.row)
    let contents = naming.contents(side)
    let amount = contents.amount(row)
    let number = contents.number(row)
    let classifier = openItemClassifiers[Int(record.classifier)]
    return Break(
      id: ContentName.breakOf.text(naming.breakNumber(side, row, entry: number)),
      kind: classifier.kind(side), account: contents.account(row), asset: contents.asset(row),
      side: side, amount: side == .statement ? amount : amount.negated,
      statementAmount: side == .statement ? amount : nil,
      ledgerAmount: side == .ledger ? amount : nil, instant: contents.instant(row),
      reference: contents.reference(row), entries: [contents.identity(row, number: number)],
      competing: record.witness.map { [naming.identity($0.side, Int($0.row))] } ?? [],
      detail: classifier.sentence(record.sentence, side)
        + (record.witness.map { ": " + told($0) } ?? ""))
  }

  /// The entry of a witness, for a person.
  private func told(_ witness: Witness) -> String {
    let contents = naming.contents(witness.side)
    let row = Int(witness.row)
    let reference = contents.reference(row)
    return "\(witness.side.rawValue) \(contents.amount(row)) \(contents.asset(row)) in "
      + "\(Diagnostic.quoted(contents.account(row))) at \(contents.instant(row))"
      + (reference.isEmpty ? "" : ", reference \(Diagnostic.quoted(reference))")
  }

  private func residual(_ record: BreakRecord) -> Break {
    let (row, other) = (Int(record.row), Int(record.other))
    let (one, two) = (naming.contents(.statement), naming.contents(.ledger))
    let entries = [naming.identity(.statement, row), naming.identity(.ledger, other)]
    let (statement, ledger) = (one.amount(row), two.amount(other))
    let (account, asset) = (one.account(row), one.asset(row))
    let classifier = residualClassifiers[Int(record.classifier)]
    let leg = classifier.kind == .fxPrice ? tradeLegs.leg(ofStatementRow: record.row) : nil
    return Break(
      id: naming.breakID(account: account, asset: asset, side: nil, entries: entries),
      kind: classifier.kind, account: account, asset: asset, side: nil,
      amount: try? statement.subtracting(ledger), statementAmount: statement,
      ledgerAmount: ledger, instant: one.instant(row), reference: one.reference(row),
      rule: matchingRules[Int(record.detail)].name, entries: entries,
      competing: leg.map {
        [naming.identity(.statement, Int($0.statement)), naming.identity(.ledger, Int($0.ledger))]
      } ?? [],
      detail: classifier.detail(statement, ledger)
        + (leg.map { ": " + told(Witness(side: .statement, row: $0.statement)) } ?? ""))
  }

  private func ambiguous(_ ambiguity: AmbiguousRows) -> Break {
    let rows =
      ambiguity.statement.map { (side: Side.statement, row: Int($0)) }
      + ambiguity.ledger.map { (side: Side.ledger, row: Int($0)) }
    let entries = rows.map { naming.identity($0.side, $0.row) }
    let sums = self.sums(ambiguity)
    let first = naming.contents(rows[0].side)
    let (account, asset) = (first.account(rows[0].row), first.asset(rows[0].row))
    let references = Set(rows.map { naming.contents($0.side).referenceKey($0.row) })
    return Break(
      id: naming.breakID(account: account, asset: asset, side: nil, entries: entries),
      kind: .ambiguous, account: account, asset: asset, side: nil, amount: sums.net,
      statementAmount: sums.statement, ledgerAmount: sums.ledger,
      instant: first.instant(rows[0].row),
      reference: references.count == 1 ? first.reference(rows[0].row) : "",
      rule: matchingRules[Int(ambiguity.rule)].name, entries: entries,
      detail: "\(ambiguity.statement.count) statement and \(ambiguity.ledger.count) ledger "
        + "entries fit each other in several equally good ways"
        + (ambiguity.note.isEmpty ? "" : ": \(ambiguity.note)"))
  }

  /// What is contested on each side, and statement less ledger; nil beyond 38 digits.
  private func sums(
    _ ambiguity: AmbiguousRows
  ) -> (statement: Amount?, ledger: Amount?, net: Amount?) {
    let (one, two) = (naming.contents(.statement), naming.contents(.ledger))
    let statement = try? Amount.sum(ambiguity.statement.map { one.amount(Int($0)) })
    let ledger = try? Amount.sum(ambiguity.ledger.map { two.amount(Int($0)) })
    guard let statement, let ledger else { return (statement, ledger, nil) }
    return (statement, ledger, try? statement.subtracting(ledger))
  }
}

// What order and counts need of a break, without making it.

extension BreakMaker {
  /// The number in its id.
  func number(_ record: BreakRecord) -> UInt64 {
    if let (side, row) = record.openEntry {
      return naming.breakNumber(side, row, entry: naming.contents(side).number(row))
    }
    return ContentName.number(in: made(record).id)
  }

  /// Account and asset.
  func names(_ record: BreakRecord) -> (account: String, asset: String) {
    switch record.form {
    case .openStatement, .residual: names(.statement, record.row)
    case .openLedger: names(.ledger, record.row)
    case .ambiguity:
      if let row = ambiguities[Int(record.row)].statement.first {
        names(.statement, row)
      } else {
        names(.ledger, ambiguities[Int(record.row)].ledger[0])
      }
    case .told: (told[Int(record.row)].account, told[Int(record.row)].asset)
    }
  }

  private func names(_ side: Side, _ row: Int32) -> (account: String, asset: String) {
    let contents = naming.contents(side)
    return (contents.account(Int(row)), contents.asset(Int(row)))
  }

  func kind(_ record: BreakRecord) -> BreakKind {
    switch record.form {
    case .openStatement: openItemClassifiers[Int(record.classifier)].kind(.statement)
    case .openLedger: openItemClassifiers[Int(record.classifier)].kind(.ledger)
    case .residual: residualClassifiers[Int(record.classifier)].kind
    case .ambiguity: .ambiguous
    case .told: told[Int(record.row)].kind
    }
  }

  func instant(_ record: BreakRecord) -> Instant? {
    if let (side, row) = record.leadingEntry { return naming.contents(side).instant(row) }
    if record.form == .told { return told[Int(record.row)].instant }
    let ambiguity = ambiguities[Int(record.row)]
    if let row = ambiguity.statement.first { return naming.contents(.statement).instant(Int(row)) }
    return naming.contents(.ledger).instant(Int(ambiguity.ledger[0]))
  }

  /// Statement less ledger; nil if the break has no amount.
  func amount(_ record: BreakRecord) -> Amount? {
    switch record.form {
    case .openStatement: naming.contents(.statement).amount(Int(record.row))
    case .openLedger: naming.contents(.ledger).amount(Int(record.row)).negated
    case .residual:
      try? naming.contents(.statement).amount(Int(record.row))
        .subtracting(naming.contents(.ledger).amount(Int(record.other)))
    case .ambiguity: sums(ambiguities[Int(record.row)]).net
    case .told: told[Int(record.row)].amount
    }
  }

  /// What a break is ranked and aged by: the same as of the break made.
  func weight(_ record: BreakRecord) -> BreakWeight {
    switch record.form {
    case .openStatement, .openLedger, .residual:
      valuation.weight(
        kind: kind(record), amount: amount(record), asset: names(record).asset,
        instant: instant(record))
    case .ambiguity, .told: BreakWeight(made(record))
    }
  }

  func isMaterial(_ record: BreakRecord) -> Bool {
    guard overrides.isEmpty else { return made(record).isMaterial }
    guard valuation.policy.thresholdUSD != nil else { return true }
    switch record.form {
    case .openStatement, .openLedger, .residual:
      return valuation.isMaterial(
        valuation.value(of: amount(record), asset: names(record).asset))
    case .ambiguity, .told: return made(record).isMaterial
    }
  }
}
