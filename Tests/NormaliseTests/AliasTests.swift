import Accounting
import Normalise
import TestSupport
import Testing

/// Codes to assets: what is renamed, what never is, and how either is told.
@Suite struct AliasTests {
  static func run(
    _ codes: [String], year: Int = 2025, aliases: [String: String] = [:]
  ) throws -> StatementRun {
    let lines = codes.enumerated().map { index, code in
      "x\(index),\(year)-03-01 10:00:00 UTC,Receive,\(code),1,EUR,,,,,\n"
    }
    return try StatementRun(
      CoinbaseRetailTests.v4 + lines.joined(), terms: SourceTerms(aliases: aliases))
  }

  func assets(_ run: StatementRun) -> [String] {
    (0..<run.book.entries.count).map { run.asset(run.book.entries.asset[$0]) }
  }

  @Test(
    arguments: [
      ("CGLD", "CELO", 2025), ("MCDAI", "DAI", 2020), ("ZETACHAIN", "ZETA", 2025),
      ("UST", "USTC", 2022), ("LUNA", "LUNC", 2021), ("LUNA", "LUNC", 2022),
      ("LUNA", "LUNA", 2023),
    ])
  func `a code means its asset of the time`(code: String, asset: String, year: Int) throws {
    let run = try Self.run([code, code], year: year)
    #expect(assets(run) == [asset, asset])
    #expect(run.warnings == [])
    let used = run.normalised.aliases
    #expect(
      used
        == (code == asset ? [] : [AliasUse(venue: "coinbase", code: code, asset: asset, count: 2)]))
  }

  @Test func `wrapped, bridged and staked tokens stay themselves`() throws {
    let codes = [
      "WBTC", "cbBTC", "WETH", "stETH", "wstETH", "cbETH", "BETH", "ETH2", "USDC.e", "USDbC",
      "AXLUSDC", "WLUNA", "MATIC", "POL", "USD", "USDC",
    ]
    let run = try Self.run(codes)
    #expect(assets(run) == codes)
    #expect(run.normalised.aliases == [])
    #expect(run.warnings == [])
  }

  @Test func `a code no table knows is kept and told once`() throws {
    let run = try Self.run(["NOVEL", "BTC", "NOVEL", "btc", "JPY"])
    #expect(assets(run) == ["NOVEL", "BTC", "NOVEL", "btc", "JPY"])
    #expect(run.warnings == ["asset-unmapped", "asset-unmapped"])
    #expect(run.normalised.warnings.map(\.place.text) == ["statement:2:36", "statement:5:36"])
    #expect(run.normalised.warnings.allSatisfy { $0.severity == .warning })
  }

  @Test func `a refused line uses no alias and tells no code`() throws {
    let run = try StatementRun(
      CoinbaseRetailTests.v4 + "x,2025-03-01 10:00:00 UTC,Buy,NOVEL,1,EUR,,,bad,,\n"
        + "y,2025-03-01 10:00:00 UTC,Buy,CGLD,1,EUR,,,bad,,\n")
    #expect(run.codes == ["amount-not-decimal", "amount-not-decimal"])
    #expect(run.warnings == [])
    #expect(run.normalised.aliases == [])
  }

  @Test func `the settings' alias goes before the table and is told`() throws {
    let run = try Self.run(["CGLD", "NOVEL"], aliases: ["CGLD": "GLD", "NOVEL": "BTC"])
    #expect(assets(run) == ["GLD", "BTC"])
    #expect(
      run.normalised.aliases == [
        AliasUse(venue: "coinbase", code: "CGLD", asset: "GLD", count: 1),
        AliasUse(venue: "coinbase", code: "NOVEL", asset: "BTC", count: 1),
      ])
  }

  @Test(arguments: ["-", ".", "A,B", "A\u{200B}B", "\u{202E}BTC"])
  func `a malformed code refuses its line`(code: String) throws {
    #expect(try Self.run(["\"\(code)\""]).codes == ["asset-unknown"])
  }

  @Test func `no row of a venue makes a wrapped token the plain one`() {
    let apart: Set<String> = [
      "WBTC", "cbBTC", "tBTC", "WETH", "stETH", "wstETH", "cbETH", "BETH", "WBETH", "ETH2",
      "USDC.e", "USDbC", "AXLUSDC", "axlUSDC", "LDBTC", "LDUSDT", "WLUNA",
    ]
    let rows = AssetRow.crypto + AssetRow.byVenue.values.flatMap { $0 }
    for row in rows where apart.contains(row.code) {
      #expect(row.meaning == .asset(row.code), "\(row.code)")
    }
    #expect(rows.count { apart.contains($0.code) } > 15)
  }

  @Test func `the table has one row a venue, code and time`() {
    for (venue, rows) in AssetRow.byVenue.merging(["*": AssetRow.crypto], uniquingKeysWith: +) {
      for (code, same) in Dictionary(grouping: rows, by: \.code) where same.count > 1 {
        #expect(same.count == 2 && same[0].until != nil && same[1].until == nil, "\(venue) \(code)")
      }
    }
  }
}
