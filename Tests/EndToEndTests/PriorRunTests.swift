import Foundation
import TestSupport
import Testing

/// What a run takes over from the one before, and when it does not.
@Suite struct PriorRunTests {
  private static let book = DayBook(days: 8, perDay: 6, seed: 7)

  private func run(
    _ desk: Desk, _ settings: String, day: Int, _ more: [String] = []
  ) throws -> Tool.Outcome {
    try desk.run([settings, "--business-date", DayBook.date(day)] + more)
  }

  @Test func `a prior run that is not as it was sealed stops the run`() throws {
    try Desk.with { desk in
      let settings = try Self.book.lay(on: desk)
      _ = try run(desk, settings, day: 0)
      let report = try #require(desk.sealed().first).url.appending(path: "data/reports/breaks.json")
      let text = try String(contentsOf: report, encoding: .utf8)
      try Data((text + " ").utf8).write(to: report)
      let refused = try run(desk, settings, day: 1)
      #expect(refused.status == 5)
      #expect(refused.errors.contains("error[prior-run-unusable]: "))
      #expect(refused.errors.contains("is tampered: data/reports/breaks.json"))
      #expect(desk.sealed().count == 1)
      let afresh = try run(desk, settings, day: 1, ["--without-prior"])
      #expect([0, 2, 3].contains(afresh.status))
      let summary = try #require(desk.sealed().last).json("summary.json")
      #expect(summary["brought_forward_from"] is NSNull)
    }
  }

  @Test func `the book is held before the run before is looked at`() throws {
    try Desk.with { desk in
      let settings = try Self.book.lay(on: desk)
      _ = try run(desk, settings, day: 0)
      let sealed = try #require(desk.sealed().first).url
      try Data().write(to: sealed.appending(path: "data/reports/breaks.json"))
      let lock = sealed.deletingLastPathComponent().appending(path: ".lock").path
      let descriptor = Foundation.open(lock, O_RDWR | O_CLOEXEC)
      defer { close(descriptor) }
      #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
      let busy = try run(desk, settings, day: 1)
      #expect(busy.status == 7, "\(busy.errors)")
      #expect(flock(descriptor, LOCK_UN) == 0)
      #expect(try run(desk, settings, day: 1).status == 5)
      #expect(SealedFolder.leftovers(in: desk.out) == [])
    }
  }

  @Test func `what a killed run left is removed and named`() throws {
    try Desk.with { desk in
      let settings = try Self.book.lay(on: desk)
      for name in [".undated_000001.tmp-7", ".2026-09-21_000001.tmp-8"] {
        try desk.write("out/days/\(name)/data/reports/half", "half")
      }
      let outcome = try run(desk, settings, day: 0)
      #expect([0, 2, 3].contains(outcome.status), "\(outcome.errors)")
      for name in [".undated_000001.tmp-7", ".2026-09-21_000001.tmp-8"] {
        #expect(outcome.errors.contains("killed had left: \(name)\n"), "\(outcome.errors)")
      }
      #expect(SealedFolder.leftovers(in: desk.out) == [])
      #expect(!(try run(desk, settings, day: 1).errors.contains("had left")))
    }
  }

  @Test func `a rerun of a day builds on the day before, and gives the same reports`() throws {
    try Desk.with { desk in
      let settings = try Self.book.lay(on: desk)
      for day in [0, 1, 2, 2, 1, 2] { _ = try run(desk, settings, day: day, ["--again"]) }
      let folders = desk.sealed()
      let byDay = Dictionary(grouping: folders) { String($0.url.lastPathComponent.prefix(10)) }
      #expect(byDay.values.map(\.count).sorted() == [1, 2, 3])
      for runs in byDay.values {
        for name in DeterminismTests.reports + ["cleared.csv"] {
          #expect(Set(try runs.map { try $0.report(name) }).count == 1, "\(name)")
        }
      }
    }
  }

  @Test func `files read in chunks carry the same items as files read whole`() throws {
    try Desk.with { desk in
      let settings = try Self.book.lay(on: desk)
      let other = desk.folder.appending(path: "other")
      for day in 0..<Self.book.days {
        _ = try run(desk, settings, day: day)
        let chunked = try desk.tieout([
          "run", settings, "--business-date", DayBook.date(day), "--out", other.path,
          "--stream-from", "1", "--chunk", "256",
        ])
        #expect([0, 2].contains(chunked.status), "\(chunked.errors)")
        let (one, two) = (
          try #require(desk.sealed().last), try #require(SealedFolder.all(in: other).last)
        )
        for name in ["breaks.csv", "cleared.csv"] {
          #expect(try one.report(name) == two.report(name), "\(DayBook.date(day)) \(name)")
        }
      }
    }
  }

