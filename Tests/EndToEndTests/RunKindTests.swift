import Foundation
import TestSupport
import Testing

/// What kind of run each is, which run it takes the place of, and when there is no new one.
@Suite struct RunKindTests {
  private func kind(_ folder: SealedFolder) throws -> String {
    let run = try folder.manifest("run")
    let superseded = (run["supersedes"] as? [String: Any])?["run_id"] as? String
    return [run["kind"] as? String, superseded].compactMap { $0 }.joined(separator: " ")
  }

  /// A book with an amount that tells its days apart.
  private func lay(_ desk: Desk, amount: String = "100.00", day: Int = 19) throws -> String {
    var book = SmallBook()
    book.statement = ["deposit,2026-11-\(day)T08:00:00.000Z,\(amount),\(amount),USD,t-1,,"]
    book.ledger = ["L1,t-1,2026-11-\(day)T08:00:00Z,Assets:Pro,USD,\(amount)"]
    return try book.lay(on: desk)
  }

  private func verifyAll(_ desk: Desk) throws {
    for folder in desk.sealed() {
      let outcome = try desk.tieout(["verify", folder.url.path])
      #expect(outcome.status == 0, "\(outcome.output)")
      let replayed = try ReplayTests.replay(folder, on: desk)
      #expect(replayed.status == 0, "\(replayed.output)\(replayed.errors)")
    }
  }

