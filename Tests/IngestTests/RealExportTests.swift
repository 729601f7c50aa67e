import Accounting
import Foundation
import Ingest
import TestSupport
import Testing

/// Real exports beside the checkout, read in place; skipped on machines that do not have them.
/// What their fields mean is tested where they are read; here, that every file is cut whole.
@Suite struct RealExportTests {
  static func files(_ folders: [String]) -> [URL] {
    folders.flatMap { name -> [URL] in
      guard let folder = Places.shared("formats/examples/" + name) else { return [] }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }.sorted()
        .map { folder.appending(path: $0) }
    }
  }

  static let all = files([
    "binance", "bitfinex", "bitmex", "bitstamp", "bybit", "coinbase", "cryptocom", "dydx",
    "gemini", "kraken", "kucoin", "ledger", "okx",
  ])

  /// Files that need another dialect than comma and doubled quotes.
  static let semicolons = ["earn_history_semicolon.csv", "trades_v1_semicolon.csv"]

  @Test(
    .enabled(if: Places.shared("formats/examples") != nil),
    arguments: RealExportTests.all.filter { $0.pathExtension == "csv" })
  func `every real CSV export is cut without a stray quote`(file: URL) throws {
    let source = try Ingest.open(Given.file(at: file))
    let table = ScannedTable(
      source.content,
      delimiter: UInt8(ascii: Self.semicolons.contains(file.lastPathComponent) ? ";" : ","),
      escape: file.lastPathComponent == "ledger_cli.csv" ? .backslash : .doubledQuote,
      from: source.hasByteOrderMark ? 3 : 0)
    #expect(table.fault == nil)
    // One row of the BitMEX export has broken quotes as it came.
    #expect(table.strays == (file.lastPathComponent == "wallet_history.csv" ? 1 : 0))
    #expect(table.cells.count > 1)
  }

  @Test(
    .enabled(if: Places.shared("formats/examples") != nil),
    arguments: RealExportTests.all.filter { $0.pathExtension == "json" })
  func `every real JSON export is strict JSON`(file: URL) throws {
    let source = try Ingest.open(Given.file(at: file))
    #expect(source.encoding == .utf8)
    #expect(JSONTextTests.fault(source.content) == nil)
  }

  @Test(.enabled(if: Places.shared("formats/examples") != nil))
  func `an old Coinbase export has its currency in the header`() throws {
    let file = try #require(Places.shared("formats/examples/coinbase/retail_v1_eur.csv"))
    let format = Format.csv(
      "v1", ["Asset", "* Total (inclusive of fees)", "Notes"],
      CSVShape(
        headers: [
          [
            "Timestamp", "Transaction Type", "Asset", "Quantity Transacted",
            "* Spot Price at Transaction", "* Subtotal", "* Total (inclusive of fees)", "* Fees",
            "Notes",
          ]
        ], preamble: true))
    let source = try Ingest.open(Given.file(at: file))
    let recognition = try Ingest.recognise(source, among: [format])
    #expect(recognition.header == ["Asset", "EUR Total (inclusive of fees)", "Notes"])
    let cut = try Cut(source, recognition)
    #expect(cut.lines.count == 3)
    #expect(cut.lines[0].prefix(2) == ["BTC", "300.00"])
  }

  @Test(.enabled(if: Places.shared("formats/examples") != nil))
  func `a journal's amounts carry their account and date`() throws {
    let file = try #require(Places.shared("formats/examples/ledger/hledger_print.json"))
    let format = Format.json(
      "hledger",
      [
        "tdate", "tpostings.paccount", "tpostings.pamount.acommodity",
        "tpostings.pamount.aquantity.decimalMantissa",
      ],
      [JSONList(path: "[].tpostings[].pamount[]", keys: ["tdate", "tpostings"])])
    let source = try Ingest.open(Given.file(at: file))
    let cut = try Cut(source, Ingest.recognise(source, among: [format]))
    #expect(cut.lines.first == ["2024-03-01", "assets:exchange:coinbase", "EUR", "500000"])
    #expect(cut.lines.allSatisfy { !$0.contains(nil) })
    #expect(cut.outcome.refused.isEmpty)
  }
}
