import Accounting
import Foundation
import Normalise
import TestSupport
import Testing

/// The constructed statement in each Coinbase format's sample folder.
@Suite struct CoinbaseSampleTests {
  /// Legs and net of each asset, worked out by hand.
  static let totals: [String: [String]] = [
    "coinbase-retail-v0": ["BTC 3 legs net 0.3", "USD 4 legs net -264.05"],
    "coinbase-retail-v0-transfers": ["ETH 3 legs net 1.35", "USD 6 legs net -281.49"],
    "coinbase-retail-us-tax": [
      "BTC 4 legs net 0.08", "ETH 1 legs net 3.81204517", "USD 2 legs net -555.7",
    ],
    "coinbase-retail-v1": [
      "BTC 2 legs net 0.015", "CELO 1 legs net 12.5", "ETH 2 legs net 0.17502219",
      "EUR 4 legs net -134.34",
    ],
    "coinbase-retail-v2": [
      "BTC 2 legs net 0.027", "CZK 2 legs net -39400.5", "GRT 1 legs net 4.50861234",
      "USDC 1 legs net 173.940221", "XTZ 1 legs net 0.000118",
    ],
    "coinbase-retail-v3": ["ETH 4 legs net 0.0050025", "EUR 5 legs net 143.44"],
    "coinbase-retail-v4a": ["EUR 3 legs net 264.19", "SOL 2 legs net 1.50081422"],
    "coinbase-retail-v4": [
      "ATOM 2 legs net 0", "BTC 1 legs net -0.0021", "ETH 1 legs net -0.3",
      "EUR 2 legs net 682.61", "SOL 1 legs net 3", "USDC 2 legs net -612.3654",
      "XRP 1 legs net 171.402115",
    ],
    "coinbase-retail-v5": [
      "BTC 3 legs net 0.1875", "ETH 2 legs net 1.497383314639237", "USD 3 legs net 394.6",
    ],
    "coinbase-pro-account": ["BTC 2 legs net 0.03", "EUR 4 legs net 625.5827"],
    "coinbase-pro-fills": [
      "BTC 2 legs net 0.05000731", "EUR 6 legs net -729.9342210589", "LTC 1 legs net -2.5",
    ],
    "coinbase-exchange-accounts": [],
    "coinbase-exchange-ledger": ["USD 3 legs net 797.594"],
    "coinbase-exchange-fills": [
      "BTC 1 legs net -0.002", "ETH 1 legs net 0.08", "USD 3 legs net 6.095",
    ],
    "coinbase-advanced-accounts": [],
    "coinbase-advanced-fills": [
      "ADA 1 legs net 75", "SOL 1 legs net 2.4", "USD 2 legs net -303.0072",
      "USDC 3 legs net -30.239715",
    ],
    "coinbase-app-v2-transactions": ["ETH 4 legs net -0.15027289"],
    "coinbase-prime-transactions": ["USD 2 legs net 1500000", "USDC 2 legs net 750000.499999"],
  ]

  static let balances = [
    "coinbase-exchange-accounts": ["BTC 0.75", "USD 1204.5511073"],
    "coinbase-advanced-accounts": ["SOL 15", "USDC 0.000001"],
    "coinbase-retail-v0": ["BTC 0.3"],
    "coinbase-pro-account": ["BTC 0.03", "EUR 625.5827"],
    "coinbase-exchange-ledger": ["USD 797.594"],
  ]

  @Test func `every Coinbase format has a sample`() {
    #expect(VenueFormat.coinbase.map(\.format.name).sorted() == Self.totals.keys.sorted())
  }

  @Test(arguments: VenueFormat.coinbase.map(\.format.name))
  func `a format's sample is recognised and read to the last line`(name: String) throws {
    let folder = Places.root.appending(path: "samples/\(name)")
    let file = try #require(
      ["csv", "json"].map { folder.appending(path: "statement.\($0)") }
        .first { FileManager.default.fileExists(atPath: $0.path) })
    let run = try StatementRun(
      [(file.lastPathComponent, Array(try Data(contentsOf: file)))],
      terms: SourceTerms(currency: "USD"), among: VenueFormat.all)
    #expect(run.formats == [name])
    #expect(run.codes == [])
    #expect(run.book.tallies.map(\.isBalanced) == [true])
    #expect(try run.totals().map { "\($0) \($1)" }.sorted() == Self.totals[name])
    #expect(Set(run.stated()).isSuperset(of: Self.balances[name] ?? []))
    #expect(run.warnings == (name == "coinbase-retail-us-tax" ? ["zone-assumed"] : []))
  }
}
