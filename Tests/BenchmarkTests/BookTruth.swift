/// What a right answer says of a generated book: exact counts, from what was planted.
struct BookTruth: Equatable {
  var statementLines = 0
  var ledgerLines = 0
  var refused = 0
  var matches: [String: Int] = [:]
  var breaks: [String: Int] = [:]

  /// Counts what an event of this plant must come to.
  mutating func count(_ plant: Plant, _ shape: BookShape) {
    switch shape {
    case .references, .manyAccounts: count(plant, hasReferences: true)
    case .noReferences: count(plant, hasReferences: false)
    case .oneAmount:
      // What is too many of a reference and amount is said to be written twice.
      if plant == .none { match("exact-reference") } else { open("DUPLICATE_STATEMENT") }
    case .oneReference:
      match(plant == .none ? "exact-reference" : "reference-amount-differs")
      if plant != .none { open("AMOUNT_DIFF") }
    case .statementOnly: count(plant, hasReferences: true)
    case .identical: match("exact-reference")
    case .oneWindow: match("amount-within-window")
    }
  }

  private mutating func count(_ plant: Plant, hasReferences: Bool) {
    let rule = hasReferences ? "exact-reference" : "amount-within-window"
    switch plant {
    case .none: match(rule)
    case .missingInLedger: open("MISSING_LEDGER")
    case .missingInStatement: open("MISSING_STATEMENT")
    case .lastDigit, .wholeUnit, .sign:
      if hasReferences {
        match("reference-amount-differs")
        open(plant == .sign ? "SIGN_REVERSED" : "AMOUNT_DIFF")
      } else {
        openBoth()
      }
    case .twiceInLedger:
      match(rule)
      open("DUPLICATE_LEDGER")
    case .twiceOnStatement:
      match(rule)
      open("DUPLICATE_STATEMENT")
    case .hourOff: if hasReferences { match(rule) } else { openBoth() }
    case .nextDay: open(hasReferences ? "TIMING_CUTOFF" : "MISSING_LEDGER")
    case .blank: match("amount-within-window")
    case .unreadable:
      refused += 1
      open("MISSING_LEDGER")
      open("UNPARSED_LINE")
    }
  }

  private mutating func match(_ rule: String) { matches[rule, default: 0] += 1 }
  private mutating func open(_ kind: String) { breaks[kind, default: 0] += 1 }

  private mutating func openBoth() {
    open("MISSING_LEDGER")
    open("MISSING_STATEMENT")
  }
}
