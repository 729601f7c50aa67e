import Foundation
import TestSupport
import Testing

/// `tieout history`, `tieout breaks`, `tieout trail rebuild`.
@Suite struct TrailCommandTests {
  @Test func `the trail that grew day by day is the one made from the folders`() throws {
    try TrailDesk.with { trail, _ in
      let grown = try trail.rows()
      #expect(trail.desk.sealed().count == 8)
      #expect(grown.count { $0.hasPrefix("runs ") } == 8)
      #expect(grown.count { $0.hasPrefix("dispositions ") } == 1)
      #expect(grown.contains { $0.hasPrefix("ages ") })
      let told = try trail.told()
      #expect(try trail.rows() == grown)
      let rebuilt = try trail.desk.tieout(["trail", "rebuild", "out"])
      #expect(rebuilt.status == 0 && rebuilt.output.hasSuffix(".sqlite: 8 runs\n"))
      #expect(try trail.rows() == grown)
      #expect(try trail.told() == told)
      try FileManager.default.removeItem(at: trail.desk.state)
      #expect(try trail.told() == told)
      #expect(try trail.rows() == grown)
      // Amy's key is trusted by nobody here; nothing else is found.
      let verified = try trail.desk.tieout(["verify", "out", "--json"])
      #expect(verified.status == 3)
      #expect(verified.output.contains("review-key-untrusted"))
      #expect(!verified.output.contains("unlisted"))
    }
  }

  @Test func `history says what each manifest says, newest last`() throws {
    try TrailDesk.with { trail, _ in
      let runs = try trail.json("history")
      let sealed = trail.desk.sealed().sorted {
        $0.url.lastPathComponent.suffix(6) < $1.url.lastPathComponent.suffix(6)
      }
      #expect(runs.map { $0["run_id"] as? String } == sealed.map(\.url.lastPathComponent))
      for (run, folder) in zip(runs, sealed) {
        let (manifest, results) = (try folder.manifest("run"), try folder.manifest("results"))
        #expect(run["kind"] as? String == manifest["kind"] as? String)
        #expect(run["business_date"] as? String == manifest["business_date"] as? String)
        #expect(run["status"] as? String == results["status"] as? String)
        #expect(run["breaks"] as? Int == results["breaks"] as? Int)
      }
      let kinds = ["scheduled", "scheduled", "scheduled", "rerun", "backfill", "scheduled"]
      #expect(runs.prefix(6).map { $0["kind"] as? String } == kinds)
      let review = runs[1]["review"] as? [String: Any]
      #expect(review?["decision"] as? String == "approved-with-exceptions")
      #expect(runs.count { $0["review"] is NSNull } == runs.count - 1)
      let table = try trail.desk.tieout(["history", "out/small"]).output
      #expect(table.hasPrefix("small\n  date"))
      #expect(table.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(table)")
      #expect(table.contains("rerun") && table.contains("excepted"))
    }
  }

