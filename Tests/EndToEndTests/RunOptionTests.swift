import Foundation
import TestSupport
import Testing

/// What the options of `run` do and leave.
@Suite struct RunOptionTests {
  static let day = SampleCase(name: "end-of-day")

  @Test func `a dry run says the same and leaves nothing, no key either`() throws {
    try Desk.with { desk in
      let outcome = try desk.run([Self.day.inputs.path, "--dry-run"])
      #expect(!FileManager.default.fileExists(atPath: desk.out.path))
      #expect(!FileManager.default.fileExists(atPath: desk.keys.path))
      let real = try desk.run([Self.day.inputs.path])
      #expect(outcome.status == real.status)
      let folder = try #require(desk.sealed().first)
      #expect(
        outcome.output.replacing("dry run, nothing sealed", with: "x")
          == real.output.replacing(folder.url.path, with: "x"))
    }
  }

  @Test func `only the named accounts are run`() throws {
    try Desk.with { desk in
      let outcome = try desk.run([Self.day.inputs.path, "--only", "coinbase-pro/default"])
      #expect(outcome.status == 3)
      let summary = try #require(desk.sealed().first).json("summary.json")
      let accounts = summary["accounts"] as? [[String: Any]] ?? []
      #expect(accounts.map { $0["account"] as? String } == ["coinbase-pro/default"])
      let sources = summary["sources"] as? [[String: Any]] ?? []
      #expect(
        sources.compactMap { $0["name"] as? String }.sorted() == [
          "ledger/journal-2026-11-19.csv", "statements/coinbase-exchange-accounts.json",
          "statements/coinbase-pro-account.csv",
        ])
    }
  }

  @Test func `json on standard output ends with what came of it, and its exit code`() throws {
    try Desk.with { desk in
      let outcome = try desk.run([Self.day.inputs.path, "--json", "--quiet"])
      let object = try EventLines(outcome.output).ended
      #expect(object["exit_code"] as? Int == Int(outcome.status))
      #expect(object["book"] as? String == "acme-eu")
      #expect(object["business_date"] as? String == "2026-11-19")
      #expect(object["folder"] as? String == desk.sealed().first?.url.path)
      let breaks = try #require(desk.sealed().first).breaks()
      #expect(object["breaks"] as? Int == breaks.count)
      #expect(object["material_breaks"] as? Int == breaks.count { $0["material"] as? Bool == true })
      // Quiet keeps what must be known: every diagnostic, nothing else.
      let lines = outcome.errors.split(separator: "\n").map(String.init)
      #expect(RejectedCase.diagnostics(in: outcome.errors) == lines)
      #expect(!lines.isEmpty)
    }
  }

  @Test func `a business date before the entries sets them aside, and counts them`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.statement.append("deposit,2026-11-20T08:00:00.000Z,7.00,107.00,USD,t-2,,")
      book.ledger.append("L2,t-2,2026-11-20T08:00:00Z,Assets:Pro,USD,7.00")
      let settings = try book.lay(on: desk)
      let outcome = try desk.run([settings, "--business-date", "2026-11-19"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let folder = try #require(desk.sealed().first)
      #expect(folder.url.lastPathComponent == "2026-11-19_000001")
      #expect(try folder.work("matches.jsonl").count == 1)
      #expect(try folder.work("entries.jsonl").count == 4)
      let summary = try folder.json("summary.json")
      #expect(summary["set_aside"] as? [String: Int] == ["after-cut-off": 2])
      let balances = summary["balances"] as? [[String: Any]] ?? []
      let statement = balances.first?["statement"] as? [String: Any]
      #expect(statement?["balance"] as? String == "100")
      let next = try desk.run([settings])
      #expect(next.status == 0)
      #expect(desk.sealed().last?.url.lastPathComponent == "2026-11-20_000002")
    }
  }

  @Test func `an old file is said to be old`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let outcome = try desk.run([settings, "--business-date", "2026-11-25"])
      #expect(outcome.errors.contains("statement.csv: warning[statement-stale]: "))
    }
  }

  @Test func `statement and ledger files alone are reconciled`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.ledger = ["L1,t-1,2026-11-19T08:00:00Z,coinbase-pro/default,USD,100.00"]
      _ = try book.lay(on: desk)
      let place = desk.folder.appending(path: "book")
      let outcome = try desk.run(
        ["--statement", "statement.csv", "--ledger", "ledger.csv"], in: place)
      #expect(outcome.errors.contains("\ncoinbase-pro/default\n  USD"), "\(outcome.errors)")
      #expect(outcome.output.hasPrefix("book 2026-11-19: "))
      let folder = try #require(desk.sealed().first)
      let sources = try folder.json("summary.json")["sources"] as? [[String: Any]] ?? []
      #expect(sources.compactMap { $0["name"] as? String } == ["ledger.csv", "statement.csv"])
      #expect(sources.map { $0["read"] as? Int } == [1, 1])
    }
  }

  @Test func `a date that is run again gets the next number, and both folders are good`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      for more in [[], ["--again"]] {
        #expect(try desk.run([settings, "--business-date", "2026-11-19"] + more).status == 0)
      }
      #expect(
        desk.sealed().map(\.url.lastPathComponent) == ["2026-11-19_000001", "2026-11-19_000002"])
      for folder in desk.sealed() {
        #expect(try desk.tieout(["verify", folder.url.path]).status == 0)
      }
    }
  }
}
