import Accounting
import Reconcile
import Testing

/// Why entries stay open or differ: each kind where it holds and where it must not.
@Suite struct OpenItemTests {
  private func check(
    _ table: String, cutOff: Bool = false, gives kinds: [BreakKind],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    var policy = Policy()
    if cutOff {
      policy.cutOff = Instant(nanoseconds: TestBooks.day.nanoseconds + 86_400 * TestBooks.second)
    }
    let outcome = try TestBooks(table, policy: policy).run()
    let found = outcome.kinds.filter { $0 != .missingCurrency && $0 != .balanceDiff }
    #expect(found.sorted { $0.rawValue < $1.rawValue } == kinds, sourceLocation: location)
  }

  @Test func `an entry only one side has is missing on the other`() throws {
    try check(
      "statement m USD 5 R1\nstatement m USD 1 A\nledger m USD 1 A", gives: [.missingLedger])
    try check(
      "ledger m USD 5 R1\nstatement m USD 1 A\nledger m USD 1 A", gives: [.missingStatement])
  }

  @Test func `an entry the other side has after the cut-off is timing`() throws {
    try check(
      "statement m USD 5 R1 23:59:59\nledger m USD 5 R1 24:00:00", cutOff: true,
      gives: [.timingCutoff])
    try check(
      "ledger m USD 5 R1 10:00:00\nstatement m USD 5 R1 30:00:00", cutOff: true,
      gives: [.timingCutoff])
    try check(
      "statement m USD 5 - 23:59:30\nledger m USD 5 - 24:01:30", cutOff: true,
      gives: [.timingCutoff])
  }

  @Test func `timing needs a twin that is set aside`() throws {
    try check(
      "statement m USD 5 R1 23:59:59\nledger m USD 6 R1 24:00:00", cutOff: true,
      gives: [.missingLedger])
    try check(
      "statement m USD 5 - 23:59:30\nledger m USD 5 - 24:01:31", cutOff: true,
      gives: [.missingLedger])
    try check(
      "statement m USD 5 R1 23:59:59\nledger n USD 5 R1 24:00:00", cutOff: true,
      gives: [.missingLedger])
    try check(
      "statement m USD 5 R1 23:59:59\nledger m USD 5 R1 24:00:00", cutOff: false, gives: [])
  }

  @Test func `an entry set aside is evidence for one open item only`() throws {
    try check(
      """
      statement m USD 5 R1 23:59:59
      statement m USD 5 R1 23:59:58
      ledger m USD 5 R1 24:00:00
      """, cutOff: true, gives: [.missingLedger, .timingCutoff])
  }

  @Test func `two late twins that fit either of two entries are evidence for neither`() throws {
    try check(
      """
      statement m USD 5 - 23:59:00
      ledger m USD 5 - 24:00:00 trade
      ledger m USD 5 - 24:00:00 fee
      """, cutOff: true, gives: [.missingLedger])
  }

  @Test func `an entry whose reference is known after the cut-off waits for it`() throws {
    try check(
      """
      statement m USD 5 R1 23:59:50
      ledger m USD 5 - 23:59:55
      ledger m USD 5 R1 24:00:10
      """, cutOff: true, gives: [.missingStatement, .timingCutoff])
  }

  @Test func `the same entry once more is a duplicate`() throws {
    try check(
      "statement m USD 5 R1\nstatement m USD 5 R1\nledger m USD 5 R1", gives: [.duplicateStatement])
    try check(
      "statement m USD 5 R1\nledger m USD 5 R1\nledger m USD 5 R1", gives: [.duplicateLedger])
    try check("statement m USD 5 -\nledger m USD 5 -\nledger m USD 5 -", gives: [.duplicateLedger])
    try check(
      "statement m USD 5 R1\nledger m USD 5 R1 10:00:00\nledger m USD 5 R1 10:02:00",
      gives: [.duplicateLedger])
  }

