import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// CSV, JSON and workbook hold the same cells, read back by programs that are not ours.
/// Skipped where Python has no openpyxl; CI installs it.
@Suite(.enabled(if: Python.hasOpenpyxl, "python3 has no openpyxl"))
struct AgreementTests {
  static let sheets =
    "Summary,Statement,Proof of cash,Roll-forward,Balances,Open items,Matched,Tolerance used,"
    + "Ageing,Sources,Refused lines,Glossary"

  static func check(
    _ reconciliation: Reconciliation, rowLimit: Int = XLSXReport.rowLimit, sees expected: String
  ) throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try Written(reconciliation, in: folder, rowLimit: rowLimit)
    let outcome = try Python.run(agreementScript, [folder.path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == expected + "\n")
  }

  @Test func `an empty reconciliation has four sheets with headers`() throws {
    try Self.check(Fixture.empty(), sees: "0 0 \(Self.sheets)")
  }

  @Test func `a small reconciliation agrees cell by cell`() throws {
    try Self.check(Fixture.small(), sees: "1 1 \(Self.sheets)")
  }

  @Test func `every kind of break and every list agrees cell by cell`() throws {
    let rich = try Fixture.rich()
    try Self.check(rich, sees: "\(BreakKind.allCases.count + 1) 3 \(Self.sheets)")
  }

  @Test func `amounts that break binary floats keep their exact text`() throws {
    var result = try Fixture.small()
    let amounts = try Fixture.hardAmounts.flatMap { text in
      try [Fixture.amount(text), Fixture.amount(text).negated]
    }
    result.breaks = Breaks(
      amounts.map { amount in
        var item = result.breaks[0]
        item.amount = amount
        item.valueUSD = amount.magnitude
        return item
      })
    try Self.check(result, sees: "\(2 * Fixture.hardAmounts.count) 1 \(Self.sheets)")
  }

  @Test(arguments: [UInt64(1), 20_261_119])
  func `random amounts of up to 38 digits agree`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var result = try Fixture.small()
    let item = result.breaks[0]
    result.breaks = Breaks(
      (0..<2000).map { _ in
        let digits = Int.random(in: 1...38, using: &generator)
        let limit = Int128.powersOfTen[digits]
        var copy = item
        copy.amount = Amount(
          units: Int128.random(in: -limit + 1..<limit, using: &generator),
          scale: UInt8.random(in: 0...38, using: &generator))
        return copy
      })
    try Self.check(result, sees: "2000 1 \(Self.sheets)")
  }

  @Test func `text that could start a formula stays text`() throws {
    let texts = Fixture.formulaTexts + Fixture.otherTexts
    try Self.check(Fixture.carrying(texts), sees: "\(texts.count) 1 \(Self.sheets)")
  }

  @Test(
    .enabled(
      if: Places.shared("suites/csv-formula") != nil
        && Places.shared("suites/naughty-strings") != nil, "suites are not here"))
  func `the formula and naughty strings suites stay text`() throws {
    let texts = try Fixture.formulaSuite() + Fixture.naughtySuite()
    #expect(texts.count > 600)
    try Self.check(Fixture.carrying(texts), sees: "\(texts.count) 1 \(Self.sheets)")
  }

  @Test func `every character from U+0000 to U+FFFF opens`() throws {
    var result = try Fixture.small()
    let item = result.breaks[0]
    result.breaks = Breaks(
      Fixture.everyCharacter.map { text in
        var copy = item
        copy.detail = text
        copy.reference = "x" + text + "x"
        return copy
      })
    try Self.check(result, sees: "\(Fixture.everyCharacter.count) 1 \(Self.sheets)")
  }

  @Test func `a text longer than a cell is cut and says so`() throws {
    let long = String(repeating: "a", count: 32_767)
    let texts = [
      long, long + "a", String(repeating: "😀", count: 16_384),
      String(repeating: "é", count: 40_000),
      String(repeating: "_x0041_", count: 5000), String(repeating: "\u{1}", count: 10_000),
      String(repeating: "ab\u{301}", count: 11_000),
    ]
    try Self.check(Fixture.carrying(texts), sees: "\(texts.count) 1 \(Self.sheets)")
  }

  @Test func `rows beyond the sheet's limit go on in further sheets`() throws {
    var result = try Fixture.small()
    result.breaks = Breaks(Array(repeating: result.breaks[0], count: 99))
    result.refused = Array(repeating: try Fixture.rich().refused[0], count: 50)
    result.diagnostics = result.refused.map(\.diagnostic)
    try Self.check(
      result, rowLimit: 50,
      sees: "99 1 Summary,Summary (2),Statement,Proof of cash,Roll-forward,Balances,"
        + "Open items,Open items (2),Open items (3),Matched,Tolerance used,"
        + "Ageing,Sources,Refused lines,Refused lines (2),Glossary")
  }

  @Test func `a full sheet has no further sheet`() throws {
    var result = try Fixture.small()
    result.breaks = Breaks(Array(repeating: result.breaks[0], count: 49))
    try Self.check(result, rowLimit: 50, sees: "49 1 \(Self.sheets)")
  }
}
