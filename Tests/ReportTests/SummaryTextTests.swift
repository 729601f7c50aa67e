import Accounting
import Report
import TestSupport
import Testing

/// What a person sees on a terminal.
@Suite struct SummaryTextTests {
  @Test func `one line says it all`() throws {
    #expect(
      SummaryText.line(try Fixture.small())
        == "acme-eu 2026-11-19: UNPROVED · 1 account · 128 matched · 1 break (1 material)"
        + " · 0 lines refused")
    #expect(
      SummaryText.line(try Fixture.rich())
        == "acme-eu 2026-11-19: UNPROVED · 2 accounts · 128 matched · 44 breaks (33 material)"
        + " · 3 lines refused")
    #expect(
      SummaryText.line(Fixture.empty())
        == "acme-eu: NOT_RUN · 0 accounts · 0 matched · 0 breaks (0 material) · 0 lines refused")
  }

  @Test func `balances stand below their accounts, then kinds, then the greatest breaks`() throws {
    var reconciliation = try Fixture.rich()
    reconciliation.breaks = Breaks(
      reconciliation.breaks.all(of: [.missingLedger, .missingStatement, .amountDiff]))
    #expect(
      SummaryText.lines(reconciliation) == [
        "  asset            difference  unexplained  open  status",
        "coinbase/main",
        "  BTC    0.000000000000000001          0.1     3  UNPROVED",
        "  USDC                      0          0.1     0  PROVED",
        "dydx/dydx1abc/0",
        "  ETH                    -0.3          0.1     2  PROVED_WITH_ITEMS",
        "",
        "break              count  material  meaning",
        "MISSING_LEDGER         1         1  the statement has the entry, the ledger has",
        "                                    none that fits",
        "MISSING_STATEMENT      1         1  the ledger has the entry, the statement has",
        "                                    none that fits",
        "AMOUNT_DIFF            1         0  both sides have the event, with different",
        "                                    amounts",
        "",
        "greatest              kind               severity             value USD",
        "brk_0000000000000002  MISSING_LEDGER     high                       0.1",
        "  coinbase/main  0.1 BTC",
        "brk_0000000000000004  AMOUNT_DIFF        low       0.000000000000000001",
        "  coinbase/main  0.000000000000000001 BTC",
        "brk_0000000000000003  MISSING_STATEMENT  critical              unpriced",
        "  coinbase/main  123456789012.345 BTC",
      ])
  }

  @Test func `a long account gives way in its middle, numbers never`() throws {
    var reconciliation = try Fixture.small()
    let long = String(repeating: "q", count: 99)
    reconciliation.positions[0].account = "dydx/dydx1\(long)/7"
    reconciliation.breaks = []
    let lines = SummaryText.lines(reconciliation)
    #expect(lines[1].unicodeScalars.count == 80)
    #expect(lines[1].hasPrefix("dydx/dydx1qqq") && lines[1].hasSuffix("qqq/7"))
    #expect(lines[2] == "  BTC          2.5       2         0.5          0.1     1  UNPROVED")
  }

  @Test func `what has no room is left out, and everything fits`() throws {
    var reconciliation = try Fixture.rich()
    let long = try Fixture.amount("-12345678901234567890.678901")
    reconciliation.positions[0].proof.difference = long
    #expect(SummaryText.lines(reconciliation)[0].contains("difference"))
    #expect(!SummaryText.lines(reconciliation)[0].contains("statement"))
    reconciliation.positions[1].proof.unexplained = long
    let lines = SummaryText.lines(reconciliation)
    #expect(lines[0].split(separator: " ") == ["asset", "unexplained", "open", "status"])
    #expect(lines.contains { $0.contains(long.description) })
    for line in lines { #expect(line.unicodeScalars.count <= 80, "\(line)") }
  }

  @Test func `of many breaks five are listed, the others counted`() throws {
    var reconciliation = try Fixture.small()
    let item = reconciliation.breaks[0]
    reconciliation.breaks = Breaks(
      (1...1000).map { index in
        var copy = item
        copy.id = Fixture.id("brk", index)
        copy.valueUSD = Amount(units: Int128(index), scale: 0)
        copy.account = String(repeating: "日", count: 60)
        return copy
      })
    let lines = SummaryText.lines(reconciliation, threads: 3).suffix(12)
    #expect(lines.filter { $0.hasPrefix("brk_") }.count == 5)
    #expect(lines.contains("\(Fixture.id("brk", 1000))  MISSING_LEDGER  medium         1000"))
    #expect(lines.last == "995 more: see breaks.csv")
    #expect(SummaryText.lines(reconciliation) == SummaryText.lines(reconciliation, threads: 4))
  }

  @Test(
    arguments: zip(
      [(0, 0), (1 << 30, 100), (1 << 30, 10_000), (5 << 30, 7_230_000), (4 << 30, 1 << 40)],
      [
        "a.csv: 0 % of 5120 MiB", "a.csv: 20 % of 5120 MiB",
        "a.csv: 20 % of 5120 MiB, 102 MiB/s, 0:40 left",
        "a.csv: 100 % of 5120 MiB, 0 MiB/s, 0:00 left", "a.csv: 80 % of 5120 MiB, 0 MiB/s",
      ]))
  func `progress tells rate and time left`(read: (done: Int, milliseconds: Int), text: String) {
    #expect(
      ProgressText.line("a.csv", done: read.done, whole: 5 << 30, milliseconds: read.milliseconds)
        == text)
  }

  @Test func `progress fits a terminal, whatever the file's name`() {
    for name in Fixture.otherTexts + [String(repeating: "日", count: 99), "\u{1B}[2J\r\n"] {
      for (done, whole) in [(0, 1), (Int.max, Int.max), (1 << 40, Int.max), (7, 50)] {
        let line = ProgressText.line(name, done: done, whole: whole, milliseconds: 3_600_000)
        #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
        #expect(line.unicodeScalars.count < 80)
      }
    }
  }

  @Test func `nothing to say is no line`() {
    #expect(SummaryText.lines(Fixture.empty()).isEmpty)
  }

  @Test func `foreign text cannot move the terminal`() throws {
    for text in Fixture.otherTexts + Fixture.formulaTexts + Fixture.everyCharacter {
      var reconciliation = try Fixture.small()
      reconciliation.book = text
      reconciliation.positions[0].account = text
      reconciliation.positions[0].asset = text
      let shown = SummaryText.lines(reconciliation) + [SummaryText.line(reconciliation)]
      for scalar in shown.joined().unicodeScalars {
        let category = scalar.properties.generalCategory
        #expect(category != .control && category != .format, "\(scalar.value)")
      }
    }
  }
}
