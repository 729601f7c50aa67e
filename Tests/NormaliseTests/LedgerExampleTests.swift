import Accounting
import Normalise
import Testing

/// The example dumps outside the repository; the truth is in their SOURCES.md.
@Suite(.enabled(if: Dump.hasExamples, "no ../shared/formats/examples"))
struct LedgerExampleTests {
  struct Known: Sendable, CustomTestStringConvertible {
    var file: String
    var format: String
    var nets: [String]
    var refusals: [String] = []
    var testDescription: String { file }
  }

  static let journal = ["BTC 1 0.05", "EUR 4 -3000", "USDC 4 0"]
  static let known = [
    Known(file: "hledger_print.json", format: "hledger-print-json", nets: journal),
    Known(file: "hledger_print.csv", format: "hledger-print-csv", nets: journal),
    Known(file: "hledger_register.csv", format: "hledger-register-csv", nets: journal),
    Known(file: "ledger_cli.csv", format: "ledger-cli-csv", nets: journal),
    Known(
      file: "hledger_aregister.csv", format: "hledger-aregister-csv",
      nets: ["BTC 1 0.05", "EUR 2 1988", "USDC 1 -1500"]),
    Known(
      file: "bean_query.csv", format: "bean-query-csv",
      nets: ["BTC 1 0.05", "EUR 4 -3000", "USDC 2 0"]),
    Known(
      file: "bean_query_position.csv", format: "bean-query-position-csv",
      nets: ["BTC 1 0.05", "EUR 4 -3000", "USDC 2 0"]),
    Known(
      file: "gnucash_complex_v5.csv", format: "gnucash-complex-csv",
      nets: ["BTC 1 0.05", "EUR 4 -3000"]),
    Known(
      file: "generic_signed.csv", format: "generic-csv",
      nets: ["BTC 1 0.05", "EUR 2 -3012", "USDC 1 1500"]),
    Known(
      file: "generic_debit_credit.csv", format: "generic-debit-credit-csv",
      nets: ["BTC 2 0", "EUR 3 0"]),
    Known(
      file: "rotki_generic_events.csv", format: "rotki-generic-events",
      nets: [
        "BTC 1 -0.091", "ETH 1 0.0513", "EUR 1 1000",
        "eip155:1/erc20:0x6B175474E89094C44Da98b954EedeAC495271d0F 1 1000",
        "eip155:1/erc20:0xB8c77482e45F1F44dE1745F52C74426C631bDD52 1 -1.01",
        "eip155:1/erc20:0xdAC17F958D2ee523a2206206994597C13D831ec7 2 -100",
      ],
      refusals: ["type-unknown 8:1"]),
  ]

  @Test(arguments: known)
  func `a dump is recognised and read to its known figures`(known: Known) throws {
    var terms = Dump.everyAccount()
    if known.format == "gnucash-complex-csv" { terms.dateOrder = .monthDayYear }
    let dump = try Dump.example(["ledger/\(known.file)"], terms: terms)
    #expect(dump.formats == [known.format])
    #expect(dump.nets == known.nets)
    #expect(dump.refusals == known.refusals)
    #expect(dump.ignored.isEmpty)
    #expect(dump.isBalanced)
  }

  @Test func `the dumps of one journal agree entry by entry`() throws {
    let terms = SourceTerms(accountRules: [
      AccountRule(pattern: Pattern("assets:exchange:coinbase*"), account: "coinbase/main"),
      AccountRule(pattern: Pattern("assets:exchange:dydx*"), account: "dydx/main"),
    ])
    let files = [
      "hledger_print.csv", "hledger_print.json", "hledger_register.csv", "ledger_cli.csv",
    ]
    let dumps = try files.map { try Dump.example(["ledger/\($0)"], terms: terms) }
    let first = dumps[0].entries.sorted()
    #expect(first.count == 6)
    #expect(first.contains { $0.hasSuffix(.reference("DEP-1")) })
    for dump in dumps {
      #expect(dump.entries.sorted() == first)
      #expect(dump.ignored == ["other-account": 3])
      #expect(dump.isBalanced)
    }
  }

  @Test func `the entries of an account come to its stated balance`() throws {
    let terms = SourceTerms(accountRules: [
      AccountRule(pattern: Pattern("assets:exchange:coinbase"), account: "coinbase/main")
    ])
    let dump = try Dump.example(
      ["ledger/hledger_balance.csv", "ledger/hledger_print.csv"], terms: terms)
    #expect(dump.nets == ["BTC 1 0.05", "EUR 2 1988", "USDC 1 -1500"])
    #expect(
      dump.balances == [
        "coinbase/main BTC 0.05", "coinbase/main EUR 1988", "coinbase/main USDC -1500",
      ])
    #expect(dump.ignored == ["other-account": 4 + 5, "total": 1])
  }

  @Test func `every balance of the report is read but the total`() throws {
    let terms = SourceTerms(
      accountRules: [
        "assets:bank:main", "assets:exchange:coinbase", "assets:exchange:dydx",
        "expenses:fees:coinbase", "expenses:funding:dydx",
      ].map { AccountRule(pattern: Pattern($0), account: $0) })
    let dump = try Dump.example(["ledger/hledger_balance.csv"], terms: terms)
    #expect(
      dump.balances == [
        "assets:bank:main EUR -5000", "assets:exchange:coinbase BTC 0.05",
        "assets:exchange:coinbase EUR 1988", "assets:exchange:coinbase USDC -1500",
        "assets:exchange:dydx USDC 1499.981562", "expenses:fees:coinbase EUR 12",
        "expenses:funding:dydx USDC 0.018438",
      ])
    #expect(dump.ignored == ["total": 1])
  }

  @Test func `an account register's balances run with its changes`() throws {
    let dump = try Dump.example(
      ["ledger/hledger_aregister.csv"], terms: SourceTerms(account: "coinbase/main"))
    #expect(
      dump.book.running.map { "\($0.amount)" } == ["5000", "0.05", "1988", "-1500"])
  }

  @Test func `dates whose order is not declared are refused`() throws {
    let dump = try Dump.example(["ledger/gnucash_complex_v5.csv"], terms: Dump.everyAccount())
    #expect(dump.refusals == (2...6).map { "date-ambiguous \($0):1" })
    #expect(dump.nets.isEmpty)
  }
}
