import Accounting
import Normalise
import Testing

/// Fills move positions; told twice they count once. Equity is told by part.
@Suite struct DYDXFillTests {
  private typealias Rules = DYDXRuleTests

  private func fills(_ changes: [String: String]...) throws -> Dump {
    let lines = changes.map { Rules.fill($0) }.joined(separator: ",")
    return try Dump(text: "{\"fills\":[\(lines)]}", side: .statement)
  }

  @Test func `a fill moves the position by its size, a sale downwards`() throws {
    #expect(try fills([:]).fills == ["BTC-USD 0.0105 90500 -"])
    #expect(try fills(["side": "\"SELL\""]).fills == ["BTC-USD -0.0105 90500 -"])
  }

  @Test func `a spot fill moves none`() throws {
    let spot = try fills(["marketType": "\"SPOT\"", "market": "\"SOL-USDC\""])
    #expect(spot.fills == [] && spot.refusals.isEmpty)
  }

  @Test(arguments: [
    ("\"0.5\"", "\"LONG\"", "0.5"), ("\"0.5\"", "\"SHORT\"", "-0.5"),
    ("\"-0.5\"", "\"SHORT\"", "-0.5"), ("\"0\"", "null", "0"), ("\"0.5\"", "null", "-"),
    ("null", "\"LONG\"", "-"),
  ])
  func `the size before is signed by its side`(size: String, side: String, before: String)
    throws
  {
    let dump = try fills(["positionSizeBefore": size, "positionSideBefore": side])
    #expect(dump.fills == ["BTC-USD 0.0105 90500 \(before)"])
  }

  @Test func `a fill told twice moves a position once`() throws {
    #expect(try fills([:], [:], ["id": "\"f-2\""]).fills.count == 2)
  }

  @Test func `trades without id of one export are all fills`() throws {
    let line = "\"2026-11-19T08:00:00.001Z\",\"BTC-USD\",\"Buy\",\"0.1\",\"90000\",\"9000\","
    let text = """
      "Time","Market","Side","Amount","Price","Total","Fee","Type","Liquidity"
      \(line)"1","Limit","Taker"
      \(line)"1","Limit","Taker"
      """
    let dump = try Dump(text: text, side: .statement)
    #expect(dump.fills == ["BTC-USD 0.1 90000 -", "BTC-USD 0.1 90000 -"])
  }

  @Test func `a refused fill moves nothing`() throws {
    let dump = try fills(["fee": "\"x\""])
    #expect(dump.fills == [] && dump.refusals.count == 1)
  }
}
