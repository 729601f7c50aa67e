import Accounting
import Foundation
import Normalise
import TestSupport
import Testing

/// Our own constructed dumps, one a format.
@Suite struct LedgerSampleTests {
  struct Known: Sendable, CustomTestStringConvertible {
    var format: String
    var file = "ledger.csv"
    var nets: [String] = []
    var balances: [String] = []
    var ignored: [String: Int] = [:]
    var testDescription: String { format }
  }

  static let known = [
    Known(format: "hledger-print-csv", nets: ["1INCH 1 40.5", "EUR 3 -12.15"]),
    Known(format: "hledger-print-json", file: "ledger.json", nets: ["BTC 2 0", "EUR 4 0"]),
    Known(
      format: "hledger-register-csv",
      nets: ["$ 1 -0.99", "1INCH 1 5.5", "BTC 1 0.0125", "EUR 2 1375"]),
    Known(
      format: "hledger-balance-csv",
      balances: [
        "ours 1INCH 5.5", "ours BTC 0.0125", "ours EUR -2500", "ours EUR 1375",
        "ours USDC 1626.793211",
      ], ignored: ["total": 1]),
    Known(
      format: "hledger-balance-bare-csv",
      balances: ["ours BTC 0.0125", "ours EUR 1375", "ours USDC 1626.793211"],
      ignored: ["total": 3]),
    Known(format: "hledger-aregister-csv", nets: ["BTC 1 0.0125", "EUR 3 1000"]),
    Known(format: "ledger-cli-csv", nets: ["$ 1 -12.15", "1INCH 1 40.5", "EUR 2 0"]),
    Known(format: "bean-query-csv", nets: ["ETH 2 0", "EUR 2 0"]),
    Known(format: "bean-query-position-csv", nets: ["BTC 1 0.0125", "EUR 2 1375"]),
    Known(format: "gnucash-complex-csv", nets: ["BTC 1 0.0125", "EUR 3 -1125"]),
    Known(
      format: "rotki-generic-events",
      nets: [
        "ETH 1 0.0125", "EUR 1 2500",
        "eip155:1/erc20:0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48 2 -376",
      ]),
    Known(format: "generic-csv", nets: ["BTC 1 0.0125", "EUR 3 -1502.81", "USDC 1 1500.25"]),
    Known(format: "generic-debit-credit-csv", nets: ["BTC 2 0", "EUR 3 -5"]),
    Known(
      format: "generic-json", file: "ledger.json",
      nets: ["BTC 1 0.0125", "EUR 2 -1127.81", "USDC 1 1500.25"]),
  ]

  @Test(arguments: known)
  func `a sample is recognised and read whole`(known: Known) throws {
    let dump = try Dump([place(known)], side: .ledger, terms: Dump.everyAccount())
    #expect(dump.formats == [known.format])
    #expect(dump.nets == known.nets)
    #expect(dump.balances == known.balances)
    #expect(dump.ignored == known.ignored)
    #expect(dump.refusals.isEmpty)
    #expect(dump.isBalanced)
  }

  @Test func `every format has a sample that is tested`() {
    #expect(
      Set(VenueFormat.ledgers.map(\.format.name)) == Set(Self.known.map(\.format)))
  }

  @Test(arguments: known, [0x7A, 0x51DE] as [UInt64])
  func `the order of lines has no meaning`(known: Known, seed: UInt64) throws {
    guard known.file == "ledger.csv", known.format != "hledger-aregister-csv" else { return }
    let text = try String(contentsOf: place(known), encoding: .utf8)
    var lines = text.split(separator: "\n").map(String.init)
    let header = known.format == "ledger-cli-csv" ? [] : [lines.removeFirst()]
    var generator = SeededGenerator(seed: seed)
    lines.shuffle(using: &generator)
    let whole = try Dump(text: text, side: .ledger, terms: Dump.everyAccount())
    let shuffled = try Dump(
      text: (header + lines).joined(separator: "\n"), side: .ledger, terms: Dump.everyAccount())
    #expect(shuffled.entries.sorted() == whole.entries.sorted(), "seed \(seed)")
    #expect(shuffled.balances == whole.balances, "seed \(seed)")
  }

  private func place(_ known: Known) -> URL {
    Places.root.appending(path: "samples/\(known.format)/\(known.file)")
  }
}
