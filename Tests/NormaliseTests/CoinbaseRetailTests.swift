import Accounting
import Normalise
import TestSupport
import Testing

/// The reading rules of the retail report, over lines of our own making.
@Suite struct CoinbaseRetailTests {
  static let v4 =
    "ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,"
    + "Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes\n"

  /// A V4 report of lines without id and time in front: `type,asset,quantity,currency,…`.
  static func v4(_ lines: [String]) -> String {
    v4
      + lines.enumerated().map { index, line in
        "id\(index),2025-03-01 10:00:0\(index) UTC,\(line)\n"
      }
      .joined()
  }

  static func run(_ lines: String...) throws -> StatementRun { try StatementRun(v4(lines)) }

  @Test(
    arguments: [
      ("Buy,ETH,2,EUR,,100,103,3,", ["ETH 2 trade", "EUR -100 trade", "EUR -3 fee"]),
      (
        "Advanced Trade Buy,ETH,2,EUR,,100,103,3,", ["ETH 2 trade", "EUR -100 trade", "EUR -3 fee"]
      ),
      ("Advance Trade Buy,ETH,2,EUR,,100,103,3,", ["ETH 2 trade", "EUR -100 trade", "EUR -3 fee"]),
      ("Credit,ETH,2,EUR,,100,103,3,", ["ETH 2 trade", "EUR -100 trade", "EUR -3 fee"]),
      ("Sell,ETH,-2,EUR,,100,97,3,", ["ETH -2 trade", "EUR 100 trade", "EUR -3 fee"]),
      ("Sell,ETH,2,EUR,,-100,-97,-3,", ["ETH -2 trade", "EUR 100 trade", "EUR -3 fee"]),
      (
        "Advanced Trade Sell,ETH,2,EUR,,100,97,3,", ["ETH -2 trade", "EUR 100 trade", "EUR -3 fee"]
      ),
      ("Buy,ETH,2,EUR,,100,100,,", ["ETH 2 trade", "EUR -100 trade"]),
      ("Buy,EUR,10,EUR,,10,10,0,Bought 10 EUR for 10 EUR", ["EUR 10 trade", "EUR -10 trade"]),
      ("Send,BTC,0.5,EUR,,,,,", ["BTC -0.5 withdrawal"]),
      ("Send,BTC,-0.5,EUR,,,,,", ["BTC -0.5 withdrawal"]),
      ("Receive,BTC,1.0e-08,EUR,,\"\",\"\",\"\",", ["BTC 0.00000001 deposit"]),
      ("Deposit,EUR,10,EUR,,10,10,0,", ["EUR 10 deposit"]),
      ("Withdrawal,EUR,-10,EUR,,10,10,0,", ["EUR -10 withdrawal"]),
      ("Exchange Deposit,BTC,0.5,EUR,,,,,", ["BTC -0.5 transfer"]),
      ("Pro Deposit,BTC,-0.5,EUR,,,,,", ["BTC -0.5 transfer"]),
      ("Prime Deposit,BTC,0.5,EUR,,,,,", ["BTC -0.5 transfer"]),
      ("Exchange Withdrawal,BTC,0.5,EUR,,,,,", ["BTC 0.5 transfer"]),
      ("Pro Withdrawal,BTC,-0.5,EUR,,,,,", ["BTC 0.5 transfer"]),
      ("Staking Income,SOL,0.5,EUR,,€1,€2,€1,", ["SOL 0.5 income"]),
      ("Interest payout,SOL,0.5,EUR,,,,,", ["SOL 0.5 income"]),
      ("Subscription Rebates (24 Hours),EUR,1,EUR,,,,,", ["EUR 1 rebate"]),
      ("Card Spend,EUR,1,EUR,,,,,", ["EUR -1 withdrawal"]),
      ("Admin Debit,EUR,1,EUR,,,,,", ["EUR -1 adjustment"]),
      ("Cash to Savings,EUR,1,EUR,,,,,", ["EUR -1 transfer"]),
      ("Savings to Cash,EUR,1,EUR,,,,,", ["EUR 1 transfer"]),
      ("Retail Staking Transfer,ATOM,-1,EUR,,,,,", ["ATOM -1 staking"]),
      ("Asset Migration,MATIC,-1,EUR,,,,,", ["MATIC -1 conversion"]),
      ("Retail Eth2 Deprecation,ETH2,-1,EUR,,,,,", ["ETH2 -1 conversion"]),
      ("Staking Income,SOL,0,EUR,,,,,", []),
      ("Deposit,EUR,\"1,000.50\",EUR,,,,,", ["EUR 1000.5 deposit"]),
      ("Send,BTC,\u{2212}0.5,EUR,,,,,", ["BTC -0.5 withdrawal"]),
    ])
  func `a type gives its legs`(line: String, legs: [String]) throws {
    let run = try Self.run(line)
    #expect(run.codes == [])
    #expect(run.legs == legs)
  }

