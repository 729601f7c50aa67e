import Accounting
import Foundation
import Ingest
import Normalise
import TestSupport
import Testing

/// Every file of the examples beside the checkout against what its `SOURCES.md` states; skipped on
/// machines that do not have them.
@Suite(.enabled(if: Places.shared("formats/examples/coinbase") != nil))
struct CoinbaseExampleTests {
  static let folder = Places.shared("formats/examples/coinbase")

  /// Which format each file is.
  static let formats = [
    "advanced_accounts.json": "coinbase-advanced-accounts",
    "advanced_fills.json": "coinbase-advanced-fills",
    "app_v2_transactions.json": "coinbase-app-v2-transactions",
    "exchange_accounts.json": "coinbase-exchange-accounts",
    "exchange_fills.json": "coinbase-exchange-fills",
    "exchange_ledger_usd.json": "coinbase-exchange-ledger",
    "legacy_wallet_report.csv": "coinbase-retail-v0",
    "prime_transactions.csv": "coinbase-prime-transactions",
    "pro_account_statement.csv": "coinbase-pro-account",
    "pro_fills.csv": "coinbase-pro-fills",
    "retail_us_tax_report_crlf.csv": "coinbase-retail-us-tax",
    "retail_v1_eur.csv": "coinbase-retail-v1",
    "retail_v2_mixed.csv": "coinbase-retail-v2",
    "retail_v3_advance_trade_buy_noblank.csv": "coinbase-retail-v3",
    "retail_v3_buy_cp1252.csv": "coinbase-retail-v3",
    "retail_v3_convert.csv": "coinbase-retail-v3",
    "retail_v3_deposit.csv": "coinbase-retail-v3",
    "retail_v3_receive_exponent.csv": "coinbase-retail-v3",
    "retail_v3_sell_bom.csv": "coinbase-retail-v3",
    "retail_v3_stakereward_exponent.csv": "coinbase-retail-v3",
    "retail_v4_buy_cp1252.csv": "coinbase-retail-v4",
    "retail_v4_eur_symbols.csv": "coinbase-retail-v4",
    "retail_v4_learningreward_2025_bom.csv": "coinbase-retail-v4",
    "retail_v4_mixed_no_preamble.csv": "coinbase-retail-v4",
    "retail_v4_staking_transfer_cp1252.csv": "coinbase-retail-v4",
    "retail_v5_addresses.csv": "coinbase-retail-v5",
  ]

  @Test func `every example file is in the table and in SOURCES`() throws {
    let folder = try #require(Self.folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0 != "SOURCES.md" }
    #expect(names.sorted() == Self.formats.keys.sorted())
    #expect(try KnownFile.all().map(\.name).sorted() == names.sorted())
  }

  @Test(arguments: try KnownFile.all())
  func `legs, nets and balances are what SOURCES states`(known: KnownFile) throws {
    let run = try known.run()
    #expect(run.formats == [Self.formats[known.name]])
    #expect(run.book.tallies.map(\.isBalanced) == [true])
    guard let rows = known.rows else { return }
    #expect(run.codes == [])
    #expect(run.book.tallies[0].read == rows)
    #expect(run.book.tallies[0].duplicates == 0)
    let totals = try run.totals().mapValues(\.description)
    #expect(totals == known.totals)
    #expect(run.stated() == known.balances)
    #expect(run.book.tallies[0].ignored.values.reduce(0, +) == known.withoutEntries)
  }

  @Test(arguments: ["pro_account_statement.csv", "exchange_ledger_usd.json"])
  func `running balances follow from the amounts`(name: String) throws {
    let known = try #require(try KnownFile.all().first { $0.name == name })
    let run = try known.run()
    var rows = run.book.running
    if name.hasSuffix(".json") { rows.reverse() }
    #expect(rows.count == run.book.entries.count)
    var last: [NameID: Amount] = [:]
    var checked = 0
    for running in rows {
      let entry = run.book.entries[running.row]
      if let before = last[entry.asset] {
        #expect(try before.adding(entry.amount) == running.amount)
        checked += 1
      }
      last[entry.asset] = running.amount
    }
    #expect(checked == known.runningChecks)
  }

