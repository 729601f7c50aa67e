import Foundation
import TestSupport
import Testing

/// `tieout inspect` on every real export beside the checkout, against what its `SOURCES.md`
/// states.
@Suite(.enabled(if: KnownExport.folder != nil, "no ../shared/formats/examples"))
struct RealExportTests {
  /// What is expected of one file beyond its page.
  struct Expected: Sendable, CustomTestStringConvertible {
    var file: String
    var format: String?
    var options: [String] = []
    /// Where it is not the page's rows; why, stands beside it.
    var lines: Int?
    var refused = 0
    var codes: [String: Int] = [:]
    /// The page adds positions up from fills; a fill is entries, not a position.
    var positionsAreOfFills = false
    /// The page knows the structure only.
    var isStructureOnly = false
    var testDescription: String { file }
  }

  static let coinbase: [Expected] = [
    Expected(file: "coinbase/advanced_accounts.json", format: "coinbase-advanced-accounts"),
    Expected(file: "coinbase/advanced_fills.json", format: "coinbase-advanced-fills"),
    // Documentation sample: two of four are pending.
    Expected(
      file: "coinbase/app_v2_transactions.json", format: "coinbase-app-v2-transactions",
      lines: 4, isStructureOnly: true),
    Expected(file: "coinbase/exchange_accounts.json", format: "coinbase-exchange-accounts"),
    Expected(file: "coinbase/exchange_fills.json", format: "coinbase-exchange-fills"),
    Expected(file: "coinbase/exchange_ledger_usd.json", format: "coinbase-exchange-ledger"),
    // A spreadsheet rewrote its dates: refused line by line, never guessed.
    Expected(
      file: "coinbase/legacy_wallet_report.csv", format: "coinbase-retail-v0", lines: 28,
      refused: 28, codes: ["date-ambiguous": 28], isStructureOnly: true),
    Expected(file: "coinbase/prime_transactions.csv", format: "coinbase-prime-transactions"),
    Expected(file: "coinbase/pro_account_statement.csv", format: "coinbase-pro-account"),
    Expected(file: "coinbase/pro_fills.csv", format: "coinbase-pro-fills"),
    Expected(
      file: "coinbase/retail_us_tax_report_crlf.csv", format: "coinbase-retail-us-tax",
      codes: ["zone-assumed": 1]),
    Expected(file: "coinbase/retail_v1_eur.csv", format: "coinbase-retail-v1"),
    Expected(file: "coinbase/retail_v2_mixed.csv", format: "coinbase-retail-v2"),
    // Its figures are invented and contradict each other: read, and said.
    Expected(
      file: "coinbase/retail_v3_advance_trade_buy_noblank.csv", format: "coinbase-retail-v3",
      lines: 1, codes: ["notes-differ": 1], isStructureOnly: true),
    // The euro sign is the one byte of windows-1252: read as that, and said.
    Expected(
      file: "coinbase/retail_v3_buy_cp1252.csv", format: "coinbase-retail-v3",
      codes: ["encoding-windows-1252": 1]),
    Expected(file: "coinbase/retail_v3_convert.csv", format: "coinbase-retail-v3"),
    Expected(file: "coinbase/retail_v3_deposit.csv", format: "coinbase-retail-v3"),
    Expected(file: "coinbase/retail_v3_receive_exponent.csv", format: "coinbase-retail-v3"),
    Expected(file: "coinbase/retail_v3_sell_bom.csv", format: "coinbase-retail-v3"),
    Expected(file: "coinbase/retail_v3_stakereward_exponent.csv", format: "coinbase-retail-v3"),
    Expected(
      file: "coinbase/retail_v4_buy_cp1252.csv", format: "coinbase-retail-v4",
      codes: ["encoding-windows-1252": 1]),
    Expected(file: "coinbase/retail_v4_eur_symbols.csv", format: "coinbase-retail-v4"),
    Expected(
      file: "coinbase/retail_v4_learningreward_2025_bom.csv", format: "coinbase-retail-v4"),
    Expected(file: "coinbase/retail_v4_mixed_no_preamble.csv", format: "coinbase-retail-v4"),
    Expected(
      file: "coinbase/retail_v4_staking_transfer_cp1252.csv", format: "coinbase-retail-v4",
      codes: ["encoding-windows-1252": 1]),
    Expected(file: "coinbase/retail_v5_addresses.csv", format: "coinbase-retail-v5"),
  ]

