import Accounting
import Reconcile
import Testing

/// What left one of our accounts and has not come to the other yet.
@Suite struct TransferTests {
  private func kinds(_ table: String) throws -> [BreakKind] { try TestBooks(table).run().kinds }

  private static let left = """
    statement coinbase BTC -1 W1 10:00:00 withdrawal
    ledger coinbase BTC -1 W1 10:00:00 withdrawal
    statement dydx BTC 5 S1 09:00:00
    ledger dydx BTC 5 S1 09:00:00
    """

  @Test func `by reference it is in transit until the statement has it`() throws {
    let booked = Self.left + "\nledger dydx BTC 1 W1 10:00:00 deposit"
    let outcome = try TestBooks(booked).run()
    let found = try #require(outcome.reconciliation.breaks.first)
    #expect(outcome.kinds == [.inTransit] && found.account == "dydx")
    #expect(found.amount == TestBooks.amount("-1") && found.detail.contains("left 'coinbase'"))
    #expect(try kinds(booked + "\nstatement dydx BTC 1 D7 10:00:30 deposit") == [])
  }

  @Test(arguments: [("0.999", "12:00:00"), ("1", "09:55:00"), ("0.99", "70:00:00")])
  func `by amount less fee and time`(amount: String, time: String) throws {
    let deposit = "\nledger dydx BTC \(amount) D1 \(time) deposit"
    #expect(try kinds(Self.left + deposit) == [.inTransit])
  }

  @Test(arguments: [
    ("0.98", "12:00:00", "deposit"), ("1", "09:45:00", "deposit"), ("1.1", "12:00:00", "deposit"),
    ("1", "12:00:00", "trade"), ("1", "82:00:01", "deposit"),
  ])
  func `too much fee, too early, too late, more than left, no deposit`(
    amount: String, time: String, kind: String
  ) throws {
    let deposit = "\nledger dydx BTC \(amount) D1 \(time) \(kind)"
    #expect(try kinds(Self.left + deposit) == [.missingStatement])
  }

  /// Two hours, a fiftieth and no clock that is wrong.
  @Test(arguments: [
    ("0.98", "12:00:00", true), ("0.97999", "12:00:00", false), ("1", "12:00:01", false),
    ("1", "09:59:59", false), ("1", "10:00:00", true),
  ])
  func `the settings say how long and how much less`(
    amount: String, time: String, isOnItsWay: Bool
  ) throws {
    var books = TestBooks(Self.left + "\nledger dydx BTC \(amount) D1 \(time) deposit")
    books.policy.transfer = TransferTerms(
      beforeSeconds: 0, afterSeconds: 7_200, feeShare: TestBooks.amount("0.02"))
    #expect(try books.run().kinds == [isOnItsWay ? .inTransit : .missingStatement])
  }

  @Test func `what is not on the statement it left is not on its way`() throws {
    let found = try kinds(
      """
      ledger coinbase BTC -1 W1 10:00:00 withdrawal
      ledger dydx BTC 1 W1 10:00:00 deposit
      """)
    #expect(!found.contains(.inTransit))
  }

  @Test func `two that may have left are none`() throws {
    let found = try kinds(
      Self.left + """

        statement kraken BTC -1 W2 10:00:00 withdrawal
        ledger kraken BTC -1 W2 10:00:00 withdrawal
        ledger dydx BTC 1 D1 11:00:00 deposit
        """)
    #expect(found == [.missingStatement])
  }

  @Test func `a migration that both exports tell of is counted once`() throws {
    let outcome = try TestBooks(
      """
      statement coinbase-pro BTC -2 M1 10:00:00 withdrawal
      statement coinbase BTC 2 M1 10:00:00 deposit
      ledger coinbase-pro BTC -2 M1 10:00:00 transfer
      ledger coinbase BTC 2 M1 10:00:00 transfer
      """
    ).run()
    #expect(outcome.kinds == [] && outcome.matches.count == 2)
    let moved = try Amount.sum(outcome.reconciliation.positions.map(\.statement.movement))
    #expect(moved.isZero)
  }
}
