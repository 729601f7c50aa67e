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

  @Test func `balances stand in columns, breaks below by kind`() throws {
    var reconciliation = try Fixture.rich()
    reconciliation.breaks = Breaks(
      reconciliation.breaks.all(of: [.missingLedger, .missingStatement, .amountDiff]))
    #expect(
      SummaryText.lines(reconciliation) == [
        "account          asset             statement            ledger            difference"
          + "  unexplained  open  status",
        "coinbase/main    BTC    2.000000000000000001                 2  0.000000000000000001"
          + "          0.1     3  UNPROVED",
        "coinbase/main    USDC       9007199254740993  9007199254740993                     0"
          + "          0.1     0  PROVED",
        "dydx/dydx1abc/0  ETH                    -0.1               0.2                  -0.3"
          + "          0.1     2  PROVED_WITH_ITEMS",
        "",
        "break              count  material  meaning",
        "MISSING_LEDGER         1         1  the statement has the entry, the ledger has none"
          + " that fits",
        "MISSING_STATEMENT      1         1  the ledger has the entry, the statement has none"
          + " that fits",
        "AMOUNT_DIFF            1         0  both sides have the event, with different"
          + " amounts",
      ])
  }

  @Test func `a long account gives way in its middle, numbers never`() throws {
    var reconciliation = try Fixture.small()
    reconciliation.positions[0].account =
      "dydx/dydx1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq/7"
    let row = try #require(SummaryText.lines(reconciliation).dropFirst().first)
    #expect(row.unicodeScalars.count == 100)
    #expect(row.hasPrefix("dydx/dydx1qqq") && row.contains("…") && row.contains("qqq/7  BTC"))
    #expect(row.hasSuffix("2.5       2         0.5          0.1     1  UNPROVED"))
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