  @Test func `what is read again in chunks is not compared, and that is said`() throws {
    try Desk.with { desk in
      let settings = try Self.book.lay(on: desk)
      _ = try run(desk, settings, day: 0, ["--stream-from", "1"])
      for side in ["statement", "ledger"] {
        let place = desk.folder.appending(path: "book/\(side)")
        let days = try [0, 1].map { day in
          try String(
            contentsOf: place.appending(path: "\(DayBook.date(day)).csv"), encoding: .utf8)
        }
        let tail = days[1].drop { $0 != "\n" }.dropFirst()
        try desk.write("book/\(side)/\(DayBook.date(1)).csv", days[0] + tail)
      }
      let outcome = try run(desk, settings, day: 1, ["--stream-from", "1"])
      #expect(outcome.errors.contains("warning[prior-not-compared]: "))
      let found = try #require(desk.sealed().last).breaks()
      #expect(
        Set(found.compactMap { $0["reference"] as? String })
          == Set(Self.book.open(after: 1).keys))
      let balances = try #require(desk.sealed().last).json("summary.json")["balances"]
      let proof = (balances as? [[String: Any]])?.first?["proof"] as? [String: Any]
      #expect(proof?["unexplained"] as? String == "0")
    }
  }

  /// Two accounts; `days` files each, a line a day, of which the ledger lacks the first day's.
  private func layTwo(_ desk: Desk, without: Set<String> = []) throws -> String {
    for day in 0..<3 {
      let date = DayBook.date(day)
      var ledger = "id,ref,time,account,asset,amount\n"
      for account in ["A", "B"] {
        let line = "\(account)\(day),\(date)T10:00:00Z"
        if !without.contains("\(account)\(day)") {
          try desk.write(
            "book/\(account)/\(date).csv", "ref,time,asset,amount\n\(line),USD,10\(day)\n")
        }
        if day > 0 { ledger += "L\(account)\(day),\(line),\(account),USD,10\(day)\n" }
      }
      try desk.write("book/ledger/\(date).csv", ledger)
    }
    return try desk.write("book/tieout.yaml", Self.settings(["A", "B"])).path
  }

  private static func settings(_ accounts: [String]) -> String {
    let items = accounts.map { account in
      """
        - account: \(account)
          statement: [ "\(account)/{date}.csv" ]
          format:
            kind: csv
            columns: { reference: ref, booked_at: time, asset: asset, amount: amount }

      """
    }
    return "book: two\naccounts:\n" + items.joined()
      + """
      ledger:
        - files: [ "ledger/{date}.csv" ]
          format:
            kind: csv
            columns: { id: id, reference: ref, booked_at: time, account: account, asset: asset,
              amount: amount }

      """
  }

  private func open(_ folder: SealedFolder) throws -> [String: String] {
    var open: [String: String] = [:]
    for item in try folder.breaks() {
      open[item["reference"] as? String ?? ""] = item["first_seen"] as? String
    }
    return open
  }

  @Test func `items of accounts that a run leaves out are handed on as they were`() throws {
    try Desk.with { desk in
      let settings = try layTwo(desk)
      _ = try run(desk, settings, day: 0)
      let only = try run(desk, settings, day: 1, ["--only", "A"])
      #expect(!only.errors.contains("accounts-not-run"))
      #expect(try open(try #require(desk.sealed().last)) == ["A0": DayBook.date(0)])
      // The ledger's line of B's missed day comes with the file of that day only.
      _ = try run(desk, settings, day: 2)
      let last = try #require(desk.sealed().last)
      let found = try open(last)
      #expect(found["A0"] == DayBook.date(0) && found["B0"] == DayBook.date(0))
      #expect(try last.breaks().allSatisfy { $0["standing"] as? String == "carried" })
    }
  }

  @Test func `items of an account the settings no longer name are kept, with a warning`() throws {
    try Desk.with { desk in
      let settings = try layTwo(desk)
      _ = try run(desk, settings, day: 0)
      try desk.write("book/tieout.yaml", Self.settings(["A"]))
      let outcome = try run(desk, settings, day: 1)
      #expect(outcome.errors.contains("warning[accounts-not-run]: "))
      try desk.write("book/tieout.yaml", Self.settings(["A", "B"]))
      _ = try run(desk, settings, day: 2)
      #expect(try open(try #require(desk.sealed().last))["B0"] == DayBook.date(0))
    }
  }

  @Test func `an account whose statement is late is reconciled when it comes`() throws {
    try Desk.with { desk in
      let settings = try layTwo(desk, without: ["B1"])
      _ = try run(desk, settings, day: 0)
      let late = try run(desk, settings, day: 1)
      #expect(late.status == 4 || late.status == 3)
      // Both days' statements come on the third day.
      let two = (1...2).map { "B\($0),\(DayBook.date($0))T10:00:00Z,USD,10\($0)\n" }.joined()
      try desk.write("book/B/\(DayBook.date(2)).csv", "ref,time,asset,amount\n" + two)
      _ = try run(desk, settings, day: 2)
      let last = try #require(desk.sealed().last)
      #expect(try open(last) == ["A0": DayBook.date(0), "B0": DayBook.date(0)])
      let balances = try last.json("summary.json")["balances"] as? [[String: Any]]
      for balance in balances ?? [] {
        let proof = balance["proof"] as? [String: Any]
        #expect(proof?["unexplained"] as? String == "0")
        #expect(proof?["difference"] as? String == "100")
      }
    }
  }
}
