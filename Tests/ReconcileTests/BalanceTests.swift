import Accounting
import Reconcile
import TestSupport
import Testing

/// Balances, footing, openings and running balances.
@Suite struct BalanceTests {
  private func kinds(_ table: String, policy: Policy = Policy()) throws -> [BreakKind] {
    try TestBooks(table, policy: policy).run().kinds
  }

  private static let even = "statement m USD 5 R1\nledger m USD 5 R1\n"

  @Test func `balances that agree are proved`() throws {
    let outcome = try TestBooks(Self.even + "balance statement m USD 5\nbalance ledger m USD 5")
      .run()
    #expect(outcome.kinds == [] && outcome.only.status == .proved)
    #expect(outcome.only.statement.stated == TestBooks.amount("5"))
  }

  @Test func `a balance the entries do not explain is a difference and not proved`() throws {
    let outcome = try TestBooks(Self.even + "balance statement m USD 5.01").run()
    #expect(outcome.kinds == [.balanceDiff] && outcome.only.status == .unproved)
    #expect(outcome.only.proof.unexplained == TestBooks.amount("0.01"))
    #expect(outcome.reconciliation.breaks[0].amount == TestBooks.amount("0.01"))
    #expect(outcome.reconciliation.breaks[0].ledgerAmount == TestBooks.amount("5"))
  }

