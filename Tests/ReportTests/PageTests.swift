import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// `report.html`, read by Python's html.parser: its figures are those of `breaks.csv` and
/// `summary.json`, its tags close, and no text becomes markup.
@Suite(.enabled(if: Tool.find("python3") != nil, "python3 is not here"))
struct PageTests {
  /// - Returns: the skeleton's digest.
  @discardableResult
  static func check(
    _ reconciliation: Reconciliation, sees expected: String,
    place: SourceLocation = #_sourceLocation
  ) throws -> String {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["report.html", "breaks.csv", "summary.json"] {
      try Data(Written.report(name, reconciliation)).write(to: folder.appending(path: name))
    }
    let outcome = try Python.run(pageScript, [folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)", sourceLocation: place)
    let words = outcome.output.split(whereSeparator: \.isWhitespace)
    #expect(words.prefix(2).joined(separator: " ") == expected, sourceLocation: place)
    return words.last.map(String.init) ?? ""
  }

  @Test func `an empty reconciliation is a whole page`() throws {
    try Self.check(Fixture.empty(), sees: "0 0")
  }

  @Test func `a small reconciliation agrees`() throws {
    try Self.check(Fixture.small(), sees: "1 1")
  }

  @Test func `every kind of break and every list agrees`() throws {
    try Self.check(Fixture.rich(), sees: "\(BreakKind.allCases.count + 1) 3")
  }

  @Test func `of very many breaks the greatest are there, in any number of threads`() throws {
    var result = try Fixture.small()
    let item = result.breaks[0]
    var random = SeededGenerator(seed: 20_261_119)
    result.breaks = Breaks(
      (0..<100_000).map { index in
        var copy = item
        copy.id = Fixture.id("brk", index)
        copy.valueUSD =
          index % 10 == 0
          ? nil : Amount(units: Int128.random(in: 0..<9000, using: &random), scale: 2)
        copy.ageDays = index % 7 == 0 ? nil : index % 90
        copy.severity = Severity.allCases[index % 4]
        return copy
      })
    try Self.check(result, sees: "200 1")
    let page = try Written.report("report.html", result)
    #expect(page.count < 600_000)
    let writer = try #require(reportWriters.first { $0.name == "report.html" })
    for threads in [2, 5] {
      #expect(try Written.bytes(of: writer, result, threads: threads) == page)
    }
    let text = String(decoding: page, as: UTF8.self)
    #expect(text.contains("The first 200 of 100000: greatest value first"))
    #expect(text.contains(" 10000 of all have no value: theirs could be any. breaks.csv beside"))
  }

  @Test func `of very many balances the least proved are there`() throws {
    var result = try Fixture.rich()
    let (good, bad) = (result.positions[1], result.positions[0])
    result.positions = (0..<900).map { index in
      var position = index % 100 == 0 ? bad : good
      position.account = "account/\(index / 3)"
      position.asset = "A\(index % 3)"
      return position
    }
    let folder = try Self.check(result, sees: "\(BreakKind.allCases.count + 1) 400")
    #expect(!folder.isEmpty)
    let text = try Written.text("report.html", result)
    #expect(text.ranges(of: "<li class=\"tile bad\">").count == 9)
    #expect(text.ranges(of: "<details class=\"statement\"").count == 60)
    #expect(text.contains("500 better proved balances more: see breaks.xlsx, sheet Balances."))
  }

  @Test func `a long text and a long list are cut and say so`() throws {
    var result = try Fixture.small()
    var item = result.breaks[0]
    item.detail = String(repeating: "é", count: 2000)
    item.reference = item.detail + "x"
    item.entries = (0..<100).map {
      EntryIdentity(id: Fixture.id("ent", $0), side: .ledger, origin: Fixture.source(0))
    }
    result.breaks = [item]
    try Self.check(result, sees: "1 1")
    let text = try Written.text("report.html", result)
    #expect(text.contains("é … (1 characters more)") && text.contains(" … (60 more)"))
  }

  // MARK: Foreign text

  /// The page with a text in every place that foreign text can come from.
  static func carrying(_ texts: [String]) throws -> Reconciliation {
    var result = try Fixture.carrying(texts)
    let rich = try Fixture.rich()
    result.tallies = rich.tallies
    result.bridges = rich.bridges
    result.equities = rich.equities
    result.openPositions = rich.openPositions
    result.aliases = rich.aliases
    result.refused = rich.refused
    result.diagnostics = rich.diagnostics
    let text = texts[0]
    result.book = text
    for index in result.positions.indices {
      result.positions[index].account = text
      result.positions[index].asset = text
      for cause in result.positions[index].causes.indices {
        result.positions[index].causes[cause].detail = text
      }
    }
    result.bridges[0].account = text
    result.bridges[0].market = text
    result.equities[0].account = text
    result.openPositions[0].market = text
    result.aliases[0].code = text
    result.aliases[0].venue = text
    result.setAside = [text: 1]
    result.tallies[0].ignored = [text: 1]
    result.refused[0].account = text
    result.diagnostics[0] = Diagnostic(
      code: "said", place: Place(file: text), message: text, hint: text)
    result.matchesByRule = [text: 1]
    return result
  }

  static let hostile = [
    "</style><script>alert(1)</script>", "\u{D4E}<script>alert(1)</script>",
    "x\"\u{301} onclick=alert(1) \"\u{301}", "<\u{338}b>", "\u{111C2}<img src=x onerror=alert(1)>",
    "{{{book}}}", "{{book}}", "{{#breaks}}", "&lt;b&gt;", "&#x202e;", "<!--", "]]>", "<![CDATA[",
    "\\u{202e}", "\\", "\\u{5c}u{5c}", "\u{202E}gnp.exe", "\u{2066}a\u{2069}", "a\u{0}b\r\n\tc",
    "Z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}", "\u{301}", "\u{2800}\u{3164}\u{AD}",
    "javascript:alert(1)", "' onmouseover='alert(1)", "`${1}`", "<svg/onload=alert(1)>", "  a  b ",
  ]

  @Test(
    .enabled(if: Places.shared("suites/naughty-strings") != nil, "suites are not here"))
  func `no text of the naughty strings suite becomes markup, and all can be had back`() throws {
    // Some stand in it twice, and one account is one heading.
    let texts = Set(try Fixture.naughtySuite()).subtracting([""]).sorted()
    #expect(texts.count > 400)
    try Self.checkInert(texts)
  }

  @Test func `no hostile text becomes markup, and all can be had back`() throws {
    try Self.checkInert(Self.hostile)
    try Self.checkInert((Fixture.otherTexts + Fixture.formulaTexts).filter { !$0.isEmpty })
  }

  @Test func `every character from U+0000 to U+FFFF can be had back`() throws {
    for start in stride(from: 0, to: Fixture.everyCharacter.count, by: 200) {
      let texts = Fixture.everyCharacter[start...].prefix(200)
      try Self.check(Self.carrying(Array(texts)), sees: "\(texts.count) 1")
    }
  }

  /// The page's tags and attributes are the same as with plain words.
  static func checkInert(_ texts: [String]) throws {
    for start in stride(from: 0, to: texts.count, by: 150) {
      let some = Array(texts[start...].prefix(150))
      let plain = try check(
        carrying(some.indices.map { "plain\($0)" }), sees: "\(some.count) 1")
      // Each is first once, and so stands in every place.
      for turn in some.indices where turn % 30 == 0 || texts.count < 40 {
        let turned = Array(some[turn...] + some[..<turn])
        #expect(try check(carrying(turned), sees: "\(some.count) 1") == plain, "\(turned[0])")
      }
    }
  }
}