  @Test func `scheduled, rerun, backfill, no-data`() throws {
    try Desk.with { desk in
      let books = [(19, "100.00"), (20, "100.00"), (20, "100.01"), (20, "100.02"), (18, "9.00")]
      for (number, (day, amount)) in books.enumerated() {
        let settings = try lay(desk, amount: amount, day: day)
        let reason = number == 2 ? ["--reason", "late booking"] : []
        let outcome = try desk.run([settings] + reason)
        #expect([0, 2, 3].contains(outcome.status), "\(outcome.errors)")
      }
      var empty = SmallBook()
      (empty.statement, empty.ledger) = ([], [])
      let settings = try empty.lay(on: desk)
      let outcome = try desk.run([settings, "--business-date", "2026-11-21"])
      #expect([0, 2, 3].contains(outcome.status), "\(outcome.errors)")
      let kinds = Dictionary(
        uniqueKeysWithValues: try desk.sealed().map { ($0.url.lastPathComponent, try kind($0)) })
      #expect(
        kinds == [
          "2026-11-19_000001": "scheduled", "2026-11-20_000002": "scheduled",
          "2026-11-20_000003": "rerun 2026-11-20_000002",
          "2026-11-20_000004": "rerun 2026-11-20_000003", "2026-11-18_000005": "backfill",
          "2026-11-21_000006": "no-data",
        ])
      let run = try #require(desk.sealed().first { $0.url.path.hasSuffix("_000003") })
      let superseded = try run.manifest("run")["supersedes"] as? [String: Any]
      #expect(superseded?["reason"] as? String == "late booking")
      let previous = try run.manifest("chain")["previous"] as? [String: Any]
      #expect(superseded?["sha256"] as? String == previous?["sha256"] as? String)
      try verifyAll(desk)
    }
  }

  @Test func `the same evidence is no new run, unless it is asked for`() throws {
    try Desk.with { desk in
      let settings = try lay(desk)
      let first = try desk.run([settings])
      let again = try desk.run([settings])
      #expect(first.status == 0 && again.status == 0)
      let path = try #require(desk.sealed().first).url.path
      #expect(again.output.hasSuffix(" · \(path) · same evidence, no new run\n"))
      #expect(desk.sealed().count == 1)
      #expect(SealedFolder.leftovers(in: desk.out) == [])
      let json = try desk.run([settings, "--json"])
      let value = try EventLines(json.output).ended
      #expect(value["new_run"] as? Bool == false && value["folder"] as? String == path)
      // Chunks, threads and the place of the files make no other evidence; a byte does.
      let moved = desk.folder.appending(path: "moved")
      try FileManager.default.moveItem(at: desk.folder.appending(path: "book"), to: moved)
      let other = moved.appending(path: "tieout.yaml").path
      #expect(try desk.run([other, "--threads", "1"]).output.contains("no new run"))
      #expect(desk.sealed().count == 1)
      #expect(try desk.run([other, "--again"]).status == 0)
      #expect(try kind(try #require(desk.sealed().last)) == "rerun 2026-11-19_000001")
      #expect(try desk.run([other]).output.contains("_000002 · same evidence, no new run"))
      _ = try lay(desk)
      try desk.write("book/prices.csv", "asset,price,currency\nUSD,1,USD\nBTC,90001,USD\n")
      #expect(try !desk.run([settings, "--threshold-usd", "11"]).output.contains("no new run"))
      #expect(desk.sealed().count == 3)
      try verifyAll(desk)
    }
  }

  @Test func `a run that is there and not as it was sealed is no reason to make none`() throws {
    try Desk.with { desk in
      let settings = try lay(desk)
      _ = try desk.run([settings])
      let run = try #require(desk.sealed().first)
      try Data("x".utf8).write(to: run.url.appending(path: "data/reports/breaks.csv"))
      #expect(try !desk.run([settings]).output.contains("no new run"))
      #expect(desk.sealed().count == 2)
      #expect(try kind(try #require(desk.sealed().last)) == "rerun 2026-11-19_000001")
    }
  }

  @Test func `a run whose inputs tell nothing at all is sealed as failed, and no day builds on it`()
    throws
  {
    try Desk.with { desk in
      var broken = SmallBook()
      broken.statementHeader = "what,is,this\n1,2,3\n"
      broken.ledger = []
      let settings = try broken.lay(on: desk)
      let outcome = try desk.run([settings])
      #expect(outcome.status == 4)
      let failed = try #require(desk.sealed().first)
      #expect(
        outcome.output
          == "small: FAILED · no line that was understood has a date · \(failed.url.path)\n")
      #expect(outcome.errors.contains("error[format-unknown]: "))
      #expect(try kind(failed) == "failed")
      #expect(try failed.manifest("run")["business_date"] is NSNull)
      let codes = try failed.json("failed.json")["diagnostics"] as? [[String: Any]]
      #expect(codes?.compactMap { $0["code"] as? String } == ["format-unknown"])
      // Told again, it is the same; a dry run leaves nothing.
      #expect(try desk.run([settings]).output.contains("same evidence, no new run"))
      let dry = try desk.run([settings, "--dry-run"])
      #expect(dry.status == 4 && dry.output.hasSuffix("dry run, nothing sealed\n"))
      #expect(desk.sealed().count == 1)
      // The failed run's day is that of the clock, long before these.
      _ = try lay(desk, day: 19)
      let next = try desk.run([settings])
      #expect(next.status == 0, "\(next.errors)")
      let good = try #require(desk.sealed().first { $0.url.path.hasSuffix("_000002") })
      #expect(try kind(good) == "scheduled")
      #expect(try good.json("summary.json")["brought_forward_from"] is NSNull)
      try verifyAll(desk)
    }
  }

  @Test func `what is asked of an archive is asked of the last run that did not fail`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.ledger = ["L1,t-1,2026-11-19T08:00:00Z,Assets:Pro,USD,99.00"]
      let settings = try book.lay(on: desk)
      #expect(try desk.run([settings]).status == 1)
      let id = try #require(desk.sealed().first?.breaks().first?["break_id"] as? String)
      try desk.write("book/statement.csv", "what,is,this\n1,2,3\n")
      try desk.write("book/ledger.csv", "nothing\n")
      #expect(try desk.run([settings]).status == 4)
      #expect(desk.sealed().count == 2)
      let outcome = try desk.tieout(["explain", id, "--folder", desk.out.path])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }

  @Test func `a failed run takes nobody's place, and a good one that of the last good one`() throws
  {
    try Desk.with { desk in
      let settings = try lay(desk)
      _ = try desk.run([settings, "--business-date", "2026-11-19"])
      try desk.write("book/statement.csv", "what,is,this\n1,2,3\n")
      try desk.write("book/ledger.csv", "nothing\n")
      #expect(try desk.run([settings, "--business-date", "2026-11-19"]).status == 4)
      _ = try lay(desk, amount: "7.00")
      #expect(try desk.run([settings, "--business-date", "2026-11-19"]).status == 0)
      let kinds = try desk.sealed().map(kind)
      #expect(kinds == ["scheduled", "failed", "rerun 2026-11-19_000001"])
      _ = try lay(desk, amount: "7.00", day: 20)
      #expect(try desk.run([settings, "--business-date", "2026-11-20"]).status != 5)
      let last = try #require(desk.sealed().last)
      #expect(try last.json("summary.json")["brought_forward_from"] as? String == "2026-11-19")
      try verifyAll(desk)
    }
  }
}
