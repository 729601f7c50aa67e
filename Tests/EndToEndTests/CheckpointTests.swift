import Foundation
import TestSupport
import Testing

/// `tieout checkpoint`, and `tieout verify` over a book or an archive.
@Suite struct CheckpointTests {
  /// Gives a desk with a chain of that many days.
  private func withDays(_ days: Int, _ body: (Desk, URL) throws -> Void) throws {
    try Desk.with { desk in
      let settings = try DayBook(days: 5, perDay: 3, seed: 5).lay(on: desk)
      for day in 0..<days { _ = try desk.run([settings, "--business-date", DayBook.date(day)]) }
      try #require(desk.sealed().count == days)
      try body(desk, desk.out.appending(path: "days"))
    }
  }

  @Test func `a checkpoint that was kept proves the history, and shows when it was cut`() throws {
    try withDays(3) { desk, book in
      let said = try desk.tieout(["checkpoint", book.path])
      #expect(said.status == 0 && said.output.hasPrefix("tieout/days: 3 runs, root "))
      let note = try desk.tieout(["checkpoint", book.path, "--export"])
      #expect(note.status == 0)
      let last = try #require(desk.sealed().last)
      let kept = try String(
        contentsOf: last.url.appending(path: "checkpoint.note"), encoding: .utf8)
      #expect(note.output == kept)
      try desk.write("kept.note", kept)
      // Three lines on paper are enough.
      let lines = kept.split(separator: "\n").prefix(3).joined(separator: "\n") + "\n"
      try desk.write("paper.note", lines)
      let settings = desk.folder.appending(path: "book/tieout.yaml").path
      _ = try desk.run([settings, "--business-date", DayBook.date(3)])
      for pin in ["kept.note", "paper.note"] {
        let outcome = try desk.tieout(["verify", book.path, "--pinned", pin])
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(
          outcome.output
            == "days: 4 runs up to \(DayBook.date(3))_000004\n\(book.path): good\n")
        #expect(try desk.tieout(["verify", desk.out.path, "--pinned", pin]).status == 0)
      }
      for run in desk.sealed().dropFirst(2) { try FileManager.default.removeItem(at: run.url) }
      #expect(try desk.tieout(["verify", book.path]).status == 0)
      let cut = try desk.tieout(["verify", book.path, "--pinned", "kept.note"])
      #expect(cut.status == 1)
      #expect(cut.output.contains(": pinned-truncated: expected 3 runs at least, found 2 runs\n"))
      try FileManager.default.removeItem(at: book)
      let gone = try desk.tieout(["verify", desk.out.path, "--pinned", "kept.note"])
      #expect(gone.status == 1, "\(gone.output)")
    }
  }

  @Test func `a day without a run is named, a weekend nobody expects is not`() throws {
    try withDays(2) { desk, book in
      try desk.write(
        "days.csv",
        "weekday,date\n" + (0..<3).map { "x,\(DayBook.date($0))\n" }.joined())
      let outcome = try desk.tieout(["verify", book.path, "--calendar", "days.csv", "--json"])
      #expect(outcome.status == 3)
      let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      let object = try #require(value as? [String: Any])
      let findings = object["findings"] as? [[String: String]]
      #expect(findings?.map { $0["code"] } == ["date-missing"])
      #expect(findings?.map { $0["path"] } == [DayBook.date(2)])
      let books = object["books"] as? [[String: Any]]
      #expect(books?.first?["runs"] as? Int == 2)
      #expect(books?.first?["book"] as? String == "days")
      try desk.write("days.csv", "\(DayBook.date(0))\n\(DayBook.date(1))\n")
      #expect(try desk.tieout(["verify", book.path, "--calendar", "days.csv"]).status == 0)
    }
  }

  @Test func `2 for a pin, a calendar or a book that is none`() throws {
    try withDays(1) { desk, book in
      try desk.write("none", "what\n")
      let run = try #require(desk.sealed().first).url.path
      for arguments in [
        ["verify", book.path, "--pinned", "none"], ["verify", book.path, "--pinned", "nowhere"],
        ["verify", book.path, "--calendar", "none"],
        ["verify", book.path, "--calendar", "nowhere"],
        ["verify", run, "--pinned", "\(run)/checkpoint.note"], ["checkpoint", run],
        ["checkpoint", desk.out.path], ["checkpoint", "nowhere"],
      ] {
        let outcome = try desk.tieout(arguments)
        #expect(outcome.status == 2, "\(arguments): \(outcome.output)\(outcome.errors)")
        #expect(outcome.output == "" && outcome.errors.hasPrefix("tieout \(arguments[0]): "))
      }
    }
  }

  @Test func `a chain with a gap has no checkpoint, and no run is added to it`() throws {
    try withDays(3) { desk, book in
      try FileManager.default.removeItem(at: try #require(desk.sealed().dropFirst().first).url)
      let none = try desk.tieout(["checkpoint", book.path])
      #expect(none.status == 1)
      #expect(none.errors.contains("_000003: run-missing: expected run 2"))
      let settings = desk.folder.appending(path: "book/tieout.yaml").path
      let refused = try desk.run([settings, "--business-date", DayBook.date(3)])
      #expect(refused.status == 5)
      #expect(refused.errors.contains("error[chain-broken]: run 2 of the book is not there"))
      #expect(desk.sealed().count == 2)
      #expect(SealedFolder.leftovers(in: desk.out) == [])
      let verified = try desk.tieout(["verify", book.path])
      #expect(verified.status == 1)
      #expect(verified.output.contains("_000003: run-missing: expected run 2\n"))
    }
  }

  @Test func `a changed file in any run is named with its run`() throws {
    try withDays(3) { desk, book in
      let middle = try #require(desk.sealed().dropFirst().first).url
      try Data("x".utf8).write(to: middle.appending(path: "data/reports/breaks.csv"))
      for folder in [book, desk.out] {
        let outcome = try desk.tieout(["verify", folder.path])
        #expect(outcome.status == 1)
        #expect(
          outcome.output.contains(
            "\(middle.lastPathComponent)/data/reports/breaks.csv: digest-differs: "))
        #expect(outcome.output.hasSuffix("\(folder.path): tampered\n"))
      }
    }
  }
}
