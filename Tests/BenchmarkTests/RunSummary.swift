import Foundation
import GeneratedBooks
import Testing

/// The figures of a run's `summary.json` that a truth speaks of.
struct RunSummary: Decodable {
  struct Breaks: Decodable {
    var by_kind: [String: Int]
    var total: Int
  }

  struct Matches: Decodable {
    var by_rule: [String: Int]
    var total: Int
  }

  struct Source: Decodable {
    var name: String
    var read: Int
    var understood: Int
    var duplicates: Int
    var refused: Int
    var ignored: [String: Int]
  }

  struct Balance: Decodable {
    struct Proof: Decodable { var unexplained: String }
    var account: String
    var asset: String
    var proof: Proof
  }

  var breaks: Breaks
  var matches: Matches
  var sources: [Source]
  var balances: [Balance]

  init(of run: BookRun) throws {
    let place = run.folder.appending(path: "data/reports/summary.json")
    self = try JSONDecoder().decode(RunSummary.self, from: try Data(contentsOf: place))
  }

  /// Checks every count against what was planted.
  func check(_ truth: BookTruth, _ book: GeneratedBook) {
    let about = "\(book)"
    #expect(matches.by_rule.filter { $0.value > 0 } == truth.matches, "\(about)")
    #expect(matches.total == truth.matches.values.reduce(0, +), "\(about)")
    #expect(breaks.by_kind.filter { $0.value > 0 } == truth.breaks, "\(about)")
    #expect(breaks.total == truth.breaks.values.reduce(0, +), "\(about)")
    let statement = sources.first { $0.name.hasSuffix(book.statementName) }
    let ledger = sources.first { $0.name.hasSuffix("ledger.csv") }
    #expect(sources.count == 2, "\(about)")
    #expect(statement?.read == truth.statementLines, "\(about)")
    #expect(statement?.understood == truth.statementLines, "\(about)")
    #expect(ledger?.read == truth.ledgerLines, "\(about)")
    #expect(ledger?.refused == truth.refused, "\(about)")
    #expect(ledger?.understood == truth.ledgerLines - truth.refused, "\(about)")
    #expect(sources.allSatisfy { $0.ignored.isEmpty && $0.duplicates == 0 }, "\(about)")
    #expect(!balances.isEmpty, "\(about)")
    #expect(balances.filter { $0.proof.unexplained != "0" }.isEmpty, "\(about)")
  }
}
