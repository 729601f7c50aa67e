import Accounting
import Normalise
import Testing

/// What each kind of dYdX line means, and what is refused.
@Suite struct DYDXRuleTests {
  static let address = "dydx1tieoutsampleaddressaddressaddressaddres0"
  static let time = "2026-11-19T08:00:00.001Z"

  /// A fill with some members told otherwise.
  static func fill(_ changes: [String: String] = [:]) -> String {
    var members = [
      "id": "\"f-1\"", "side": "\"BUY\"", "market": "\"BTC-USD\"", "price": "\"90500\"",
      "marketType": "\"PERPETUAL\"", "size": "\"0.0105\"", "fee": "\"0.475125\"",
      "affiliateRevShare": "\"0.1\"", "orderRouterFee": "\"0.2\"", "createdAt": "\"\(time)\"",
      "orderId": "\"o-1\"", "subaccountNumber": "0",
    ]
    members.merge(changes) { $1 }
    return object(members)
  }

  static func object(_ members: [String: String]) -> String {
    "{" + members.sorted { $0.key < $1.key }.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  static func fills(_ fills: String...) -> String {
    "{\"fills\":[\(fills.joined(separator: ","))]}"
  }

  func amounts(_ dump: Dump) -> [String] {
    dump.entries.map { $0.split(separator: " ").prefix(4).joined(separator: " ") }
  }

  struct FillCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var changes: [String: String]
    var entries: [String]
  }

  @Test(arguments: [
    FillCase(
      testDescription: "a buy lowers USDC by the notional and the fee, never by its shares",
      changes: [:], entries: ["dydx/0 USDC -950.25 trade", "dydx/0 USDC -0.475125 fee"]),
    FillCase(
      testDescription: "a sale raises it", changes: ["side": "\"SELL\""],
      entries: ["dydx/0 USDC 950.25 trade", "dydx/0 USDC -0.475125 fee"]),
    FillCase(
      testDescription: "a negative fee is a rebate", changes: ["fee": "\"-0.04\""],
      entries: ["dydx/0 USDC -950.25 trade", "dydx/0 USDC 0.04 rebate"]),
    FillCase(
      testDescription: "no fee is no entry", changes: ["fee": "\"0\""],
      entries: ["dydx/0 USDC -950.25 trade"]),
    FillCase(
      testDescription: "the builder's fee is on top", changes: ["builderFee": "\"0.05\""],
      entries: [
        "dydx/0 USDC -950.25 trade", "dydx/0 USDC -0.475125 fee", "dydx/0 USDC -0.05 fee",
      ]),
    FillCase(
      testDescription: "more digits than USDC has are kept",
      changes: ["price": "\"0.000012345678901\"", "size": "\"0.000001\"", "fee": "\"0\""],
      entries: ["dydx/0 USDC -0.000000000012345678901 trade"]),
    FillCase(
      testDescription: "a spot fill moves the base too",
      changes: ["marketType": "\"SPOT\"", "market": "\"SOL-USDC\"", "size": "2", "price": "150"],
      entries: [
        "dydx/0 SOL 2 trade", "dydx/0 USDC -300 trade", "dydx/0 USDC -0.475125 fee",
      ]),
    FillCase(
      testDescription: "an isolated subaccount is an account of its own",
      changes: ["subaccountNumber": "\"128\"", "fee": "\"0\"", "orderId": "null"],
      entries: ["dydx/128 USDC -950.25 trade"]),
    FillCase(
      testDescription: "an old fill without market type is a perpetual's",
      changes: ["marketType": "null", "fee": "\"0\""], entries: ["dydx/0 USDC -950.25 trade"]),
  ])
  func `a fill's entries`(given: FillCase) throws {
    let dump = try Dump(text: Self.fills(Self.fill(given.changes)), side: .statement)
    #expect(amounts(dump) == given.entries)
    #expect(dump.refusals.isEmpty)
  }

  @Test(arguments: [
    ("side", "\"HOLD\"", "side-unknown"), ("price", "\"1,5\"", "amount-not-decimal"),
    ("price", "\"\"", "amount-missing"), ("size", "null", "amount-missing"),
    ("size", "\"NaN\"", "amount-not-decimal"), ("fee", "\"1e999999999\"", "amount-too-long"),
    ("price", "\"123456789012345678901234567890123456789\"", "amount-too-long"),
    ("createdAt", "\"19 Nov 2026\"", "time-unreadable"),
    ("createdAt", "\"2026-11-19T08:00:00\"", "zone-missing"),
    ("marketType", "\"FUTURE\"", "market-type-unknown"),
    ("subaccountNumber", "\"main\"", "subaccount-malformed"),
  ])
  func `a bad member refuses its fill and no other`(name: String, value: String, code: String)
    throws
  {
    let text = Self.fills(Self.fill([name: value]), Self.fill(["id": "\"f-2\""]))
    let dump = try Dump(text: text, side: .statement)
    #expect(dump.refusals.map { $0.prefix { $0 != " " } } == [code[...]])
    #expect(dump.book.entries.count == 2)
    #expect(dump.isBalanced)
  }