  static let dydx: [Expected] = [
    Expected(file: "dydx/set_a_assetPositions.json", format: "dydx-v4-asset-positions"),
    Expected(
      file: "dydx/set_a_fills.json", format: "dydx-v4-fills", positionsAreOfFills: true),
    Expected(file: "dydx/set_a_fundingPayments.json", format: "dydx-v4-funding-payments"),
    Expected(file: "dydx/set_a_perpetualPositions.json", format: "dydx-v4-perpetual-positions"),
    Expected(file: "dydx/set_a_transfers.json", format: "dydx-v4-transfers"),
    Expected(file: "dydx/v3_funding.csv", format: "dydx-v3-funding"),
    Expected(file: "dydx/v3_trades.csv", format: "dydx-v3-trades", positionsAreOfFills: true),
    Expected(file: "dydx/v3_transfers.csv", format: "dydx-v3-transfers"),
    Expected(file: "dydx/v4_assetPositions.json", format: "dydx-v4-asset-positions"),
    Expected(file: "dydx/v4_fills.json", format: "dydx-v4-fills", positionsAreOfFills: true),
    Expected(
      file: "dydx/v4_fills_enveloped.json", format: "dydx-v4-fills", positionsAreOfFills: true),
    // Rates of the market: no balance of ours changes.
    Expected(
      file: "dydx/v4_historical_funding.json", format: "dydx-v4-historical-funding", lines: 3,
      isStructureOnly: true),
    Expected(file: "dydx/v4_perpetualPositions.json", format: "dydx-v4-perpetual-positions"),
    Expected(file: "dydx/v4_subaccount.json", format: "dydx-v4-subaccount"),
    Expected(
      file: "dydx/v4_transfers_enveloped_amount_asset.json", format: "dydx-v4-transfers"),
    Expected(file: "dydx/web_funding_payments.csv", format: "dydx-v4-web-funding-payments"),
    Expected(
      file: "dydx/web_trades.csv", format: "dydx-v4-web-trades", positionsAreOfFills: true),
    // The browser writes its own local time without a zone.
    Expected(
      file: "dydx/web_transfers_en.csv", format: "dydx-v4-web-transfers",
      options: ["--zone", "UTC"]),
  ]

  static let ledger: [Expected] = [
    Expected(file: "ledger/bean_query.csv", format: "bean-query-csv"),
    Expected(file: "ledger/bean_query_position.csv", format: "bean-query-position-csv"),
    Expected(file: "ledger/generic_debit_credit.csv", format: "generic-debit-credit-csv"),
    Expected(file: "ledger/generic_signed.csv", format: "generic-csv"),
    // Dates in the order of its user's country, which the file does not name.
    Expected(
      file: "ledger/gnucash_complex_v5.csv", format: "gnucash-complex-csv",
      options: ["--date-order", "mdy"]),
    Expected(
      file: "ledger/hledger_aregister.csv", format: "hledger-aregister-csv", lines: 3,
      isStructureOnly: true),
    Expected(file: "ledger/hledger_balance.csv", format: "hledger-balance-csv"),
    Expected(file: "ledger/hledger_print.csv", format: "hledger-print-csv"),
    // The page counts transactions; a line of ours is a posting.
    Expected(file: "ledger/hledger_print.json", format: "hledger-print-json", lines: 9),
    Expected(file: "ledger/hledger_register.csv", format: "hledger-register-csv"),
    // Journals are inputs of the programs whose dumps are read, and no dumps.
    Expected(
      file: "ledger/inputs/journal.beancount", codes: ["format-unknown": 1],
      isStructureOnly: true),
    Expected(
      file: "ledger/inputs/journal.hledger", codes: ["format-unknown": 1], isStructureOnly: true),
    Expected(file: "ledger/ledger_cli.csv", format: "ledger-cli-csv"),
    // One line has the type Invalid, made to be refused; three tokens have no code of their own.
    Expected(
      file: "ledger/rotki_generic_events.csv", format: "rotki-generic-events", lines: 7,
      refused: 1, codes: ["asset-unmapped": 3, "type-unknown": 1], isStructureOnly: true),
  ]

