import Foundation
import TestSupport
import Testing

/// What foreign text may do to the terminal it is shown on: nothing.
@Suite struct TerminalTests {
  /// Clears the screen, sets the title, writes the clipboard, turns the text round, rings.
  static let hostile =
    "\u{1B}[2J\u{1B}]0;title\u{7}\u{1B}]52;c;eA==\u{7}\u{9B}31m\u{202E}\u{200B}\u{FEFF}\u{8}"

  private func expectInert(_ outcome: Tool.Outcome, _ what: String) {
    for text in [outcome.output, outcome.errors] {
      for scalar in text.unicodeScalars where scalar != "\n" {
        let category = scalar.properties.generalCategory
        #expect(
          category != .control && category != .format,
          "\(what): U+\(String(scalar.value, radix: 16)) in \(text.debugDescription)")
        if category == .control || category == .format { return }
      }
    }
  }

  private static var book: SmallBook {
    var book = SmallBook()
    book.statement = [
      "deposit,2026-11-19T08:00:00.000Z,100.00,100.00,USD,t-1\(hostile),,",
      "\(hostile),2026-11-19T08:00:00.000Z,1.00,101.00,USD,t-2,,",
      "deposit,2026-11-19T08:00:01.000Z,1\(hostile),102.00,USD,t-3,,",
      "deposit,2026-11-19T08:00:02.000Z,1,103.00,US\(hostile),t-4,,",
      "deposit,\(hostile),1,104.00,USD,t-5,,",
    ]
    book.ledger = ["L1,t-9\(hostile),2026-11-19T09:00:00Z,Assets:Pro,USD,100.00"]
    return book
  }

  @Test func `control characters of a file are shown, never sent`() throws {
    try Desk.with { desk in
      let settings = try Self.book.lay(on: desk)
      let outcome = try desk.run([settings])
      #expect(outcome.status == 3)
      expectInert(outcome, "run")
      #expect(outcome.errors.contains("\\u{1b}[2J"), "\(outcome.errors)")
      let folder = try #require(desk.sealed().first)
      for item in try folder.breaks() {
        let id = try #require(item["break_id"] as? String)
        let explained = try desk.tieout(["explain", id, "--folder", folder.url.path])
        #expect(explained.status == 0)
        expectInert(explained, "explain \(id)")
      }
      expectInert(
        try desk.tieout(["inspect", desk.folder.appending(path: "book/statement.csv").path]),
        "inspect")
    }
  }

  @Test func `names of files, books, formats and ids are shown, never sent`() throws {
    try Desk.with { desk in
      let name = "a\u{1B}[2J\u{202E}.csv"
      try desk.write("book/\(name)", "what,is,this\n1,2,3\n")
      let place = desk.folder.appending(path: "book")
      let calls = [
        ["inspect", name], ["run", "--statement", name, "--out", "out"], ["run", name],
        ["formats", name], ["explain", name], ["verify", name], ["keys", "show", "--key", name],
        ["run", "--only\u{1B}[2J"], [name],
      ]
      for call in calls {
        let outcome = try desk.tieout(call, in: place)
        #expect(outcome.status != 0)
        expectInert(outcome, "\(call[0])")
      }
    }
  }

  static let script = Tool.find("script")

  @Test(
    .enabled(if: script != nil && Tool.find("sh") != nil, "needs script of util-linux"),
    arguments: [false, true])
  func `colour is for terminals, and not for those who refuse it`(noColour: Bool) throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let command =
        "'\(desk.program.path)' run '\(settings)' --business-date 2026-11-25 --dry-run"
      let environment =
        noColour ? ["NO_COLOR": "1"] : ["NO_COLOR": ""]
      let outcome = try #require(Self.script).run(
        ["-qec", command, "/dev/null"], environment: environment)
      #expect(outcome.output.contains("statement-stale"), "\(outcome.output)")
      #expect(outcome.output.contains("\u{1B}[33m") == !noColour)
      let piped = try desk.run([settings, "--business-date", "2026-11-25", "--dry-run"])
      #expect(!piped.errors.contains("\u{1B}"))
    }
  }
}
