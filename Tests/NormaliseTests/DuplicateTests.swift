import Accounting
import Normalise
import TestSupport
import Testing

/// Which lines are one event told twice, against a slow twin.
@Suite struct DuplicateTests {
  static let v3 =
    "Timestamp,Transaction Type,Asset,Quantity Transacted,Spot Price Currency,"
    + "Spot Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),"
    + "Fees and/or Spread,Notes\n"
  static let v5 = CoinbaseRetailTests.v4.dropLast() + ",Sender Address,Recipient Address\n"

  /// A deposit of so many EUR: the amount is its content.
  struct Line: Hashable {
    var id: String?
    var amount: Int
  }

  static func file(_ lines: [Line], ids: Bool, name: String) -> (name: String, content: [UInt8]) {
    let text =
      (ids ? CoinbaseRetailTests.v4 : v3)
      + lines.map { line in
        (line.id.map { $0 + "," } ?? "")
          + "2024-01-02 03:04:05 UTC,Deposit,EUR,\(line.amount),EUR,1,1,1,0,\n"
      }.joined()
    return (name, Array(text.utf8))
  }

  @Test func `equal lines without id in one file are two events`() throws {
    let run = try StatementRun([
      Self.file([Line(amount: 5), Line(amount: 5)], ids: false, name: "a")
    ])
    #expect(run.legs == ["EUR 5 deposit", "EUR 5 deposit"])
  }

  @Test func `lines of a Pro statement without any id are different events`() throws {
    let line = "default,rebate,2018-03-15T10:57:12.843Z,0.01,,USD,,,\n"
    let run = try StatementRun(
      "portfolio,type,time,amount,balance,amount/balance unit,transfer id,trade id,order id\n"
        + line + line)
    #expect(run.legs == ["USD 0.01 rebate", "USD 0.01 rebate"])
  }

  @Test func `the same id with the same entries is one event, with others two`() throws {
    let lines = [
      Line(id: "x", amount: 5), Line(id: "x", amount: 5), Line(id: "x", amount: 6),
      Line(id: "y", amount: 5),
    ]
    let run = try StatementRun([Self.file(lines, ids: true, name: "a")])
    #expect(run.legs == ["EUR 5 deposit", "EUR 6 deposit", "EUR 5 deposit"])
    #expect(run.book.tallies[0].duplicates == 1)
  }

  @Test func `V4 and V5 exports of the same rows count once`() throws {
    let row = "2025-10-13 09:59:59 UTC,Sell,ETH,-1,USD,$9,$9,$9,$1,Sold 1 ETH for 9 USD"
    let run = try StatementRun([
      ("v4.csv", Array((CoinbaseRetailTests.v4 + "aa,\(row)\nbb,\(row)\n").utf8)),
      ("v5.csv", Array((Self.v5 + "aa,\(row),,\nbb,\(row),,\ncc,\(row),,\n").utf8)),
    ])
    #expect(run.formats == ["coinbase-retail-v4", "coinbase-retail-v5"])
    #expect(try run.totals()["ETH"]?.description == "3 legs net -3")
    #expect(run.book.tallies.map(\.duplicates) == [0, 2])
    #expect(run.book.tallies.map(\.understood) == [2, 1])
  }

  @Test func `an export without ids that overlaps one with ids counts once`() throws {
    let run = try StatementRun([
      Self.file([Line(amount: 5), Line(amount: 5), Line(amount: 7)], ids: false, name: "old"),
      Self.file([Line(id: "x", amount: 5), Line(id: "y", amount: 9)], ids: true, name: "new"),
    ])
    #expect(run.book.tallies.map(\.duplicates) == [1, 0])
    #expect(try run.totals()["EUR"]?.description == "4 legs net 26")
    #expect(run.warnings == ["exports-overlap"])
    #expect(run.normalised.warnings[0].place.text == "old")
  }

  @Test func `generations of one export may stand side by side, another telling may not`() throws {
    let formats = Dictionary(
      uniqueKeysWithValues: VenueFormat.coinbase.map { ($0.format.name, $0) })
    let v3 = try #require(formats["coinbase-retail-v3"])
    let v5 = try #require(formats["coinbase-retail-v5"])
    let fills = try #require(formats["coinbase-advanced-fills"])
    let app = try #require(formats["coinbase-app-v2-transactions"])
    let account = try #require(formats["coinbase-pro-account"])
    let proFills = try #require(formats["coinbase-pro-fills"])
    #expect(!v3.retells(v5))
    #expect(v3.retells(fills))
    #expect(fills.retells(app))
    #expect(account.retells(proFills))
    #expect(!account.retells(v5))
    #expect(!account.retells(account))
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `what stays is what the slow twin counts`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let files = (0..<Int.random(in: 1...4, using: &generator)).map {
      _ -> (ids: Bool, lines: [Line]) in
      let ids = Bool.random(using: &generator)
      let lines = (0..<Int.random(in: 1...7, using: &generator)).map { _ in
        let amount = Int.random(in: 1...3, using: &generator)
        return Line(id: ids ? "id\(Int.random(in: 1...3, using: &generator))" : nil, amount: amount)
      }
      return (ids, lines)
    }
    let run = try StatementRun(
      files.enumerated().map { Self.file($1.lines, ids: $1.ids, name: "\($0)") })
    var counts: [Int: Int] = [:]
    for row in 0..<run.book.entries.count {
      counts[Int(run.book.entries.amount(row).units), default: 0] += 1
    }
    #expect(counts == Self.expected(files), "seed \(seed) \(files)")
    #expect(run.book.tallies.allSatisfy { $0.isBalanced })
    #expect(run.book.tallies.map(\.read).reduce(0, +) == files.map(\.lines.count).reduce(0, +))
  }

  /// Per amount: the distinct ids, or the greatest number of lines without one that one file has,
  /// whichever is more.
  static func expected(_ files: [(ids: Bool, lines: [Line])]) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for amount in 1...3 {
      let equal = files.map { file in file.lines.filter { $0.amount == amount } }
      let ids = Set(equal.joined().compactMap(\.id))
      let without = equal.map { $0.count { $0.id == nil } }.max() ?? 0
      if max(ids.count, without) > 0 { counts[amount] = max(ids.count, without) }
    }
    return counts
  }
}