  @Test func `another amount, reference, account or time is no duplicate`() throws {
    try check(
      "statement m USD 5 R1\nledger m USD 5 R1\nledger m USD 6 R1", gives: [.splitIncomplete])
    try check(
      "statement m USD 5 R1\nledger m USD 5 R1\nledger m USD 5 R2", gives: [.missingStatement])
    try check(
      "statement m USD 5 R1\nledger m USD 5 R1\nledger n USD 5 R1", gives: [.missingStatement])
    try check(
      "statement m USD 5 R1\nledger m USD 5 R1 10:00:00\nledger m USD 5 R1 10:02:01",
      gives: [.splitIncomplete])
  }

  @Test func `of equal entries the one of the same instant is matched`() throws {
    let outcome = try TestBooks(
      "statement m USD 5 R1 10:00:00\nledger m USD 5 R1 09:59:00\nledger m USD 5 R1 10:00:00"
    ).run()
    #expect(outcome.matches.map(\.ledger) == [[1]])
  }

  @Test func `an exact negative is a reversed sign, anything else another amount`() throws {
    try check("statement m USD 5 R1\nledger m USD -5 R1", gives: [.signReversed])
    try check("statement m USD 5 R1\nledger m USD -5.01 R1", gives: [.amountDiff])
    try check("statement m USD 5 R1\nledger m USD 5.01 R1", gives: [.amountDiff])
    try check("statement m USD 5 R1\nledger m USD 5.00 R1", gives: [])
  }

  @Test func `a residual break shows both amounts, the rule and both entries`() throws {
    let outcome = try TestBooks("statement m USD 5 R1 10:00:00\nledger m USD 7 R1 11:00:00").run()
    let found = outcome.reconciliation.breaks[0]
    #expect(found.amount == TestBooks.amount("-2"))
    #expect(found.statementAmount == TestBooks.amount("5"))
    #expect(found.ledgerAmount == TestBooks.amount("7"))
    #expect(found.rule == "reference-amount-differs" && found.reference == "R1")
    #expect(found.side == nil)
    #expect(
      found.entries == [outcome.identity(.statement, 0), outcome.identity(.ledger, 0)])
    #expect(
      found.instant?.nanoseconds == TestBooks.day.nanoseconds + 36_000 * TestBooks.second)
  }

  @Test func `an open ledger entry counts against the statement`() throws {
    let outcome = try TestBooks("ledger m USD 7 R1\nstatement m USD 1 A\nledger m USD 1 A").run()
    let found = outcome.reconciliation.breaks[0]
    #expect(found.amount == TestBooks.amount("-7") && found.statementAmount == nil)
    #expect(found.ledgerAmount == TestBooks.amount("7") && found.side == .ledger)
    #expect(found.reference == "R1")
  }

  @Test func `an ambiguous break lists all that fit and matches none`() throws {
    let outcome = try TestBooks(
      "statement m USD 1 - 10:00:00\nledger m USD 1 - 09:59:00\nledger m USD 1 - 10:01:00"
    ).run()
    let found = outcome.reconciliation.breaks[0]
    #expect(found.kind == .ambiguous && outcome.matches.isEmpty)
    #expect(found.entries.map(\.side) == [.statement, .ledger, .ledger])
    #expect(found.amount == TestBooks.amount("-1"))
    #expect(outcome.only.status == .provedWithItems)
  }

  @Test func `an ambiguity far away leaves other entries matched`() throws {
    let outcome = try TestBooks(
      """
      statement m USD 1 - 10:00:00
      ledger m USD 1 - 09:59:00
      ledger m USD 1 - 10:01:00
      statement m USD 1 - 10:03:00
      ledger m USD 1 - 10:03:00
      """
    ).run()
    #expect(outcome.matches.count == 1)
    #expect(outcome.kinds == [.ambiguous])
  }

  @Test func `a later rule never undoes an earlier match`() throws {
    let outcome = try TestBooks(
      """
      statement m USD 5 R1 10:00:00
      ledger m USD 5 R1 20:00:00
      ledger m USD 5 - 10:00:00
      """
    ).run()
    #expect(outcome.matches.map(\.rule) == ["exact-reference"])
    #expect(outcome.openLedger == [1])
  }
}
