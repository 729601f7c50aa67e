import Foundation
import TestSupport
import Testing

/// Foreign text through every command: shown, never sent, and never a line of its own.
@Suite struct HostileTextTests {
  static let marks = [
    "\u{1B}[2J", "\u{1B}]0;title\u{7}", "\u{1B}]8;;https://a.example\u{1B}\\",
    "\u{1B}]52;c;eA==\u{7}", "\u{9B}31m", "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}", "\u{8}",
    "\u{2028}", "\u{AD}", "\nforged: PROVED", "\rforged", "\u{7F}", "\u{E0001}",
  ]

  /// Every string of the naughty strings' list that a CSV may hold.
  static func naughty() throws -> [String] {
    guard let list = Places.shared("suites/naughty-strings/blns.json") else {
      print("naughty-strings is not on this machine: the marks of our own only")
      return []
    }
    let texts = try JSONDecoder().decode([String].self, from: Data(contentsOf: list))
    return texts.filter { !$0.contains("\0") }
  }

  /// Nothing that moves a cursor, turns text round or hides it.
  private func expectInert(_ outcome: Tool.Outcome, _ what: String) {
    for text in [outcome.output, outcome.errors] {
      let bad = text.unicodeScalars.first { scalar in
        guard scalar != "\n" else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
      }
      #expect(bad == nil, "\(what): U+\(String(bad?.value ?? 0, radix: 16))")
      #expect(!text.split(separator: "\n").contains { $0.hasPrefix("forged") }, "\(what)")
    }
  }

  private func lay(_ desk: Desk) throws -> String {
    let texts =
      try Self.marks.map { $0 + "x" + $0 } + [Self.marks.joined()] + Self.naughty()
    var book = SmallBook()
    book.ledger = texts.enumerated().map { index, text in
      let quoted = "\"" + text.replacing("\"", with: "\"\"") + "\""
      return "L\(index),\(quoted),2026-11-19T08:00:00Z,Assets:Pro,USD,\(index + 1).00"
    }
    let settings = try book.lay(on: desk)
    let text = book.settingsText
      .replacing("book: small", with: "book: \"a\\e[2J\\u202Eb\\nforged\"")
      .replacing("coinbase-pro/default", with: "\"coinbase-pro/x\\e]8;;y\\nforged\"")
    try Data(text.utf8).write(to: URL(filePath: settings))
    return settings
  }

  @Test func `no text of a file, book, account or reviewer reaches the terminal as a control`()
    throws
  {
    try Desk.with { desk in
      let settings = try lay(desk)
      let first = try desk.run([settings, "--business-date", "2026-11-19"])
      expectInert(first, "run")
      let run = try #require(desk.sealed().first, "\(first.errors)")
      let ids = try run.breaks().compactMap { $0["break_id"] as? String }
      #expect(ids.count >= Self.marks.count)
      #expect(try desk.tieout(["keys", "generate", "--key", "amy/amy.pem"]).status == 0)
      let trust = ["keys", "trust", "amy/amy.pub", "--role", "review", "--name"]
      #expect(try desk.tieout(trust + ["amy@acme-eu"]).status == 0)
      let all = Self.marks.joined()
      let review = [
        "review", run.url.path, "--key", "amy/amy.pem", "--decision", "approved-with-exceptions",
      ]
      let good: [[String]] =
        ids.prefix(12).map { ["explain", $0, "--folder", run.url.path] } + [
          ["breaks", "out"], ["history", "out"], ["verify", "out"], ["verify", run.url.path],
          ["replay", run.url.path], ["checkpoint", run.url.deletingLastPathComponent().path],
          ["trail", "rebuild", "out"], ["inspect", "book/ledger.csv"], ["formats"],
          review + ["--reviewer", "amy@acme-eu", "--disposition", "\(ids[0])=carried:\(all)"],
          review + ["--reviewer", all], ["verify", run.url.path], ["history", "out"],
          ["breaks", "out"], ["explain", ids[0], "--folder", run.url.path],
        ]
      for call in good {
        let outcome = try desk.tieout(call)
        #expect(outcome.status == 0, "\(call[0]): \(outcome.errors.debugDescription)")
        expectInert(outcome, call[0])
      }
      for call in [trust + [all], ["explain", all, "--folder", run.url.path], review + [all]] {
        let outcome = try desk.tieout(call)
        #expect(outcome.status != 0)
        expectInert(outcome, "\(call[0]) refused")
      }
      for call in [["verify", run.url.path], ["history", "out"], ["breaks", "out"]] {
        let told = try desk.tieout(call + ["--json"])
        expectInert(told, "\(call[0]) --json")
        // An escape changes no value: the reviewer, of all marks, is still there.
        let value = try JSONSerialization.jsonObject(with: Data(told.output.utf8))
        #expect(call[0] != "verify" || "\(value)".unicodeScalars.contains("\u{9B}"))
      }
      expectInert(try desk.run([settings, "--dry-run", "--json"]), "run --json")
    }
  }
}