  @Test(
    arguments: [
      (
        "SHIB,1,CZK,,0,0,0,Bought 1 SHIB for 0.00002546208 USDC on SHIB-USDC "
          + "at 0.00002526 USDC/SHIB",
        ["SHIB 1 trade", "USDC -0.00002526 trade", "USDC -0.00000020208 fee"]
      ),
      ("ETH,2,CZK,,9,9,1,Bought 2 ETH for 103 EUR", ["ETH 2 trade", "EUR -103 trade"]),
      (
        "ETH,2,CZK,,9,9,1,Bought 2 ETH for €103.00 EUR using Visa",
        ["ETH 2 trade", "EUR -103 trade"]
      ),
      ("ETH,2,CZK,,9,9,1,\"Bought 2 ETH for € 1,103.00 EUR\"", ["ETH 2 trade", "EUR -1103 trade"]),
      (
        "ETH,2,EUR,,100,103,3,Bought 2 ETH for €103.00",
        ["ETH 2 trade", "EUR -100 trade", "EUR -3 fee"]
      ),
      ("ETH,2,CZK,,9,9,1,Bought 2 ETH for €103.00", ["ETH 2 trade", "EUR -103 trade"]),
      ("ETH,2,CZK,,9,9,1,Bought 2 ETH for €103.00 EUR.", ["ETH 2 trade", "EUR -103 trade"]),
      (
        "ETH,2,EUR,,100,103,3,\"Bought 2 ETH for €103.00 EUR, using EUR Wallet\"",
        ["ETH 2 trade", "EUR -100 trade", "EUR -3 fee"]
      ),
      ("ETH,2,EUR,,100,103,3,thank you", ["ETH 2 trade", "EUR -100 trade", "EUR -3 fee"]),
    ])
  func `notes say where a buy settled`(line: String, legs: [String]) throws {
    let run = try Self.run("Buy," + line)
    #expect(run.codes == [])
    #expect(run.legs == legs)
    #expect(run.warnings == [])
  }

  @Test func `a sale that settled elsewhere gives its fee off`() throws {
    let run = try Self.run(
      "Advanced Trade Sell,ETH,-2,CZK,,9,9,1,Sold 2 ETH for 99.5 USDC on ETH-USDC at 50 USDC/ETH")
    #expect(run.legs == ["ETH -2 trade", "USDC 100 trade", "USDC -0.5 fee"])
  }

  @Test(
    arguments: [
      ("€100.00", "100"), ("€ 100", "100"), ("-€100", "100"), ("€-100", "100"),
      ("\"€1,234.56\"", "1234.56"), ("(€53.62)", "53.62"), ("50.00 EUR", "50"),
      ("\u{2212}€3.10", "3.1"), ("€\u{A0}7", "7"), ("1\u{202F}234.5", "1234.5"),
      ("€338.926980000000000000000001", "338.926980000000000000000001"), ("1e2", "100"),
      ("+5", "5"), (".5", "0.5"), ("EUR 5", "5"),
    ])
  func `a money cell is read as dressed`(cell: String, amount: String) throws {
    let run = try Self.run("Buy,ETH,2,EUR,,,\(cell),,")
    #expect(run.codes == [])
    #expect(run.legs == ["ETH 2 trade", "EUR -\(amount) trade"])
  }

