import Accounting
import Reconcile
import Testing

/// Every rule's own examples, run through the whole reconciler.
@Suite struct RuleExampleTests {
  struct Example: CustomTestStringConvertible, Sendable {
    var rule: String
    var verdict: String
    var table: [[String]]
    var text: String
    var testDescription: String { "\(rule): \(text)" }
  }

  static let examples: [Example] = Reconciler.ruleExamples.flatMap { rule in
    rule.examples.split(separator: "\n").map { line in
      let parts = line.split(separator: "|").map {
        $0.split(separator: " ").joined(separator: " ")
      }
      return Example(
        rule: rule.name, verdict: parts[0],
        table: parts[1...2].map { $0.split(separator: ";").map(String.init) },
        text: String(line))
    }
  }

  @Test(arguments: examples) func `a rule does what its example says`(example: Example) throws {
    var books = TestBooks()
    for (side, entries) in zip(Side.allCases, example.table) {
      for entry in entries {
        books.lines.append(
          TestBooks.entry(side, "main", entry.split(separator: " ").map(String.init)))
      }
    }
    let outcome = try books.run()
    let matched = outcome.matches.filter { $0.rule == example.rule }
    let own = matched.flatMap(\.statement).count + matched.flatMap(\.ledger).count
    switch example.verdict {
    case "match":
      #expect(own > 0)
      #expect(outcome.openStatement.isEmpty && outcome.openLedger.isEmpty)
    case "leave": #expect(own == 0)
    case "ambiguous":
      #expect(own == 0)
      let ambiguous = outcome.reconciliation.breaks.filter { $0.kind == .ambiguous }
      #expect(ambiguous.map(\.rule) == [example.rule])
      #expect(ambiguous.first?.entries.count == books.lines.count)
    default: Issue.record("no verdict '\(example.verdict)'")
    }
  }

  @Test func `every rule has examples of what it takes and what it leaves`() {
    for rule in Reconciler.ruleExamples {
      let verdicts = Set(Self.examples.filter { $0.rule == rule.name }.map(\.verdict))
      #expect(verdicts.isSuperset(of: ["match", "leave"]), "\(rule.name)")
    }
    #expect(
      Reconciler.ruleExamples.map(\.name)
        == [
          "exact-reference", "reference-group", "reference-amount-differs",
          "amount-within-window", "fee-aware", "covering-set",
        ])
  }
}