  @Test func `an asset one side does not know is missing unless its balance is zero`() throws {
    let outcome = try TestBooks("balance statement m SOL 5").run()
    #expect(outcome.kinds == [.missingCurrency])
    #expect(outcome.reconciliation.breaks[0].amount == TestBooks.amount("5"))
    #expect(outcome.reconciliation.breaks[0].side == .statement)
    #expect(
      try Set(kinds("balance ledger m SOL -5")) == [.missingCurrency, .negativeBalance])
    #expect(try kinds("balance statement m SOL 0.000") == [])
    #expect(try kinds("balance statement m SOL 0\nbalance ledger m SOL 0") == [])
    #expect(try kinds("balance statement m SOL 5\nbalance ledger m SOL 0") == [.balanceDiff])
    #expect(
      try Set(kinds("statement m SOL 5 R1")) == [.missingCurrency, .missingLedger])
  }

  @Test func `a balance after the cut-off is not used, one at the cut-off is`() throws {
    var policy = Policy()
    policy.cutOff = Instant(nanoseconds: TestBooks.day.nanoseconds + 86_400 * TestBooks.second)
    #expect(try kinds(Self.even + "balance statement m USD 9 24:00:01", policy: policy) == [])
    #expect(
      try kinds(Self.even + "balance statement m USD 9 24:00:00", policy: policy)
        == [.balanceDiff])
  }

  @Test func `the latest balance of a source counts, and parts of one listing add up`() throws {
    #expect(
      try kinds(
        Self.even + "balance statement m USD 3 09:00:00\nbalance statement m USD 5 11:00:00")
        == [])
    #expect(
      try kinds(
        Self.even + "balance statement m USD 2 11:00:00\nbalance statement m USD 3 11:00:00")
        == [])
  }

  @Test func `two sources that contradict each other do not foot`() throws {
    var books = TestBooks(Self.even + "balance statement m USD 5\nbalance statement m USD 6")
    books.balances[1].source = 1
    #expect(try books.run().kinds == [.unfooted])
    books.balances[1].amount = "5.0"
    #expect(try books.run().kinds == [])
  }

  @Test func `openings that differ are a break of their own`() throws {
    let policy = Policy(openings: [
      Opening(side: .statement, account: "m", asset: "USD", amount: TestBooks.amount("2")),
      Opening(side: .ledger, account: "m", asset: "USD", amount: TestBooks.amount("3")),
    ])
    let outcome = try TestBooks(Self.even, policy: policy).run()
    #expect(outcome.kinds == [.openingDiscontinuity])
    #expect(outcome.only.proof.openingDifference == TestBooks.amount("-1"))
    #expect(outcome.only.proof.unexplained.isZero)
    #expect(outcome.only.status == .provedWithItems)
    let alike = Policy(
      openings: [policy.openings[0], policy.openings[0]].enumerated().map {
        Opening(
          side: Side.allCases[$0.offset], account: "m", asset: "USD", amount: $0.element.amount)
      })
    #expect(try kinds(Self.even, policy: alike) == [])
  }

  @Test func `an opening only one side states is a break, not silence`() throws {
    let table = "statement m USD 5 R1 =105\nledger m USD 5 R1"
    let outcome = try TestBooks(table).run()
    #expect(outcome.kinds == [.openingDiscontinuity])
    #expect(outcome.only.statement.opening == TestBooks.amount("100"))
    #expect(outcome.reconciliation.breaks[0].detail.contains("the ledger states none"))
  }

  @Test func `opening and entries that do not give the stated balance do not foot`() throws {
    let policy = Policy(
      openings: Side.allCases.map {
        Opening(side: $0, account: "m", asset: "USD", amount: TestBooks.amount("1"))
      })
    let fine = try TestBooks(Self.even + "balance ledger m USD 6", policy: policy).run()
    #expect(fine.kinds == [])
    let outcome = try TestBooks(Self.even + "balance ledger m USD 7", policy: policy).run()
    #expect(
      outcome.kinds == [.balanceDiff, .unfooted] || outcome.kinds == [.unfooted, .balanceDiff])
    #expect(outcome.only.status == .unproved)
    #expect(outcome.reconciliation.breaks.first { $0.kind == .unfooted }?.side == .ledger)
  }

  @Test func `two sides that do not foot alike are not proved by netting`() throws {
    let policy = Policy(
      openings: Side.allCases.map {
        Opening(side: $0, account: "m", asset: "USD", amount: TestBooks.amount("1"))
      })
    let outcome = try TestBooks(
      Self.even + "balance ledger m USD 7\nbalance statement m USD 7", policy: policy
    ).run()
    #expect(outcome.kinds == [.unfooted, .unfooted] && outcome.only.status == .unproved)
    #expect(outcome.only.proof.difference.isZero)
  }

  // Running balances.

  @Test func `running balances give opening and closing`() throws {
    let outcome = try TestBooks(
      """
      statement m USD 5 A 10:00:00 =15
      statement m USD -3 B 11:00:00 =12
      ledger m USD 5 A 10:00:00 =15
      ledger m USD -3 B 11:00:00 =12
      """
    ).run()
    #expect(outcome.kinds == [])
    #expect(outcome.only.statement.opening == TestBooks.amount("10"))
    #expect(outcome.only.statement.stated == TestBooks.amount("12"))
    #expect(outcome.only.status == .proved)
  }

  @Test func `the first line that does not follow is named`() throws {
    let outcome = try TestBooks(
      """
      statement m USD 5 A 10:00:00 =5
      statement m USD 1 B 11:00:00 =7
      statement m USD 1 C 12:00:00 =9
      """
    ).run()
    let found = try #require(outcome.reconciliation.breaks.first { $0.kind == .unfooted })
    #expect(found.entries == [outcome.identity(.statement, 1)])
    #expect(found.detail.contains("entry of 1 with reference 'B': expected 6, stated 7"))
    #expect(outcome.only.status == .unproved)
  }

  @Test func `lines of one instant chain in whatever order fits`() throws {
    let outcome = try TestBooks(
      """
      statement m USD -2 C 10:00:00 =4
      statement m USD 5 A 10:00:00 =5
      statement m USD 1 B 10:00:00 =6
      statement m USD 1 D 11:00:00 =5
      """
    ).run()
    #expect(!outcome.kinds.contains(.unfooted))
    #expect(outcome.only.statement.opening == .zero)
    #expect(outcome.only.statement.stated == TestBooks.amount("5"))
  }

  @Test func `a circle starts where the next line needs it`() throws {
    let table = "statement m USD 5 A 10:00:00 =12\nstatement m USD -5 B 10:00:00 =7\n"
    let high = try TestBooks(table + "statement m USD 1 C 11:00:00 =13").run()
    #expect(high.only.statement.opening == TestBooks.amount("12"))
    let low = try TestBooks(table + "statement m USD 1 C 11:00:00 =8").run()
    #expect(low.only.statement.opening == TestBooks.amount("7"))
    let open = try TestBooks(table).run()
    #expect(open.only.statement.opening == TestBooks.amount("7"))
    #expect(!(high.kinds + low.kinds + open.kinds).contains(.unfooted))
  }

  @Test func `the legs of a line share its balance`() throws {
    let outcome = try TestBooks(
      """
      statement m USD 100 A 10:00:00 =99
      statement m USD -1 A 10:00:00 +leg
      statement m USD 1 B 11:00:00 =100
      """
    ).run()
    #expect(outcome.only.statement.opening == .zero && !outcome.kinds.contains(.unfooted))
  }

  @Test(arguments: 0..<150)
  func `chains hold in any order, and a planted fault is found at its line`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var books = TestBooks()
    var balance = Int.random(in: -5...5, using: &random)
    let opening = balance
    var time: Int64 = 0
    for number in 0..<Int.random(in: 2...20, using: &random) {
      let amount = [-3, -2, -1, 1, 2, 3].randomElement(using: &random)!
      balance += amount
      time += Int64.random(in: 0...1, using: &random)
      books.lines.append(
        TestLine(
          side: .statement, amount: "\(amount)", reference: "R\(number)",
          nanoseconds: time * TestBooks.second, running: "\(balance)"))
    }
    let outcome = try books.shuffled(seed: UInt64(seed)).run()
    #expect(!outcome.kinds.contains(.unfooted), "seed \(seed)")
    if opening != balance {
      // Else the lines may go round in a circle, and start anywhere on it.
      #expect(outcome.only.statement.opening == TestBooks.amount("\(opening)"), "seed \(seed)")
      #expect(outcome.only.statement.stated == TestBooks.amount("\(balance)"), "seed \(seed)")
    }

    // A line alone in its instant, not the first: its stated balance is off by a digit.
    let alone = books.lines.indices.dropFirst().filter { place in
      books.lines.filter { $0.nanoseconds == books.lines[place].nanoseconds }.count == 1
        && books.lines[0].nanoseconds != books.lines[place].nanoseconds
    }
    guard let place = alone.randomElement(using: &random) else { return }
    books.lines[place].running = "\(Int(books.lines[place].running!)! + 1000)"
    let broken = try books.shuffled(seed: UInt64(seed)).run()
    let found = try #require(broken.reconciliation.breaks.first { $0.kind == .unfooted })
    #expect(found.detail.contains("'\(books.lines[place].reference)'"), "seed \(seed)")
  }

  @Test func `a sum of more than 38 digits is reported and not proved`() throws {
    let nines = String(repeating: "9", count: 38)
    let outcome = try TestBooks(
      "statement m USD \(nines) A\nstatement m USD 1 B\nledger m USD 1 B\nledger n USD 1 C\n"
        + "statement n USD 1 C"
    ).run()
    #expect(outcome.reconciliation.status == .unproved)
    #expect(outcome.reconciliation.diagnostics.map(\.code) == ["sum-too-large"])
    #expect(outcome.reconciliation.positions.map(\.account) == ["n"])
    #expect(outcome.reconciliation.positions[0].status == .proved)
    #expect(Set(outcome.kinds) == [.missingLedger, .balanceDiff])
  }
}
