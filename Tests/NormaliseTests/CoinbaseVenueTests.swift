import Accounting
import Normalise
import TestSupport
import Testing

/// Coinbase's other exports, over lines of our own making.
@Suite struct CoinbaseVenueTests {
  static let proFills =
    "portfolio,trade id,product,side,created at,size,size unit,price,fee,total,"
    + "price/fee/total unit\n"

  @Test(
    arguments: [
      (
        "BUY,2020-05-18T20:08:14.253Z,2,LTC,41.5,0.2,-83.2,EUR",
        ["LTC 2 trade", "EUR -83 trade", "EUR -0.2 fee"]
      ),
      (
        "SELL,2020-05-18T20:08:14.253Z,2,LTC,41.5,0.2,82.8,EUR",
        ["LTC -2 trade", "EUR 83 trade", "EUR -0.2 fee"]
      ),
      (
        "SELL,2020-05-18T20:08:14.253Z,2,LTC,41.5,-0.2,83.2,EUR",
        ["LTC -2 trade", "EUR 83 trade", "EUR 0.2 rebate"]
      ),
      // The total rounded to ten decimals.
      (
        "BUY,2020-05-18T20:08:14.253Z,0.01,LTC,41.5,4.9751199256E-05,-0.4150497512,EUR",
        ["LTC 0.01 trade", "EUR -0.415 trade", "EUR -0.000049751199256 fee"]
      ),
      (
        "BUY,2020-05-18T20:08:14.253Z,2,LTC,41.5,0.2,,EUR",
        ["LTC 2 trade", "EUR -83 trade", "EUR -0.2 fee"]
      ),
    ])
  func `a Pro fill has three legs`(line: String, legs: [String]) throws {
    let run = try StatementRun(Self.proFills + "main,7,LTC-EUR,\(line)\n")
    #expect(run.codes == [])
    #expect(run.legs == legs)
    #expect(run.entries.allSatisfy { $0.hasPrefix("coinbase-pro/main ") })
  }

  @Test(arguments: ["-83.21", "83.2", "-83.2000001", "-83"])
  func `a Pro fill whose total contradicts it is refused`(total: String) throws {
    let run = try StatementRun(
      Self.proFills + "main,7,LTC-EUR,BUY,2020-05-18T20:08:14.253Z,2,LTC,41.5,0.2,\(total),EUR\n")
    #expect(run.codes == ["total-differs"])
    #expect(run.book.refused[0].diagnostic.place.text == "statement:2:60")
  }

