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

  @Test(arguments: SampleCase.all)
  func `what a person sees fits 80 columns, but for diagnostics and paths`(
    sample: SampleCase
  ) throws {
    try Desk.with { desk in
      let outcome = try desk.run([sample.inputs.path])
      #expect(!desk.sealed().isEmpty)
      let faults = Set(RejectedCase.diagnostics(in: outcome.errors))
      let lines = outcome.errors.split(separator: "\n").map(String.init)
      for line in lines where !faults.contains(line) && !line.contains(desk.folder.path) {
        #expect(line.unicodeScalars.count <= 80, "\(line)")
      }
    }
  }

  @Test func `after a run it says where to look and what to run next`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.ledger.append("L2,card,2026-11-19T09:00:00Z,Assets:Pro,USD,-42.10")
      let settings = try book.lay(on: desk)
      let outcome = try desk.tieout(["run", settings, "--out", "it's here"])
      let folder = "it's here/small/2026-11-19_000001"
      let quoted = "'it'\\''s here/small/2026-11-19_000001"
      #expect(outcome.errors.contains("\n  \(quoted)/data/reports/report.html'\n"))
      let lines = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("  tieout ") }
      #expect(lines.count == 2, "\(outcome.errors)")
      for line in lines {
        let words = String(line).replacing("  tieout ", with: "'\(desk.program.path)' ")
        let next = try Tool(path: "/bin/sh").run(
          ["-c", words], in: desk.folder,
          environment: ["XDG_CONFIG_HOME": desk.folder.appending(path: "config").path])
        #expect(next.status == 0, "\(line): \(next.errors)")
      }
      let page = desk.folder.appending(path: "\(folder)/data/reports/report.html")
      #expect(FileManager.default.fileExists(atPath: page.path))
      let quiet = try desk.run([settings, "--quiet"])
      #expect(quiet.errors == "")
      let dry = try desk.run([settings, "--dry-run"])
      #expect(dry.errors.hasSuffix("to seal this, run it again without --dry-run\n"))
      let plain = try desk.tieout(["run", settings, "--unsealed", "reports"])
      #expect(plain.errors.hasSuffix("the page, for a browser:\n  reports/report.html\n"))
    }
  }

  @Test(
    .enabled(if: script != nil && Tool.find("sh") != nil, "needs script of util-linux"),
    arguments: ["xterm", "dumb"])
  func `a long read shows its progress on a terminal, and leaves no line of it`(
    kind: String
  ) throws {
    try Desk.with { desk in
      var book = SmallBook()
      // Few lines, so that it is the reading that takes its time.
      let long = String(repeating: "x", count: 60_000)
      book.ledger += (0..<600).map {
        "M\($0),\(long),2026-11-18T08:00:00Z,Assets:Other,USD,1.00"
      }
      let settings = try book.lay(on: desk)
      let command = "'\(desk.program.path)' run '\(settings)' --dry-run"
      let outcome = try #require(Self.script).run(
        ["-qec", command, "/dev/null"], environment: ["TERM": kind])
      let isShown = outcome.output.contains(#/\rledger\.csv: [0-9]+ % of [0-9]+ MiB/#)
      #expect(isShown == (kind == "xterm"), "\(outcome.output.prefix(300).debugDescription)")
      #expect(!isShown || outcome.output.contains("\r\u{1B}[K"))
      #expect(kind == "xterm" || !outcome.output.contains("\u{1B}"))
    }
  }
}
