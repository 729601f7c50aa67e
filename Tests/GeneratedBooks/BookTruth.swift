/// What a right answer says of a generated book: exact counts, from what was planted.
package struct BookTruth: Equatable, Sendable {
  package let planted: [Plant: Int]
  package let statementLines: Int
  package let ledgerLines: Int
  package private(set) var refused = 0
  /// By rule; none is zero.
  package private(set) var matches: [String: Int] = [:]
  /// By kind; none is zero.
  package private(set) var breaks: [String: Int] = [:]

  init(planted: [Plant: Int], shape: BookShape, statementLines: Int, ledgerLines: Int) {
    self.planted = planted
    self.statementLines = statementLines
    self.ledgerLines = ledgerLines
    for (plant, count) in planted where count > 0 { add(plant, count, shape) }
  }

  /// Adds what events of this plant must come to.
  private mutating func add(_ plant: Plant, _ count: Int, _ shape: BookShape) {
    switch shape {
    case .references, .fewerReferences, .manyAccounts, .statementOnly:
      add(plant, count, hasReferences: true)
    case .otherReferences, .noReferences: add(plant, count, hasReferences: false)
    case .oneAmount:
      // What is too many of a reference and amount is said to be written twice.
      if plant == .none {
        match("exact-reference", count)
      } else {
        open("DUPLICATE_STATEMENT", count)
      }
    case .oneReference:
      match(plant == .none ? "exact-reference" : "reference-amount-differs", count)
      if plant != .none { open("AMOUNT_DIFF", count) }
    case .identical: match("exact-reference", count)
    case .oneWindow: match("amount-within-window", count)
    }
  }

  private mutating func add(_ plant: Plant, _ count: Int, hasReferences: Bool) {
    let rule = hasReferences ? "exact-reference" : "amount-within-window"
    switch plant {
    case .none: match(rule, count)
    case .missingInLedger: open("MISSING_LEDGER", count)
    case .missingInStatement: open("MISSING_STATEMENT", count)
    case .lastDigit, .wholeUnit, .sign:
      if hasReferences {
        match("reference-amount-differs", count)
        open(plant == .sign ? "SIGN_REVERSED" : "AMOUNT_DIFF", count)
      } else if plant == .sign {
        // Told by the amount, on either side.
        open("SIGN_REVERSED", 2 * count)
      } else {
        openBoth(count)
      }
    case .twiceInLedger:
      match(rule, count)
      open("DUPLICATE_LEDGER", count)
    case .twiceOnStatement:
      match(rule, count)
      open("DUPLICATE_STATEMENT", count)
    case .late: if hasReferences { match(rule, count) } else { openBoth(count) }
    case .nextDay: open(hasReferences ? "TIMING_CUTOFF" : "MISSING_LEDGER", count)
    case .blank: match("amount-within-window", count)
    case .unreadable:
      refused += count
      open("MISSING_LEDGER", count)
      open("UNPARSED_LINE", count)
    }
  }

  private mutating func match(_ rule: String, _ count: Int) { matches[rule, default: 0] += count }
  private mutating func open(_ kind: String, _ count: Int) { breaks[kind, default: 0] += count }

  private mutating func openBoth(_ count: Int) {
    open("MISSING_LEDGER", count)
    open("MISSING_STATEMENT", count)
  }

  /// The truth as `truth.json` says it, for the scripts that compare.
  func json(of book: GeneratedBook) -> String {
    func object(_ counts: [String: Int]) -> String {
      let members = counts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
      return "{ " + members.joined(separator: ", ") + " }"
    }
    let planted = Dictionary(uniqueKeysWithValues: planted.map { ($0.key.rawValue, $0.value) })
    return """
      {
        "shape": "\(book.shape.rawValue)", "events": \(book.events), "seed": \(book.seed),
        "statement": "\(book.statementName)", "ledger": "ledger.csv",
        "business_date": "\(GeneratedBook.businessDate)",
        "window_seconds": \(GeneratedBook.windowSeconds),
        "statement_lines": \(statementLines), "ledger_lines": \(ledgerLines),
        "refused": \(refused),
        "matches": \(object(matches)),
        "breaks": \(object(breaks)),
        "planted": \(object(planted))
      }

      """
  }
}