  @Test func `a product beyond 38 digits is refused, not rounded`() throws {
    let text = Self.fills(
      Self.fill(["price": "\"1.2345678901234567890123\"", "size": "\"1.2345678901234567890123\""]))
    let dump = try Dump(text: text, side: .statement)
    #expect(dump.refusals.map { $0.prefix { $0 != " " } } == ["amount-too-long"])
  }

  @Test(arguments: [
    ("transfers", "dydx-v4-transfers"),
    ("fundingPayments", "dydx-v4-funding-payments"), ("positions", "dydx-v4-asset-positions"),
    ("rewards", "dydx-v4-trading-rewards"), ("orders", "dydx-v4-orders"),
  ])
  func `an answer with nothing in it is one format and no line`(list: String, format: String)
    throws
  {
    let dump = try Dump(text: "{\"\(list)\":[]}", side: .statement)
    #expect(dump.formats == [format])
    #expect(dump.book.tallies.map(\.read) == [0])
  }

  @Test func `a spot market against another coin is refused`() throws {
    let text = Self.fills(Self.fill(["marketType": "\"SPOT\"", "market": "\"SOL-BTC\""]))
    let dump = try Dump(text: text, side: .statement)
    #expect(dump.refusals.map { $0.prefix { $0 != " " } } == ["market-unknown"])
  }

  @Test func `a fill told twice counts once, equal fills with two ids twice`() throws {
    let once = try Dump(text: Self.fills(Self.fill(), Self.fill()), side: .statement)
    #expect(once.nets == ["USDC 2 -950.725125"])
    #expect(once.book.tallies.map(\.duplicates) == [1])
    let twice = try Dump(
      text: Self.fills(Self.fill(), Self.fill(["id": "\"f-2\""])), side: .statement)
    #expect(twice.nets == ["USDC 4 -1901.45025"])
  }

  @Test func `lines of another subaccount or address are set aside by name`() throws {
    let own = SourceTerms(account: "dydx/\(Self.address)/0")
    let text = Self.fills(
      Self.fill(["fee": "0"]), Self.fill(["id": "\"f-2\"", "subaccountNumber": "128"]))
    let dump = try Dump(text: text, side: .statement, terms: own)
    #expect(amounts(dump) == ["dydx/\(Self.address)/0 USDC -950.25 trade"])
    #expect(dump.ignored == ["other-subaccount": 1])
    let foreign = try Dump(
      text: Self.transfer("DEPOSIT", to: "dydx1someoneelse", 0), side: .statement, terms: own)
    #expect(foreign.nets.isEmpty)
    #expect(foreign.ignored == ["other-address": 1])
    let upper = try Dump(
      text: Self.transfer("DEPOSIT", to: Self.address.uppercased(), 0), side: .statement,
      terms: own)
    #expect(upper.nets == ["USDC 1 12.5"])
  }

  static func transfer(
    _ type: String, from: String = "dydx1wallet", _ sender: Int? = nil, to: String = address,
    _ recipient: Int? = nil, hash: String = "\"AB01\""
  ) -> String {
    let end = { (address: String, number: Int?) in
      object(
        ["address": "\"\(address)\""].merging(
          number.map { ["subaccountNumber": "\($0)"] } ?? [:]
        ) { $1 })
    }
    let transfer = object([
      "id": "\"t-1\"", "type": "\"\(type)\"", "size": "\"12.5\"", "symbol": "\"USDC\"",
      "createdAt": "\"\(time)\"", "transactionHash": hash, "sender": end(from, sender),
      "recipient": end(to, recipient),
    ])
    return "{\"transfers\":[\(transfer)]}"
  }

  @Test(arguments: [
    ("DEPOSIT", "dydx/3 USDC 12.5 deposit"), ("WITHDRAWAL", "dydx/0 USDC -12.5 withdrawal"),
    ("TRANSFER_IN", "dydx/3 USDC 12.5 transfer"), ("TRANSFER_OUT", "dydx/0 USDC -12.5 transfer"),
  ])
  func `the type says which end of a transfer is ours`(type: String, entry: String) throws {
    let dump = try Dump(
      text: Self.transfer(type, from: Self.address, 0, 3), side: .statement)
    #expect(amounts(dump) == [entry])
    #expect(dump.entries[0].hasSuffix(.reference("AB01")))
  }