  @Test func `dates a spreadsheet rewrote are refused line by line`() throws {
    let known = try #require(
      try KnownFile.all().first { $0.name == "legacy_wallet_report.csv" })
    let run = try known.run()
    #expect(run.book.entries.isEmpty)
    #expect(run.book.tallies[0].read == 28)
    #expect(run.codes == Array(repeating: "date-ambiguous", count: 28))
    #expect(run.book.refused[0].diagnostic.place.text == "legacy_wallet_report.csv:6:1")
    #expect(run.book.refused[0].account == "coinbase/main")
  }

  @Test func `only completed transactions of the app count`() throws {
    let known = try #require(
      try KnownFile.all().first { $0.name == "app_v2_transactions.json" })
    let run = try known.run()
    #expect(run.codes == [])
    #expect(run.book.tallies[0].ignored == ["not-completed": 2])
    #expect(
      run.entries == ["coinbase/main BTC -5 transfer", "coinbase/main BTC -0.001 withdrawal"])
  }

  @Test func `notes that contradict the total are told, not believed`() throws {
    let known = try #require(
      try KnownFile.all().first { $0.name == "retail_v3_advance_trade_buy_noblank.csv" })
    let run = try known.run()
    #expect(run.codes == [])
    #expect(run.legs == ["BTC 0.564634 trade", "EUR -54321230.61 trade", "EUR -0.99 fee"])
    #expect(run.warnings == ["notes-differ"])
  }

  @Test func `the ledger of one currency is refused until the currency is declared`() throws {
    let file = try #require(Places.shared("formats/examples/coinbase/exchange_ledger_usd.json"))
    let run = try StatementRun([("ledger.json", Array(try Data(contentsOf: file)))])
    #expect(run.codes == Array(repeating: "currency-missing", count: 5))
  }

  @Test(
    arguments: [
      "retail_v4_mixed_no_preamble.csv", "retail_v5_addresses.csv", "pro_account_statement.csv",
      "retail_us_tax_report_crlf.csv", "prime_transactions.csv", "retail_v2_mixed.csv",
    ], [1, 2, 3] as [UInt64])
  func `shuffled lines give the same totals`(name: String, seed: UInt64) throws {
    let known = try #require(try KnownFile.all().first { $0.name == name })
    var lines = String(decoding: try known.content(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let header = try #require(
      lines.lastIndex { $0.lowercased().contains("asset") || $0.contains("Portfolio") })
    var data = lines[(header + 1)...].filter { !$0.isEmpty }
    var generator = SeededGenerator(seed: seed)
    data.shuffle(using: &generator)
    lines = Array(lines[...header]) + data
    let text = lines.joined(separator: "\n")
    let run = try StatementRun([(name, Array(text.utf8))])
    #expect(try run.totals().mapValues(\.description) == known.totals, "seed \(seed)")
  }
}

/// What `SOURCES.md` states of one file.
struct KnownFile: Sendable, CustomTestStringConvertible {
  var name: String
  /// Nil where only the structure is known.
  var rows: Int?
  var withoutEntries = 0
  /// `3 legs net -1.5` by asset.
  var totals: [String: String] = [:]
  /// `BTC 1.5`, sorted.
  var balances: [String] = []
  var runningChecks = 0
  var currency: String?

  var testDescription: String { name }

  static func all() throws -> [KnownFile] {
    guard let folder = Places.shared("formats/examples/coinbase") else { return [] }
    let text = try String(contentsOf: folder.appending(path: "SOURCES.md"), encoding: .utf8)
    var files: [KnownFile] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") {
        files.append(KnownFile(name: String(line.dropFirst(3))))
      } else if line.hasPrefix("- known: format") {
        files[files.count - 1].read(String(line.dropFirst("- known: ".count)))
      } else if line.hasPrefix("- parameters: currency=") {
        files[files.count - 1].currency = String(line.split(separator: "=")[1])
      }
    }
    return files
  }

  private mutating func read(_ text: String) {
    for part in text.components(separatedBy: "; ") {
      let words = part.split(separator: " ").map(String.init)
      if words[0] == "rows" {
        rows = Int(words[1])
        if words.count > 2 { withoutEntries = Int(words[2].dropFirst()) ?? -1 }
      } else if words[0] == "balances" {
        balances = part.dropFirst("balances ".count).components(separatedBy: ", ")
          .map { $0.replacingOccurrences(of: "default ", with: "") }.sorted()
      } else if words.count == 5, words[2] == "legs" {
        totals[words[0]] = "\(words[1]) legs net \(words[4])"
      } else if part.contains("running balance"), let ok = words.firstIndex(of: "ok,") {
        runningChecks = Int(words[ok - 1]) ?? -1
      }
    }
  }

  func content() throws -> [UInt8] {
    let folder = try #require(Places.shared("formats/examples/coinbase"))
    return Array(try Data(contentsOf: folder.appending(path: name)))
  }

  func run() throws -> StatementRun {
    try StatementRun(
      [(name, try content())], terms: SourceTerms(currency: currency))
  }
}

extension StatementRun {
  /// Stated balances, and the running balance at each asset's last instant: `BTC 1.5`, sorted.
  func stated() -> [String] {
    var lines = book.balances.map { "\(asset($0.asset)) \($0.amount)" }
    var last: [NameID: (instant: Instant, amount: Amount)] = [:]
    let instants = book.running.map { book.entries.instant($0.row) }
    let ends = zip(instants, instants.reversed()).first { $0 != $1 }
    let isNewestFirst = ends.map { $0 > $1 } ?? false
    for running in isNewestFirst ? book.running.reversed() : book.running {
      let entry = book.entries[running.row]
      if let known = last[entry.asset], known.instant > entry.instant { continue }
      last[entry.asset] = (entry.instant, running.amount)
    }
    lines += last.map { "\(asset($0)) \($1.amount)" }
    return lines.sorted()
  }
}
