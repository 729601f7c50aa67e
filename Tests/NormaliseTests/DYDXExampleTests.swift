import Accounting
import Normalise
import Testing

/// The example exports outside the repository; the truth is in their SOURCES.md.
@Suite(.enabled(if: Dump.hasExamples, "no ../shared/formats/examples"))
struct DYDXExampleTests {
  struct Known: Sendable, CustomTestStringConvertible {
    var file: String
    var format: String
    var nets: [String] = []
    var balances: [String] = []
    var positions: [String] = []
    var ignored: [String: Int] = [:]
    var testDescription: String { file }
  }

  static let known = [
    Known(
      file: "v4_fills_enveloped.json", format: "dydx-v4-fills", nets: ["USDC 3 10.4375"]),
    Known(
      file: "v4_transfers_enveloped_amount_asset.json", format: "dydx-v4-transfers",
      nets: ["USDC 1 45.334703"]),
    Known(
      file: "v4_subaccount.json", format: "dydx-v4-subaccount",
      balances: ["dydx/0 USDC 45.201296"]),
    Known(
      file: "v4_historical_funding.json", format: "dydx-v4-historical-funding",
      ignored: ["no-balance-change": 3]),
    Known(file: "v4_fills.json", format: "dydx-v4-fills", nets: ["USDC 4 -9.538068"]),
    Known(
      file: "v4_assetPositions.json", format: "dydx-v4-asset-positions",
      balances: ["dydx/0 USDC 90.461932"]),
    Known(
      file: "v4_perpetualPositions.json", format: "dydx-v4-perpetual-positions",
      positions: ["ETH-USD 0.003"]),
    Known(
      file: "set_a_transfers.json", format: "dydx-v4-transfers", nets: ["USDC 2 876.543211"]),
    Known(file: "set_a_fills.json", format: "dydx-v4-fills", nets: ["USDC 7 30.011399"]),
    Known(
      file: "set_a_fundingPayments.json", format: "dydx-v4-funding-payments",
      nets: ["USDC 2 -0.006983751310835"]),
    Known(
      file: "set_a_assetPositions.json", format: "dydx-v4-asset-positions",
      balances: ["dydx/0 USDC 906.547626"]),
    Known(
      file: "set_a_perpetualPositions.json", format: "dydx-v4-perpetual-positions",
      positions: ["BTC-USD 0.0065", "ETH-USD -0.25"]),
    Known(file: "web_trades.csv", format: "dydx-v4-web-trades", nets: ["USDC 6 30.061399"]),
    Known(
      file: "web_transfers_en.csv", format: "dydx-v4-web-transfers", nets: ["USDC 2 876.54"]),
    Known(
      file: "web_funding_payments.csv", format: "dydx-v4-web-funding-payments",
      nets: ["USDC 2 -0.006983751310835"]),
    Known(
      file: "v3_transfers.csv", format: "dydx-v3-transfers", nets: ["USDC 3 500"],
      ignored: ["not-confirmed": 1]),
    Known(file: "v3_trades.csv", format: "dydx-v3-trades", nets: ["USDC 4 -876.44509"]),
    Known(file: "v3_funding.csv", format: "dydx-v3-funding", nets: ["USDC 2 -0.012537"]),
  ]

  @Test(arguments: known)
  func `a file is recognised and read to its known figures`(known: Known) throws {
    let terms = SourceTerms(zone: .utc)
    let dump = try Dump.example(["dydx/\(known.file)"], side: .statement, terms: terms)
    #expect(dump.formats == [known.format])
    #expect(dump.nets == known.nets)
    #expect(dump.balances == known.balances)
    #expect(dump.positions == known.positions)
    #expect(dump.ignored == known.ignored)
    #expect(dump.refusals.isEmpty)
    #expect(dump.isBalanced)
  }

  @Test func `transfers, fills and funding give the balance but for what settlement rounds`()
    throws
  {
    let files = ["transfers", "fills", "fundingPayments", "assetPositions"]
    for files in [files, files.reversed()] {
      let dump = try Dump.example(files.map { "dydx/set_a_\($0).json" }, side: .statement)
      // The chain settled -0.006984 of -0.006983751310835.
      #expect(dump.nets == ["USDC 11 906.547626248689165"])
      #expect(dump.balances == ["dydx/0 USDC 906.547626"])
      #expect(Set(dump.entries.map { $0.prefix { $0 != " " } }) == ["dydx/0"])
    }
  }

  @Test func `a deposit and the recorded fills give the recorded balance exactly`() throws {
    let dump = try Dump.example(["dydx/v4_fills.json"], side: .statement)
    #expect(dump.nets == ["USDC 4 -9.538068"])
    #expect(
      try Amount(parsing: "100").adding(Amount(parsing: "-9.538068")).description == "90.461932")
  }

  @Test func `the web's trades are the indexer's fills without the builder's fee`() throws {
    let json = try Dump.example(["dydx/set_a_fills.json"], side: .statement)
    let web = try Dump.example(["dydx/web_trades.csv"], side: .statement)
    let amounts = { (dump: Dump) in
      (0..<dump.book.entries.count).map { dump.book.entries.amount($0) }
    }
    let builderFee = try Amount(parsing: "-0.05")
    #expect(Set(amounts(json)) == Set(amounts(web)).union([builderFee]))
  }

  @Test func `web transfers without a declared zone are refused, each with its place`() throws {
    let dump = try Dump.example(["dydx/web_transfers_en.csv"], side: .statement)
    #expect(dump.nets.isEmpty)
    #expect(dump.refusals == ["zone-missing 2:2", "zone-missing 3:2"])
    #expect(dump.isBalanced)
  }
}