  @Test func `a websocket message has one transfer where an answer has a list`() throws {
    let list = Self.transfer("WITHDRAWAL", from: Self.address, 0)
    let single = list.replacing("[", with: "").replacing("]", with: "")
    let message = "{\"type\":\"channel_data\",\"contents\":\(single)}"
    for text in [single, message] {
      let dump = try Dump(text: text, side: .statement)
      #expect(amounts(dump) == ["dydx/0 USDC -12.5 withdrawal"])
    }
  }

  @Test func `a transfer of an unknown type is refused; one without hash keeps its id`() throws {
    let unknown = try Dump(text: Self.transfer("BRIDGE", 0, 0), side: .statement)
    #expect(unknown.refusals.map { $0.prefix { $0 != " " } } == ["type-unknown"])
    let hashless = try Dump(text: Self.transfer("DEPOSIT", nil, 0, hash: "null"), side: .statement)
    #expect(hashless.entries[0].hasSuffix(.reference("t-1")))
  }

  @Test(arguments: [
    ("OPEN", "LONG", "\"0.5\"", ["BTC-USD 0.5"], [:], []),
    ("OPEN", "SHORT", "\"-0.5\"", ["BTC-USD -0.5"], [:], []),
    ("CLOSED", "LONG", "\"0\"", [], ["position-closed": 1], []),
    ("LIQUIDATED", "SHORT", "\"0\"", [], ["position-closed": 1], []),
    ("OPEN", "SHORT", "\"0.5\"", [], [:], ["side-contradicts-size"]),
    ("HALF", "LONG", "\"0.5\"", [], [:], ["status-unknown"]),
    ("OPEN", "BOTH", "\"0.5\"", [], [:], ["side-unknown"]),
  ])
  func `a position is no entry and its side must agree`(
    status: String, side: String, size: String, positions: [String], ignored: [String: Int],
    refused: [String]
  ) throws {
    let position = Self.object([
      "market": "\"BTC-USD\"", "status": "\"\(status)\"", "side": "\"\(side)\"", "size": size,
      "entryPrice": "\"90500.00000000000000000001\"", "subaccountNumber": "0",
    ])
    let dump = try Dump(text: "{\"positions\":[\(position)]}", side: .statement)
    #expect(dump.positions == positions)
    #expect(dump.ignored == ignored)
    #expect(dump.refusals.map { String($0.prefix { $0 != " " }) } == refused)
    #expect(dump.book.entries.isEmpty)
    #expect(dump.isBalanced)
  }

  @Test(arguments: [
    ("$1,234.56", "USDC 1 1234.56", ""), ("$0.01", "USDC 1 0.01", ""),
    ("-$5.00", "USDC 1 -5", ""), ("1.234,56 $", "", "locale-unknown"),
    ("$2.500,00", "", "locale-unknown"), ("$1,23", "", "amount-not-decimal"),
    ("$12,34.00", "", "amount-not-decimal"), ("€5.00", "", "locale-unknown"),
    ("$", "", "locale-unknown"), ("$2.500", "", "locale-unknown"),
    ("$2.5", "", "locale-unknown"), ("$1,234", "USDC 1 1234", ""),
  ])
  func `web amounts are read in the English form only`(cell: String, net: String, code: String)
    throws
  {
    let text = """
      "Time","Action","Sender","Recipient","Amount","Transaction"
      "11/19/26, 9:00\u{202F}AM","DEPOSIT","dydx1a","dydx1b","\(cell)","AB01"
      """
    let dump = try Dump(text: text, side: .statement, terms: SourceTerms(zone: .utc))
    #expect(dump.nets == [net].filter { !$0.isEmpty })
    #expect(dump.refusals == [code].filter { !$0.isEmpty }.map { "\($0) 2:52" })
  }

  @Test(arguments: [
    ("11/19/26, 9:00 AM", 1_795_078_800_000), ("11/19/26, 12:00 AM", 1_795_046_400_000),
    ("11/9/26, 12:30 PM", 1_794_227_400_000), ("19.11.2026, 09:00", nil),
    ("19/11/2026, 09:00", nil),
    ("19/11/26, 9:00 AM", nil),
  ])
  func `web times are read in the English form only`(cell: String, milliseconds: Int?) throws {
    let text = """
      "Time","Action","Sender","Recipient","Amount","Transaction"
      "\(cell)","DEPOSIT","dydx1a","dydx1b","$5.00","AB01"
      """
    let dump = try Dump(text: text, side: .statement, terms: SourceTerms(zone: .utc))
    #expect(
      dump.book.entries.nanoseconds == (milliseconds.map { [Int64($0) * 1_000_000] } ?? []))
    #expect(dump.refusals.count == (milliseconds == nil ? 1 : 0))
  }
}
