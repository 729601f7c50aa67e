import Accounting
import Foundation
import Normalise
import TestSupport
import Testing

/// Our own constructed files, one a format.
@Suite struct DYDXSampleTests {
  struct Known: Sendable, CustomTestStringConvertible {
    var format: String
    var file = "statement.json"
    var nets: [String] = []
    var balances: [String] = []
    var positions: [String] = []
    var ignored: [String: Int] = [:]
    var testDescription: String { format }
  }

  static let known = [
    Known(format: "dydx-v4-fills", nets: ["SOL 1 2", "USDC 11 1140.272975"]),
    Known(format: "dydx-v4-transfers", nets: ["USDC 4 1626.793211"]),
    Known(format: "dydx-v4-funding-payments", nets: ["USDC 3 -0.0093260011080225"]),
    Known(
      format: "dydx-v4-asset-positions",
      balances: ["dydx/0 USDC 1626.793211", "dydx/128 USDC -12.5"]),
    Known(
      format: "dydx-v4-perpetual-positions", positions: ["BTC-USD 0.0065", "ETH-USD -0.25"],
      ignored: ["position-closed": 1]),
    Known(
      format: "dydx-v4-subaccount", balances: ["dydx/0 USDC 1626.793211"],
      positions: ["BTC-USD 0.0065"]),
    Known(
      format: "dydx-v4-address",
      balances: ["dydx/0 USDC 1626.793211", "dydx/128 USDC 998.4"],
      positions: ["BTC-USD 0.0065", "ETH-USD -0.4"]),
    Known(format: "dydx-v4-trading-rewards", nets: ["DYDX 3 0.512345678901234568"]),
    Known(format: "dydx-v4-trading-reward-aggregations", ignored: ["aggregate": 2]),
    Known(format: "dydx-v4-historical-funding", ignored: ["no-balance-change": 2]),
    Known(format: "dydx-v4-historical-pnl", ignored: ["no-balance-change": 2]),
    Known(format: "dydx-v4-trade-history", ignored: ["aggregate": 1]),
    Known(format: "dydx-v4-orders", ignored: ["no-balance-change": 1]),
    Known(
      format: "dydx-v4-web-trades", file: "statement.csv", nets: ["USDC 6 193.425275"]),
    Known(
      format: "dydx-v4-web-transfers", file: "statement.csv", nets: ["USDC 3 1126.79"]),
    Known(
      format: "dydx-v4-web-vault-transfers", file: "statement.csv", nets: ["USDC 2 960"]),
    Known(
      format: "dydx-v4-web-funding-payments", file: "statement.csv",
      nets: ["USDC 2 -0.0018916261080225"]),
    Known(
      format: "dydx-v3-transfers", file: "statement.csv", nets: ["USDC 4 2000"],
      ignored: ["not-confirmed": 1]),
    Known(format: "dydx-v3-trades", file: "statement.csv", nets: ["USDC 6 -1100.0391"]),
    Known(format: "dydx-v3-funding", file: "statement.csv", nets: ["USDC 2 -0.02388"]),
  ]

  @Test(arguments: known)
  func `a sample is recognised and read whole`(known: Known) throws {
    let file = Places.root.appending(path: "samples/\(known.format)/\(known.file)")
    let dump = try Dump([file], side: .statement, terms: SourceTerms(zone: .utc))
    #expect(dump.formats == [known.format])
    #expect(dump.nets == known.nets)
    #expect(dump.balances == known.balances)
    #expect(dump.positions == known.positions)
    #expect(dump.ignored == known.ignored)
    #expect(dump.refusals.isEmpty)
    #expect(dump.isBalanced)
  }

  @Test func `every format has a sample that is tested`() {
    #expect(
      Set(VenueFormat.dydx.map(\.format.name)) == Set(Self.known.map(\.format)))
  }

  @Test func `rewards go to the wallet, vault transfers to the vault`() throws {
    let accounts = try ["trading-rewards/statement.json", "web-vault-transfers/statement.csv"].map {
      let file = Places.root.appending(path: "samples/dydx-v4-\($0)")
      let dump = try Dump([file], side: .statement, terms: SourceTerms(zone: .utc))
      return Set(dump.entries.map { String($0.prefix { $0 != " " }) })
    }
    #expect(accounts == [["dydx/wallet"], ["dydx/vault"]])
  }
}