  static let expected = coinbase + dydx + ledger

  @Test func `every file is listed, and a new one fails until it is`() throws {
    #expect(Self.expected.map(\.file).sorted() == KnownExport.present())
    #expect(Set(try KnownExport.all().map(\.file)) == Set(KnownExport.present()))
    let structureOnly = try KnownExport.all().filter { $0.rows == nil }.map(\.file)
    #expect(
      Self.expected.filter(\.isStructureOnly).map(\.file).sorted() == structureOnly.sorted())
  }

  @Test(arguments: expected)
  func `an export is read to the figures that are known of it`(expected: Expected) throws {
    let known = try #require(try KnownExport.all().first { $0.file == expected.file })
    let page = try inspected(expected, known)
    #expect(page.format == expected.format)
    var codes: [String: Int] = [:]
    for code in page.codes { codes[code, default: 0] += 1 }
    #expect(codes == expected.codes)
    guard expected.format != nil else { return }
    #expect(page.lines == expected.lines ?? known.rows)
    #expect(page.refused == expected.refused)
    #expect(page.duplicates == 0)
    #expect(page.lines == page.understood + page.duplicates + page.refused + page.ignored)
    guard !expected.isStructureOnly else { return }
    // A total line of a balance report repeats what the others say.
    let isTotal = expected.format == "hledger-balance-csv"
    #expect(page.ignored == (isTotal ? 1 : known.withoutEntries))
    #expect(page.nets == known.nets)
    if known.hasRunningBalance {
      // No line states it alone: the running balance must follow from the entries, up to the last.
      #expect(page.runningChecked == page.understood && page.divergences == 0)
      #expect(
        Set(page.nets.map { $0.split(separator: " ") }.map { "\($0[0]) \($0[2])" })
          == Set(known.balances))
    } else {
      #expect(page.balances == known.balances)
    }
    if !expected.positionsAreOfFills { #expect(page.positions == known.positions) }
  }

  /// What `tieout inspect --json` says of a file.
  private struct Page {
    var status: Int32
    var format: String?
    var lines = 0
    var understood = 0
    var refused = 0
    var duplicates = 0
    var ignored = 0
    var nets: Set<String> = []
    var balances: [String] = []
    var positions: [String] = []
    var codes: [String] = []
    var runningChecked = 0
    var divergences = 0
  }

  private func inspected(_ expected: Expected, _ known: KnownExport) throws -> Page {
    let options = expected.options + (known.currency.map { ["--currency", $0] } ?? [])
    let outcome = try Desk.with { desk in
      try desk.tieout(
        ["inspect", expected.file, "--json"] + options, in: KnownExport.folder)
    }
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let object = try #require((value as? [[String: Any]])?.first)
    func texts(_ key: String, _ first: String, _ second: String) -> [String] {
      (object[key] as? [[String: Any]] ?? []).map { item in
        "\(item[first] as? String ?? "?") \(item[second] as? String ?? "?")"
      }
      .sorted()
    }
    let diagnostics = object["diagnostics"] as? [[String: Any]] ?? []
    let totals = object["totals"] as? [String: [String: Any]] ?? [:]
    let running = object["running_balances"] as? [String: Any] ?? [:]
    let hasError = diagnostics.contains { $0["severity"] as? String == "error" }
    #expect(outcome.status == (hasError ? 4 : 0))
    #expect(RejectedCase.diagnostics(in: outcome.errors).count == 2 * diagnostics.count)
    return Page(
      status: outcome.status, format: object["format"] as? String,
      lines: object["lines"] as? Int ?? 0, understood: object["understood"] as? Int ?? 0,
      refused: object["refused"] as? Int ?? 0, duplicates: object["duplicates"] as? Int ?? 0,
      ignored: (object["ignored"] as? [String: Int] ?? [:]).values.reduce(0, +),
      nets: Set(
        totals.map { asset, total in
          "\(asset) \(total["entries"] as? Int ?? -1) \(total["net"] as? String ?? "?")"
        }),
      balances: texts("balances", "asset", "balance"),
      positions: texts("positions", "market", "size"),
      codes: diagnostics.compactMap { $0["code"] as? String },
      runningChecked: running["checked"] as? Int ?? 0,
      divergences: (running["divergences"] as? [Any] ?? []).count)
  }
}
