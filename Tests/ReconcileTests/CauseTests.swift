import Accounting
import Reconcile
import TestSupport
import Testing

/// The causes of a proof that is not zero are told apart.
@Suite struct CauseTests {
  private static let even = "statement m USD 5 R1\nledger m USD 5 R1\n"

  private func prior(
    _ statement: String, _ ledger: String, unexplained: String = "0"
  ) -> PriorClosing {
    PriorClosing(
      account: "m", asset: "USD", asOf: TestBooks.day, statement: TestBooks.amount(statement),
      ledger: TestBooks.amount(ledger), unexplained: TestBooks.amount(unexplained))
  }

  private func run(
    _ table: String, _ prior: PriorClosing?, openings: [Opening] = []
  ) throws -> Outcome {
    let policy = Policy(openings: openings, priorClosings: prior.map { [$0] } ?? [])
    return try TestBooks(table, policy: policy).run()
  }

  private func opening(_ side: Side, _ amount: String) -> Opening {
    Opening(side: side, account: "m", asset: "USD", amount: TestBooks.amount(amount))
  }

  private func causes(_ outcome: Outcome) -> [String] {
    outcome.only.causes.map {
      "\($0.kind.rawValue) \($0.side?.rawValue ?? "-") \($0.amount)"
    }
  }

  @Test func `a side that states no opening begins with its prior closing`() throws {
    let outcome = try run(Self.even + "balance statement m USD 105", prior("100", "100"))
    #expect(outcome.kinds == [] && outcome.only.status == .proved)
    #expect(outcome.only.statement.opening == TestBooks.amount("100"))
    #expect(outcome.only.statement.openingFrom == .prior)
    #expect(outcome.only.ledger.balance == TestBooks.amount("105"))
  }

  @Test func `a statement that does not foot is told from a ledger that does not`() throws {
    let one = try run(Self.even + "balance statement m USD 106", prior("100", "100"))
    #expect(causes(one) == ["STATEMENT_UNFOOTED statement 1"])
    #expect(Set(one.kinds) == [.balanceDiff, .unfooted] && one.only.status == .unproved)
    let found = try #require(one.reconciliation.breaks.first { $0.kind == .balanceDiff })
    #expect(
      found.detail.contains("the statement does not foot by 1: opening 100, the prior closing,"))
    let other = try run(Self.even + "balance ledger m USD 106", prior("100", "100"))
    #expect(causes(other) == ["LEDGER_UNFOOTED ledger -1"])
    #expect(other.only.proof.unexplained == TestBooks.amount("-1"))
  }

  @Test func `an opening that is not the prior closing names side, values and gap`() throws {
    let outcome = try run(
      "statement m USD 5 R1 =107\nledger m USD 5 R1", prior("100", "100"))
    #expect(causes(outcome) == ["OPENING_NOT_PRIOR_CLOSING statement 2"])
    #expect(outcome.kinds == [.openingDiscontinuity] && outcome.only.proof.unexplained.isZero)
    let found = outcome.reconciliation.breaks[0]
    #expect(found.side == .statement && found.amount == TestBooks.amount("2"))
    #expect(
      found.detail
        == "the statement opens with 102 as the entries give, its prior closing is 100: a gap of 2")
    let declared = try run(Self.even, prior("100", "100"), openings: [opening(.ledger, "99")])
    #expect(causes(declared) == ["OPENING_NOT_PRIOR_CLOSING ledger 1"])
    #expect(declared.reconciliation.breaks[0].detail.contains("as the settings declare"))
  }

  @Test func `openings that are off alike on both sides are not green by netting`() throws {
    let outcome = try run(
      Self.even, prior("100", "100"),
      openings: [opening(.statement, "101"), opening(.ledger, "101")])
    #expect(outcome.only.proof.difference.isZero)
    #expect(outcome.kinds == [.openingDiscontinuity, .openingDiscontinuity])
    #expect(Set(outcome.reconciliation.breaks.map(\.id)).count == 2)
    #expect(outcome.only.status == .provedWithItems)
  }

  @Test func `what the prior run did not explain is named as such, its items apart`() throws {
    let outcome = try run(Self.even, prior("103", "100", unexplained: "1"))
    #expect(causes(outcome) == ["PRIOR_UNEXPLAINED - 1", "OPENINGS_DIFFER - 2"])
    #expect(outcome.kinds == [.openingDiscontinuity])
    #expect(outcome.reconciliation.breaks[0].amount == TestBooks.amount("3"))
    #expect(
      outcome.reconciliation.breaks[0].detail.contains("the prior run left 1 unexplained"))
    #expect(outcome.only.proof.unexplained.isZero && outcome.only.status == .provedWithItems)
  }

  @Test func `entries of the time before are not opened with the prior closing`() throws {
    let table = """
      statement m USD 5 R1 -01:00:00
      ledger m USD 5 R1
      """
    var books = TestBooks(table, policy: Policy(priorClosings: [prior("100", "0")]))
    books.lines[0].nanoseconds = -3_600 * TestBooks.second
    let outcome = try books.run()
    #expect(outcome.only.statement.opening == nil)
    #expect(outcome.only.statement.openingFrom == .none)
    #expect(outcome.only.ledger.opening == .zero)
  }

  @Test func `an asset only the prior run knows is still held`() throws {
    let outcome = try run("statement n EUR 1 A\nledger n EUR 1 A", prior("7", "7"))
    #expect(outcome.only.account == "m" && outcome.only.asset == "USD")
    #expect(outcome.only.statement.balance == TestBooks.amount("7"))
    #expect(outcome.only.status == .proved)
    let gone = try run(
      "balance statement m USD 0\nstatement n EUR 1 A\nledger n EUR 1 A", prior("7", "7"))
    #expect(causes(gone) == ["STATEMENT_UNFOOTED statement -7"])
  }

  @Test func `so much a settlement, and no more, stays within tolerance`() throws {
    let table = """
      statement m USD 5 A trade
      statement m USD 1 B funding
      statement m USD 1 C fee
      ledger m USD 5 A
      ledger m USD 1 B
      ledger m USD 1 C
      """
    let policy = Policy(tolerances: [
      Tolerance(absolute: TestBooks.amount("0.1"), scope: .settlement)
    ])
    let within = try TestBooks(table + "\nbalance statement m USD 7.2", policy: policy).run()
    #expect(within.kinds == [] && within.only.status == .withinTolerance)
    #expect(within.only.tolerance == TestBooks.amount("0.2"))
    let beyond = try TestBooks(table + "\nbalance statement m USD 7.2001", policy: policy).run()
    #expect(beyond.kinds == [.balanceDiff])
    let leg = try TestBooks(
      "statement m USD 5 A trade\nledger m USD 5.05 A", policy: policy
    ).run()
    #expect(leg.kinds == [.amountDiff])
  }
}