  @Test(
    arguments: [
      ("\"1,23\"", "amount-not-decimal"), ("\"€0,123\"", "amount-not-decimal"),
      ("\"1,2345.6\"", "amount-not-decimal"),
      ("\"12,34,567\"", "amount-not-decimal"), ("\"1.234,56\"", "amount-not-decimal"),
      ("\"1,234 567\"", "amount-not-decimal"), ("abc5", "amount-not-decimal"),
      ("(-5)", "amount-not-decimal"), ("--5", "amount-not-decimal"), ("5-", "amount-not-decimal"),
      ("€", "amount-not-decimal"), ("\"1234,567\"", "amount-not-decimal"),
      ("(5", "amount-not-decimal"), ("1e", "amount-not-decimal"), ("0x10", "amount-not-decimal"),
      ("£5", "currency-differs"), ("5 USD", "currency-differs"),
      ("1e999999999", "amount-too-long"), ("", "amount-missing"),
      ("123456789012345678901234567890123456789", "amount-too-long"),
    ])
  func `any other money cell refuses the line at its place`(cell: String, code: String) throws {
    let line = "Buy,ETH,2,EUR,,,\(cell),,"
    let run = try Self.run("Deposit,EUR,1,EUR,,,,,", line)
    #expect(run.codes == [code])
    #expect(run.legs == ["EUR 1 deposit"])
    let place = run.book.refused[0].diagnostic.place
    #expect(place.line == 3)
    let before = "id1,2025-03-01 10:00:01 UTC,Buy,ETH,2,EUR,,,".utf8.count
    #expect(place.column == before + (cell.hasPrefix("\"") ? 2 : 1))
    #expect(run.book.tallies[0].isBalanced)
  }

  @Test(
    arguments: [
      ("Gift,BTC,1,EUR,,,,,", "type-unknown", 29),
      ("Buy,ETH,1 2,EUR,,,5,,", "amount-not-decimal", 37),
      ("Buy,ETH,,EUR,,,5,,", "amount-missing", 37), ("Send,,1,EUR,,,,,", "asset-unknown", 34),
      ("Send,B TC,1,EUR,,,,,", "asset-unknown", 34),
      ("Buy,ETH,1,,,,5,,", "asset-unknown", 39),
      ("Buy,ETH,1,EUR,,,5,,Bought ETH", "notes-unreadable", 48),
      ("Buy,ETH,1,EUR,,,5,,Sold 1 ETH for 5 EUR", "notes-unreadable", 48),
      ("Convert,ETH,1,EUR,,,5,,", "notes-unreadable", 52),
      ("Convert,ETH,1,EUR,,,5,,Converted 1 BTC to 5 SOL", "conversion-unclear", 37),
      ("Convert,ETH,-1,EUR,,,5,,Converted 1 BTC to 1 ETH", "conversion-unclear", 41),
    ])
  func `a line that cannot be understood is refused at its place`(
    line: String, code: String, column: Int
  ) throws {
    let run = try Self.run(line)
    #expect(run.codes == [code])
    #expect(run.book.entries.isEmpty)
    #expect(run.book.refused[0].diagnostic.place.text == "statement:2:\(column)")
    #expect(run.book.refused[0].account == "coinbase/main")
  }

  @Test func `a ragged line is refused and the others go on`() throws {
    let run = try Self.run("Deposit,EUR,1,EUR,,,,,", "Deposit,EUR,1", "Deposit,EUR,2,EUR,,,,,")
    #expect(run.codes == ["ragged-line"])
    #expect(run.legs == ["EUR 1 deposit", "EUR 2 deposit"])
    #expect(run.book.refused[0].account == "coinbase/main")
    #expect(run.book.tallies[0].isBalanced)
  }

  @Test func `a date with slashes is refused, never guessed`() throws {
    let run = try StatementRun(Self.v4 + "id,5/6/25 1:12,Deposit,EUR,1,EUR,,,,,\n")
    #expect(run.codes == ["date-ambiguous"])
    #expect(run.book.refused[0].diagnostic.place.text == "statement:2:4")
  }

  @Test func `a time without zone is refused`() throws {
    let run = try StatementRun(Self.v4 + "id,2025-05-06 01:12:00,Deposit,EUR,1,EUR,,,,,\n")
    #expect(run.codes == ["zone-missing"])
  }

  @Test func `the reference is the ID as written`() throws {
    let text = Self.v4(["Buy,ETH,2,EUR,,100,103,3,"])
    let run = try StatementRun(text)
    #expect((0..<3).map { run.reference($0, in: text) } == ["id0", "id0", "id0"])
    #expect(run.book.entries.reference[0] != .none)
  }
}