  @Test func `a Pro statement without portfolio goes to the default account`() throws {
    let text =
      "type,time,amount,balance,amount/balance unit,transfer id,trade id,order id\n"
      + "deposit,2018-03-15T10:42:31.215Z,2.5,2.5,BTC,t-1,,\n"
      + "match,2018-03-15T10:55:12.843Z,-1,1.5,BTC,,10201,o-1\n"
      + "dividend,2018-03-15T10:55:12.843Z,-1,1.5,BTC,,10201,o-1\n"
    let run = try StatementRun(text)
    #expect(
      run.entries == [
        "coinbase-pro/default BTC 2.5 deposit", "coinbase-pro/default BTC -1 trade",
      ])
    #expect((0..<2).map { run.reference($0, in: text) } == ["t-1", "10201"])
    #expect(run.book.running.map(\.amount.description) == ["2.5", "1.5"])
    #expect(run.book.entries.group[0] == .none)
    #expect(run.book.entries.group[1] != .none)
    #expect(run.codes == ["type-unknown"])
  }

  @Test func `a coin's transfers may dress up their money`() throws {
    let run = try StatementRun(
      "Timestamp,Type,BTC,Subtotal,Fees,Total,Currency,Price Per Coin,Payment Method,ID,Share\n"
        + "2017-09-29 15:40:00 -0700,Buy,0.1,\"$1,000.00\",$1.49,\"$1,001.49\",USD,1,Bank,a,\n")
    #expect(run.codes == [])
    #expect(run.legs == ["BTC 0.1 trade", "USD -1000 trade", "USD -1.49 fee"])
  }

  static func advanced(_ members: String) -> String {
    "{\"fills\":[{\"entry_id\":\"e\",\"trade_id\":\"t\",\"order_id\":\"o\","
      + "\"trade_time\":\"2024-01-15T10:30:00Z\",\"trade_type\":\"FILL\",\(members)}]}"
  }

  @Test(
    arguments: [
      (
        "\"price\":\"50\",\"size\":\"100\",\"commission\":\"0.6\",\"product_id\":\"ETH-USD\","
          + "\"size_in_quote\":true,\"side\":\"BUY\"",
        ["ETH 2 trade", "USD -100 trade", "USD -0.6 fee"]
      ),
      (
        "\"price\":\"0.4\",\"size\":\"3\",\"commission\":\"0\",\"product_id\":\"ADA-USDC\","
          + "\"size_in_quote\":true,\"side\":\"SELL\"",
        ["ADA -7.5 trade", "USDC 3 trade"]
      ),
      (
        "\"price\":\"0.4\",\"size\":\"3\",\"commission\":\"0.01\",\"product_id\":\"ADA-PERP-INTX\","
          + "\"size_in_quote\":false,\"side\":\"SELL\"", ["USDC -0.01 fee"]
      ),
      (
        "\"price\":\"0.4\",\"size\":\"3\",\"commission\":\"0.01\","
          + "\"product_id\":\"BIT-26JUL24-CDE\",\"size_in_quote\":false,\"side\":\"BUY\"",
        ["USD -0.01 fee"]
      ),
      (
        "\"price\":\"0.4\",\"size\":\"3\",\"commission\":\"0\",\"product_id\":\"ADA-PERP-INTX\","
          + "\"size_in_quote\":false,\"side\":\"SELL\"", []
      ),
    ])
  func `an Advanced fill moves what its product moves`(members: String, legs: [String]) throws {
    let run = try StatementRun(Self.advanced(members))
    #expect(run.codes == [])
    #expect(run.legs == legs)
    #expect(run.book.tallies[0].understood == 1)
  }

  @Test(
    arguments: [
      (
        "\"price\":\"3\",\"size\":\"100\",\"commission\":\"0\",\"product_id\":\"ETH-USD\","
          + "\"size_in_quote\":true,\"side\":\"BUY\"", "size-not-exact"
      ),
      (
        "\"price\":\"0\",\"size\":\"100\",\"commission\":\"0\",\"product_id\":\"ETH-USD\","
          + "\"size_in_quote\":true,\"side\":\"BUY\"", "size-not-exact"
      ),
      (
        "\"price\":\"3\",\"size\":\"100\",\"commission\":\"0\",\"product_id\":\"ETHUSD\","
          + "\"size_in_quote\":false,\"side\":\"BUY\"", "product-unknown"
      ),
      (
        "\"price\":\"3\",\"size\":\"100\",\"commission\":\"0\",\"product_id\":\"A-B-C\","
          + "\"size_in_quote\":false,\"side\":\"BUY\"", "product-unknown"
      ),
      (
        "\"price\":\"3\",\"size\":\"100\",\"commission\":\"0\",\"product_id\":\"ETH-USD\","
          + "\"size_in_quote\":false,\"side\":\"LEND\"", "type-unknown"
      ),
    ])
  func `an Advanced fill that does not come out exactly is refused`(
    members: String, code: String
  ) throws {
    #expect(try StatementRun(Self.advanced(members)).codes == [code])
  }

  @Test func `a stated balance must be what is available and held`() throws {
    let run = try StatementRun(
      """
      [{"id":"1","currency":"BTC","balance":"0.5","available":"0.4","hold":"0.1"},
       {"id":"2","currency":"ETH","balance":"0.5","available":"0.4","hold":"0.2"}]
      """)
    #expect(run.stated() == ["BTC 0.5"])
    #expect(run.book.balances[0].held.description == "0.1")
    #expect(run.codes == ["balance-differs"])
    #expect(run.book.refused[0].diagnostic.place.line == 2)
  }

  static func app(_ members: String) -> String {
    "{\"data\":[{\"id\":\"x\",\"native_amount\":{\"amount\":\"1\",\"currency\":\"USD\"},"
      + "\"created_at\":\"2024-01-15T10:30:00-07:00\",\(members)}]}"
  }

  @Test(
    arguments: [
      (
        "\"type\":\"send\",\"status\":\"completed\","
          + "\"amount\":{\"amount\":\"-0.05770427\",\"currency\":\"ETH\"},"
          + "\"network\":{\"transaction_fee\":{\"amount\":\"0.00021\",\"currency\":\"ETH\"}}",
        ["ETH -0.05749427 withdrawal", "ETH -0.00021 fee"]
      ),
      (
        "\"type\":\"sell\",\"status\":\"completed\","
          + "\"amount\":{\"amount\":\"0.5\",\"currency\":\"ETH\"}", ["ETH -0.5 trade"]
      ),
      (
        "\"type\":\"sell\",\"status\":\"completed\","
          + "\"amount\":{\"amount\":\"0.5\",\"currency\":\"EUR\"}", ["EUR 0.5 trade"]
      ),
      (
        "\"type\":\"trade\",\"status\":\"completed\",\"trade\":{\"id\":\"t\"},"
          + "\"amount\":{\"amount\":\"-0.5\",\"currency\":\"ETH\"}", ["ETH -0.5 conversion"]
      ),
      (
        "\"type\":\"intx_deposit\",\"status\":\"completed\","
          + "\"amount\":{\"amount\":\"-0.5\",\"currency\":\"USDC\"}", ["USDC -0.5 transfer"]
      ),
    ])
  func `an app transaction moves its own wallet`(members: String, legs: [String]) throws {
    let run = try StatementRun(Self.app(members))
    #expect(run.codes == [])
    #expect(run.legs == legs)
    #expect(run.book.entries.instant(0).description == "2024-01-15T17:30:00Z")
  }

  @Test(
    arguments: [
      (
        "\"type\":\"gift\",\"status\":\"completed\","
          + "\"amount\":{\"amount\":\"1\",\"currency\":\"ETH\"}", "type-unknown"
      ),
      (
        "\"type\":\"send\",\"status\":\"completed\","
          + "\"amount\":{\"amount\":\"-1\",\"currency\":\"UNI\"},"
          + "\"network\":{\"transaction_fee\":{\"amount\":\"0.00021\",\"currency\":\"ETH\"}}",
        "currency-differs"
      ),
    ])
  func `an app transaction that is not understood is refused`(
    members: String, code: String
  ) throws {
    #expect(try StatementRun(Self.app(members)).codes == [code])
  }

  @Test func `the old wallet report keeps its running balance and repeats no fee`() throws {
    let header =
      "Timestamp,Balance,Amount,Currency,To,Notes,Instantly Exchanged,Transfer Total,"
      + "Transfer Total Currency,Transfer Fee,Transfer Fee Currency,Transfer Payment Method,"
      + "Transfer ID,Order Price,Order Currency,Order BTC,Order Tracking Code,"
      + "Order Custom Parameter,Order Paid Out,Recurring Payment ID,Coinbase ID,Bitcoin Hash "
      + "(visit https://www.coinbase.com/tx/[HASH] in your browser for more info)\n"
    let text =
      "Transactions\nUser,a@example.com,1\nAccount,BTC Wallet,2\n\n" + header
      + "2017-09-29 15:40:00 -0700,0.5,0.5,BTC,,,false,1000,USD,14.9,USD,Bank,tr1,,,,,,,,c1,\n"
      + "2017-09-29 15:40:00 -0700,0.5,,BTC,,Coinbase Fee,false,,,14.9,USD,Bank,tr1,,,,,,,,c2,\n"
      + "2017-10-01 15:40:00 -0700,0.3,-0.2,BTC,,,false,,,,,,,,,,,,,,c3,abcd\n"
      + "2017-10-02 15:40:00 -0700,0.2,-0.1,BTC,,,false,400,USD,6,USD,Bank,tr2,,,,,,,,c4,,\n"
      + "2017-10-03 15:40:00 -0700,0.2,,BTC,,,false,,,,,Bank,tr3,,,,,,,,c5,\n"
    let run = try StatementRun(text)
    #expect(
      run.legs == [
        "BTC 0.5 trade", "USD -985.1 trade", "USD -14.9 fee", "BTC -0.2 withdrawal",
        "BTC -0.1 trade", "USD 406 trade", "USD -6 fee",
      ])
    #expect(run.book.running.map(\.amount.description) == ["0.5", "0.3", "0.2"])
    #expect(run.book.tallies[0].ignored == ["fee-repeated": 1])
    #expect(run.codes == ["amount-missing"])
    #expect(run.book.entries.instant(0).description == "2017-09-29T22:40:00Z")
  }

  @Test func `buys and sells of one coin take the coin from the header`() throws {
    let run = try StatementRun(
      "Timestamp,Type,ETH,Subtotal,Fees,Total,Currency,Price Per Coin,Payment Method,ID,Share\n"
        + "2017-09-29 15:40:00 -0700,Buy,2,600,9,609,USD,300,Bank,x1,\n"
        + "2017-09-30 15:40:00 -0700,Sell,1,300,4,296,USD,300,Bank,x2,\n"
        + "2017-09-30 15:40:00 -0700,Lend,1,300,4,296,USD,300,Bank,x3,\n")
    #expect(
      run.legs == [
        "ETH 2 trade", "USD -600 trade", "USD -9 fee", "ETH -1 trade", "USD 300 trade",
        "USD -4 fee",
      ])
    #expect(run.codes == ["type-unknown"])
  }

  @Test func `the US report's days are UTC days unless a zone is declared`() throws {
    let text =
      "Timestamp,Transaction Type,Asset,Quantity Transacted,USD Spot Price at Transaction,"
      + "USD Amount Transacted (Inclusive of Coinbase Fees),Address,Notes\n"
      + "10/06/2015,Buy,BTC,1,247.26,\"1,249.73 USD\",,\n"
      + "10/07/2015,Convert,BTC,1,247.26,,,Converted 1 BTC to 20 ETH\n"
    let assumed = try StatementRun(text)
    #expect(assumed.warnings == ["zone-assumed"])
    #expect(
      assumed.legs == [
        "BTC 1 trade", "USD -1249.73 trade", "ETH 20 conversion", "BTC -1 conversion",
      ])
    #expect(assumed.book.entries.instant(0).description == "2015-10-06T00:00:00Z")
    let declared = try StatementRun(text, terms: SourceTerms(zone: Zone(name: "-07:00")))
    #expect(declared.warnings == [])
    #expect(declared.book.entries.instant(0).description == "2015-10-06T07:00:00Z")
  }
}