  @Test func `breaks are followed over days, and what was decided stands with them`() throws {
    try TrailDesk.with { trail, _ in
      let all = try trail.json("breaks")
      let states = Dictionary(grouping: all) { $0["state"] as? String ?? "" }.mapValues(\.count)
      #expect(states["open", default: 0] > 0 && states["dropped", default: 0] > 0, "\(states)")
      let decided = all.filter { !($0["disposition"] is NSNull) }
      #expect(decided.count == 1)
      let what = decided.first?["disposition"] as? [String: Any]
      #expect(what?["reason"] as? String == "booked on Monday")
      for (option, state) in [("--open", "open"), ("--cleared", "cleared")] {
        let some = try trail.json("breaks", [option])
        #expect(some.count == states[state, default: 0])
        #expect(some.allSatisfy { $0["state"] as? String == state })
      }
      #expect(try trail.json("breaks", ["--open", "--cleared"]).count < all.count)
      #expect(try trail.json("breaks", ["--account", "coinbase-pro/*"]).count == all.count)
      #expect(try trail.json("breaks", ["--account", "coinbase"]).isEmpty)
      for days in [0, 1, 2] {
        let older = all.count { $0["days_open"] as? Int ?? 0 > days }
        #expect(try trail.json("breaks", ["--older-than", "\(days)"]).count == older)
      }
      let kinds = Dictionary(grouping: all) { $0["kind"] as? String ?? "" }.mapValues(\.count)
      for (kind, count) in kinds {
        #expect(try trail.json("breaks", ["--kind", kind]).count == count)
      }
      #expect(try trail.desk.tieout(["breaks", "out", "--kind", "rounding"]).status == 5)
      let text = try trail.desk.tieout(["breaks", "out"])
      #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text.output)")
      #expect(
        text.output.replacing("\n", with: "").replacing("  ", with: " ")
          .contains("carried by amy@acme-eu: booked on Monday"))
    }
  }

  @Test func `a break that is settled is cleared on the day it is gone`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.ledger = []
      let settings = try book.lay(on: desk)
      for day in 19...20 {
        _ = try desk.run([settings, "--business-date", "2026-11-\(day)", "--again"])
      }
      book.ledger = SmallBook().ledger
      _ = try book.lay(on: desk)
      _ = try desk.run([settings, "--business-date", "2026-11-21"])
      let trail = TrailDesk(desk: desk)
      let cleared = try trail.json("breaks", ["--cleared"])
      #expect(!cleared.isEmpty)
      for item in cleared {
        #expect(item["first_seen"] as? String == "2026-11-19")
        #expect(item["last_seen"] as? String == "2026-11-20")
        #expect(item["cleared_on"] as? String == "2026-11-21")
        #expect(item["days_open"] as? Int == 2)
      }
      let history = try trail.json("history")
      #expect(history.map { $0["breaks_cleared"] as? Int ?? -1 } == [0, 0, cleared.count])
    }
  }

  @Test func `folders that come, go or are put in another's place are followed`() throws {
    try Desk.with { desk in
      let book = BookOfDays(desk: desk, shortfall: 1)
      for day in 0..<3 { try book.run(day) }
      let trail = TrailDesk(desk: desk)
      let whole = try trail.told()
      let last = try #require(desk.sealed().last).url
      let aside = desk.folder.appending(path: last.lastPathComponent)
      try FileManager.default.moveItem(at: last, to: aside)
      #expect(try trail.json("history").count == 2)
      try FileManager.default.copyItem(at: aside, to: last)
      #expect(try trail.told() == whole)
      // Another run of the same name, and the first one again behind the trail's back.
      try FileManager.default.removeItem(at: last)
      try BookOfDays(desk: desk, shortfall: 2).run(2)
      #expect(desk.sealed().last?.url == last)
      #expect(try trail.told() != whole)
      try FileManager.default.removeItem(at: last)
      try FileManager.default.copyItem(at: aside, to: last)
      #expect(try trail.told() == whole)
      // The book in another archive: of another machine, as far as this trail knows.
      let copy = desk.folder.appending(path: "copy/small")
      try FileManager.default.createDirectory(
        at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: book.folder, to: copy)
      #expect(try trail.json("history", of: copy).count == 3)
      #expect(try trail.json("breaks", of: copy).count == trail.json("breaks").count)
    }
  }

  @Test func `a folder that is not as it was sealed is named and left out`() throws {
    try Desk.with { desk in
      let book = BookOfDays(desk: desk, shortfall: 1)
      for day in 0..<3 { try book.run(day) }
      try FileManager.default.removeItem(at: desk.state)
      let harmed = desk.sealed()[1].url
      let report = harmed.appending(path: "data/reports/breaks.json")
      try (try Data(contentsOf: report) + Data(" ".utf8)).write(to: report)
      let outcome = try desk.tieout(["history", "out"])
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("small/2026-11-20_000002: warning[run-left-out]: "))
      #expect(!outcome.output.contains("2026-11-20"))
      #expect(outcome.output.contains("2026-11-19") && outcome.output.contains("2026-11-21"))
      let rebuilt = try desk.tieout(["trail", "rebuild", "out"])
      #expect(rebuilt.status == 3 && rebuilt.output.hasSuffix(": 2 runs, 1 left out\n"))
    }
  }

  @Test func `a review that does not hold is named and left out`() throws {
    try Desk.with { desk in
      try BookOfDays(desk: desk, shortfall: 1).run(0)
      let trail = TrailDesk(desk: desk)
      let run = desk.sealed()[0]
      try trail.review(run, "carried", "first")
      try trail.review(run, "to-correct", "second")
      #expect(try trail.json("history").first?["review"] is [String: Any])
      let folder = run.url.appending(path: "reviews")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      let second = try #require(names.first { $0.hasPrefix("02") && $0.hasSuffix(".sig") })
      let first = try #require(names.first { $0.hasPrefix("01") && $0.hasSuffix(".sig") })
      let signature = try Data(contentsOf: folder.appending(path: first))
      try signature.write(to: folder.appending(path: second))
      let outcome = try desk.tieout(["breaks", "out"])
      #expect(outcome.errors.contains("warning[run-left-out]: "))
      #expect(outcome.output.contains("first") && !outcome.output.contains("second"))
    }
  }

  @Test func `two books that run at once are both in the trail`() throws {
    try Desk.with { desk in
      let books = try ["one", "two"].map { name in
        let folder = "\(name)/book"
        let own = Desk(folder: desk.folder.appending(path: name), program: desk.program)
        var book = SmallBook()
        book.ledger = []
        _ = try book.lay(on: own)
        let text = book.settingsText.replacing("book: small", with: "book: \(name)")
        return try desk.write("\(folder)/tieout.yaml", text).path
      }
      // The key is made first: two first runs would make two.
      _ = try desk.run([books[0], "--business-date", "2026-11-19"])
      DispatchQueue.concurrentPerform(iterations: 2) { index in
        for day in 20..<25 {
          let outcome = try? desk.run([books[index], "--business-date", "2026-11-\(day)"])
          #expect(outcome?.errors.contains("trail") == false, "\(outcome?.errors ?? "")")
        }
      }
      let trail = TrailDesk(desk: desk)
      let grown = try trail.rows()
      #expect(grown.count { $0.hasPrefix("runs ") } == 11)
      #expect(try desk.tieout(["trail", "rebuild", "out"]).status == 0)
      #expect(try trail.rows() == grown)
      #expect(try trail.json("history", of: desk.out.appending(path: "two")).count == 5)
    }
  }

  @Test func `no text of a book or an account reaches the terminal as a control`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.ledger = []
      let settings = try book.lay(on: desk)
      let text = book.settingsText
        .replacing("book: small", with: "book: \"a\\e[2J\\u202Eb\"")
        .replacing("coinbase-pro/default", with: "\"coinbase-pro/x\\e]8;;y\"")
      try Data(text.utf8).write(to: URL(filePath: settings))
      _ = try desk.run([settings, "--business-date", "2026-11-19"])
      #expect(desk.sealed().count == 1)
      for command in ["history", "breaks"] {
        let outcome = try desk.tieout([command, "out"])
        #expect(outcome.status == 0)
        for scalar in (outcome.output + outcome.errors).unicodeScalars {
          #expect(scalar == "\n" || scalar.value >= 32 && scalar.value != 0x202E)
        }
        #expect(outcome.output.contains("\\u{1b}"), "\(outcome.output)")
      }
    }
  }
}
