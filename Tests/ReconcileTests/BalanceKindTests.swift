import Accounting
import Reconcile
import Testing

/// Kinds that balances, prices and whole files show: where they are told and where not.
@Suite struct BalanceKindTests {
  private func breaks(
    _ table: String, held: (Side, String)? = nil, _ change: (inout Policy) -> Void = { _ in }
  ) throws -> [Break] {
    var books = TestBooks(table)
    if let (side, amount) = held {
      for place in books.balances.indices where books.balances[place].side == side {
        books.balances[place].held = amount
      }
    }
    change(&books.policy)
    return try Array(books.run().reconciliation.breaks)
  }

  private func kinds(
    _ table: String, held: (Side, String)? = nil, _ change: (inout Policy) -> Void = { _ in }
  ) throws -> [BreakKind] {
    try breaks(table, held: held, change).map(\.kind)
  }

  static let even = "statement m USD 5 R1\nledger m USD 5 R1\n"

  @Test func `a difference that is what a side says is reserved`() throws {
    let table = Self.even + "balance statement m USD 105\nbalance ledger m USD 85"
    let found = try breaks(table, held: (.statement, "20"))
    #expect(found.map(\.kind) == [.lockedOrReserved])
    #expect(found[0].amount == TestBooks.amount("20") && found[0].side == .statement)
    // Not all of it, the wrong way round, or the ledger's own, which would make it less.
    #expect(try kinds(table, held: (.statement, "19.99")) == [.balanceDiff])
    #expect(try kinds(table, held: (.ledger, "20")) == [.balanceDiff])
    #expect(
      try kinds(
        Self.even + "balance statement m USD 85\nbalance ledger m USD 105", held: (.ledger, "20"))
        == [.lockedOrReserved])
  }

  @Test func `a balance below zero, unless the account may owe or nobody tells it`() throws {
    let table = Self.even + "balance statement m USD -7\nbalance ledger m USD -7"
    let found = try breaks(table)
    #expect(found.map(\.kind) == [.negativeBalance, .negativeBalance])
    #expect(found.allSatisfy { $0.amount == nil } && Set(found.map(\.side)).count == 2)
    #expect(try kinds(table) { $0.owing = ["m": [Pattern("EUR"), Pattern("US*")]] } == [])
    #expect(
      try kinds(table) { $0.owing = ["m": [Pattern("EUR")]] }
        == [.negativeBalance, .negativeBalance])
    #expect(try kinds("statement m USD -7 R1\nledger m USD -7 R1") == [])
    #expect(try kinds(Self.even + "balance statement m USD 0\nbalance ledger m USD 0") == [])
  }

  @Test func `an asset without a price is told where prices are and breaks are`() throws {
    let table = "statement m USD 5 R1\nstatement m BTC 5 R2\nledger m BTC 5 R3 20:00:00"
    func told(_ prices: [String: String]) throws -> [String] {
      try breaks(table) { policy in
        policy.prices = prices.mapValues(TestBooks.amount)
      }.filter { $0.kind == .unpriced }.map(\.asset)
    }
    #expect(try told(["ETH": "1"]) == ["BTC"])
    #expect(try told(["BTC": "1"]) == [])
    #expect(try told([:]) == [])
    #expect(try kinds(Self.even) { $0.prices = ["BTC": .zero] } == [])
  }

  static let conversion = """
    statement m DOGE 30 R1 09:00:00 deposit
    ledger m DOGE 30 R1 09:00:00 deposit
    statement m BNB 2 R2 09:00:00 deposit
    ledger m BNB 2 R2 09:00:00 deposit
    statement m DOGE -30 D1 10:00:00 conversion
    statement m BNB 0.01 D1 10:00:00 conversion

    """

  @Test func `small rests made into another asset`() throws {
    func told(_ table: String, price: String) throws -> [BreakKind] {
      try kinds(table) { $0.prices = ["DOGE": TestBooks.amount(price), "BNB": .zero] }
    }
    let empty = Self.conversion + "balance statement m DOGE 0"
    let dust: [BreakKind] = [.dustConversion, .dustConversion]
    let missing: [BreakKind] = [.missingLedger, .missingLedger]
    #expect(try told(empty, price: "0.333333") == dust)
    // Ten dollars and a little more, a price nobody knows, some left, or nobody says what is left.
    #expect(try told(empty, price: "0.333334") == missing)
    #expect(try kinds(empty) == missing)
    #expect(
      try told(Self.conversion + "balance statement m DOGE 1", price: "0.1").filter {
        $0 == .dustConversion
      } == [])
    #expect(try told(Self.conversion, price: "0.1") == missing)
    // Rests alone, without what was made of them, are no conversion.
    let alone = empty.replacing("statement m BNB 0.01 D1 10:00:00 conversion\n", with: "")
    #expect(try told(alone, price: "0.1") == [.missingLedger])
  }

  @Test func `a file that ends before the day while the other side has entries of it`() throws {
    func told(_ table: String) throws -> [Break] {
      try breaks(table) {
        $0.cutOff = Instant(nanoseconds: TestBooks.day.nanoseconds + 86_400 * TestBooks.second)
      }.filter { $0.kind == .staleFile }
    }
    var books = TestBooks(Self.even)
    for place in books.lines.indices { books.lines[place].nanoseconds = -3_600 * TestBooks.second }
    books.policy.cutOff = Instant(
      nanoseconds: TestBooks.day.nanoseconds + 86_400 * TestBooks.second)
    #expect(try books.run().kinds == [])
    books.lines.append(
      TestLine(
        side: .statement, account: "m", amount: "3", reference: "R2", nanoseconds: 0, kind: .trade))
    let found = try books.run().reconciliation.breaks
    #expect(Set(found.map(\.kind)) == [.staleFile, .missingLedger])
    let stale = try #require(found.first { $0.kind == .staleFile })
    #expect(stale.side == .ledger && stale.account == "m" && stale.detail.contains("ledger-0"))
    // The file has something of the day, or the other side's entry is of the day before too.
    #expect(try told(Self.even + "statement m USD 3 R2 12:00:00") == [])
    books.lines[2].nanoseconds = -1
    #expect(try books.run().kinds == [.missingLedger])
  }
}
