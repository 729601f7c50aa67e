import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// `breaks.csv`: for a person with a spreadsheet and for a program without one.
@Suite struct CSVReportTests {
  static let header =
    "break_id,kind,account,asset,side,amount,statement_amount,ledger_amount,value_usd,material,"
    + "severity,age_days,first_seen,standing,override,instant,reference,rule,entries,competing,"
    + "detail\n"

  @Test func `no break leaves the header alone`() throws {
    #expect(try Written.text("breaks.csv", Fixture.empty()) == Self.header)
  }

  @Test func `one break is one line`() throws {
    let line =
      "brk_0000000000000001,MISSING_LEDGER,coinbase/main,BTC,statement,0.5,0.5,,45000,true,"
      + "medium,,,,,"
      + "2026-11-19T08:00:00.123Z,'=SUM(A1),,ent_000000000000000a,,\"deposit, not booked\"\n"
    #expect(try Written.text("breaks.csv", Fixture.small()) == Self.header + line)
  }

  /// What stands in the reference column for a text.
  static func field(_ text: String) throws -> String {
    let records = CSVReader.records(
      try Written.report("breaks.csv", try Fixture.carrying([text])))
    try #require(records.count == 2 && records.allSatisfy { $0.count == 21 })
    return records[1][16]
  }

  @Test(arguments: Fixture.formulaTexts)
  func `a text that could start a formula gets one quote in front`(text: String) throws {
    #expect(Array(try Self.field(text).utf8) == Array(("'" + text).utf8))
  }

  @Test(arguments: [
    "plain", "a=b", "1-2", "", " padded ", "100", "(1)", "€", "_x0041_", "e\u{301}", "\u{FEFF}",
    "\u{202E}evil", "|cmd", "%0A", "line\nend", "\u{1}",
  ])
  func `other text stands as it is`(text: String) throws {
    #expect(Array(try Self.field(text).utf8) == Array(text.utf8))
  }

  @Test(arguments: ["'", "''", "'=1", "'plain", "'\u{301}"])
  func `a quote of the text's own is told from ours`(text: String) throws {
    #expect(Array(try Self.field(text).utf8) == Array(("'" + text).utf8))
  }

  /// Text columns give back their texts, numeric columns hold the amounts' own text.
  static func check(_ texts: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let reconciliation = try Fixture.carrying(texts)
    let records = CSVReader.records(try Written.report("breaks.csv", reconciliation))
    try #require(records.count == texts.count + 1, sourceLocation: sourceLocation)
    for (item, record) in zip(reconciliation.breaks, records.dropFirst()) {
      try #require(record.count == 21, sourceLocation: sourceLocation)
      for column in [2, 3, 16, 17, 20] {
        let decoded = CSVReader.decoded(record[column])
        #expect(
          Array(decoded.utf8) == Array(item.detail.utf8), "\(record[0]) column \(column)",
          sourceLocation: sourceLocation)
      }
      #expect(record[5] == item.amount?.description, sourceLocation: sourceLocation)
      #expect(record[6] == item.statementAmount?.description, sourceLocation: sourceLocation)
      #expect(record[7] == "" && !record[5].hasPrefix("'"), sourceLocation: sourceLocation)
      #expect(record[8] == item.valueUSD?.description, sourceLocation: sourceLocation)
    }
  }

  @Test func `every text comes back, every number stays`() throws {
    try Self.check(Fixture.formulaTexts + Fixture.otherTexts + Fixture.everyCharacter)
  }

  @Test(.enabled(if: Places.shared("suites/csv-formula") != nil, "suite is not here"))
  func `the formula suite comes back`() throws {
    let texts = try Fixture.formulaSuite()
    #expect(texts.count > 100)
    try Self.check(texts)
  }

  @Test(.enabled(if: Places.shared("suites/naughty-strings") != nil, "suite is not here"))
  func `the naughty strings come back`() throws {
    let texts = try Fixture.naughtySuite()
    #expect(texts.count > 500)
    try Self.check(texts)
  }

  @Test(arguments: [UInt64(7), 20_261_119])
  func `random texts come back`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabet: [Unicode.Scalar] = [
      "'", "=", "-", "\"", ",", ";", "\n", "\r", "\t", " ", "\u{FEFF}", "\u{301}", "a", "\u{0}",
    ]
    let texts = (0..<2000).map { _ in
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        text.append(alphabet.randomElement(using: &generator) ?? "a")
      }
      return String(text)
    }
    try Self.check(texts)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999999Z"),
    (951_782_400_000_000_000, "2000-02-29T00:00:00Z"),
    (1_795_075_200_500_000_000, "2026-11-19T08:00:00.5Z"),
    (4_107_542_399_000_000_001, "2100-02-28T23:59:59.000000001Z"),
    (Int64.min, "1677-09-21T00:12:43.145224192Z"),
    (Int64.max, "2262-04-11T23:47:16.854775807Z"),
  ])
  func `an instant is written to the nanosecond`(nanoseconds: Int64, text: String) throws {
    var reconciliation = try Fixture.small()
    var item = reconciliation.breaks[0]
    item.instant = Instant(nanoseconds: nanoseconds)
    reconciliation.breaks = [item]
    let records = CSVReader.records(try Written.report("breaks.csv", reconciliation))
    #expect(records[1][15] == text)
  }
}
