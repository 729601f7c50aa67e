import Accounting
import Reconcile
import Testing

/// What tolerances took is listed, added up and held against the budget.
@Suite struct ToleranceBudgetTests {
  private static func amount(_ text: String) -> Amount { TestBooks.amount(text) }

  private func run(
    _ table: String, _ tolerances: [Tolerance], _ budgets: [ToleranceBudget] = []
  ) throws -> Outcome {
    var policy = Policy(tolerances: tolerances)
    policy.toleranceBudgets = budgets
    return try TestBooks(table, policy: policy).run()
  }

  static let cent = Tolerance(absolute: amount("0.01"))

  /// Two residuals of a cent, with and against each other.
  static let table = """
    statement m USD 1 R1
    ledger m USD 1.01 R1
    statement m USD 5 - 10:00:00
    ledger m USD 4.99 - 10:00:30
    """

  @Test(
    arguments: [
      ("0.02", true), ("0.0200", true), ("0.019999", false), ("0.01", false), ("0", false),
    ])
  func `as much as the budget is within tolerance, one unit more is not proved`(
    budget: String, isWithin: Bool
  ) throws {
    let outcome = try run(
      Self.table, [Self.cent], [ToleranceBudget(absolute: Self.amount(budget))])
    let only = outcome.only
    #expect(only.status == (isWithin ? .withinTolerance : .unproved))
    #expect(only.toleranceUsed == Self.amount("0.02"))
    #expect(only.toleranceBudget == Self.amount(budget))
    #expect(outcome.kinds == (isWithin ? [] : [.toleranceExceeded]))
    #expect(RunGrade(of: outcome.reconciliation) == (isWithin ? .proved : .unproved))
    guard let found = outcome.reconciliation.breaks.first else { return }
    #expect(found.amount == nil && found.isMaterial && found.severity == .high)
    #expect(
      found.detail == "tolerances took 0.02, the budget is \(Self.amount(budget)): "
        + "0.01 by 1 of 'reference-amount-differs', 0.01 by 1 of 'amount-within-window'")
  }

  @Test func `without a budget any use is within tolerance`() throws {
    let outcome = try run(Self.table, [Self.cent])
    #expect(outcome.only.status == .withinTolerance && outcome.only.toleranceBudget == nil)
  }

  @Test func `a budget of nothing is no fault where nothing is used`() throws {
    let outcome = try run(
      "statement m USD 1 R1\nledger m USD 1 R1", [Self.cent], [ToleranceBudget(absolute: .zero)])
    #expect(outcome.only.status == .proved && outcome.only.toleranceBudget == .zero)
  }

  @Test func `the budget that says most applies, wherever it stands`() throws {
    let general = ToleranceBudget(absolute: Self.amount("0"))
    let ofAsset = ToleranceBudget(asset: "USD", absolute: Self.amount("1"))
    let ofAccount = ToleranceBudget(account: "main-account", absolute: Self.amount("2"))
    for budgets in [[general, ofAsset, ofAccount], [ofAccount, ofAsset, general]] {
      var policy = Policy()
      policy.toleranceBudgets = budgets
      #expect(policy.terms(account: "m", asset: "USD").budget == Self.amount("1"))
      #expect(policy.terms(account: "main-account", asset: "USD").budget == Self.amount("2"))
      #expect(policy.terms(account: "m", asset: "BTC").budget == Self.amount("0"))
    }
  }

  @Test func `each account and asset has a budget of its own`() throws {
    let outcome = try run(
      """
      statement m USD 1 R1
      ledger m USD 1.01 R1
      statement n USD 1 R1
      ledger n USD 1.005 R1
      statement m BTC 1 R1
      ledger m BTC 1.01 R1
      """, [Self.cent], [ToleranceBudget(asset: "USD", absolute: Self.amount("0.005"))])
    let statuses = outcome.reconciliation.positions.map { "\($0.account) \($0.asset) \($0.status)" }
    #expect(
      statuses == ["m BTC withinTolerance", "m USD unproved", "n USD withinTolerance"])
    #expect(outcome.kinds == [.toleranceExceeded])
  }

  @Test func `open items and too much tolerance are not proved either`() throws {
    let outcome = try run(
      Self.table + "\nstatement m USD 9 R9", [Self.cent], [ToleranceBudget(absolute: .zero)])
    #expect(outcome.only.status == .unproved)
    #expect(outcome.kinds.contains(.toleranceExceeded))
    #expect(outcome.kinds.contains(.missingLedger))
  }

  @Test func `openings and unexplained parts use it too`() throws {
    var policy = Policy(tolerances: [Self.cent])
    policy.toleranceBudgets = [ToleranceBudget(absolute: Self.amount("0.012"))]
    policy.openings = [
      Opening(side: .statement, account: "m", asset: "USD", amount: Self.amount("2.004")),
      Opening(side: .ledger, account: "m", asset: "USD", amount: Self.amount("2")),
    ]
    let table = Self.table + "\nbalance statement m USD 8.013"
    let outcome = try TestBooks(table, policy: policy).run()
    let uses = outcome.only.toleranceUses.map { "\($0.purpose.name) \($0.count) \($0.amount)" }
    #expect(
      uses == [
        "reference-amount-differs 1 0.01", "amount-within-window 1 0.01", "opening 1 0.004",
        "unexplained 1 0.009",
      ])
    #expect(outcome.only.toleranceUsed == Self.amount("0.033"))
    #expect(outcome.only.status == .unproved && outcome.kinds == [.toleranceExceeded])
  }

  @Test func `every match that used a tolerance is listed, the greatest first`() throws {
    let outcome = try run(
      Self.table + "\nstatement m USD 3 R3\nledger m USD 3.002 R3\nstatement m USD 4 R4\n"
        + "ledger m USD 4.1 R4\nstatement m USD 6 R6\nledger m USD 6 R6",
      [Self.cent])
    let listed = outcome.only.toleratedMatches
    #expect(
      listed.map(\.rule).sorted() == [
        "amount-within-window", "reference-amount-differs", "reference-amount-differs",
      ])
    #expect(listed.map(\.residual.magnitude.description) == ["0.01", "0.01", "0.002"])
    #expect(listed.allSatisfy { $0.allowed == Self.amount("0.01") })
    let late = try #require(listed.first { $0.rule == "amount-within-window" })
    #expect(late.ledgerAfterSeconds == Self.amount("30") && late.residual == Self.amount("0.01"))
    #expect(late.statement == [outcome.identity(.statement, 1).id])
    #expect(late.ledger == [outcome.identity(.ledger, 1).id])
    // The whole list, by place among the matches.
    let places = outcome.tolerated.map { outcome.matches[$0.match] }
    #expect(places.map(\.residual.magnitude.description).sorted() == ["0.002", "0.01", "0.01"])
    #expect(outcome.tolerated.map(\.match) == outcome.tolerated.map(\.match).sorted())
  }

  @Test func `what is allowed is said of each match by its own amounts`() throws {
    let outcome = try run(
      "statement m USD 200 R1\nledger m USD 199 R1\nstatement m USD 10 R2\nledger m USD 10.1 R2",
      [Tolerance(relative: Self.amount("0.01"), scope: .leg)])
    let listed = outcome.only.toleratedMatches
    #expect(listed.map(\.allowed.description) == ["2", "0.1"])
    #expect(outcome.only.tolerance == Self.amount("2"))
  }

  @Test func `the summary lists a hundred, the sums are of all`() throws {
    var books = TestBooks(policy: Policy(tolerances: [Self.cent]))
    for number in 0..<250 {
      for (side, units) in [(Side.statement, 100_000), (.ledger, 100_001 + number)] {
        books.lines.append(
          TestLine(
            side: side, amount: Amount(units: Int128(units), scale: 5).description,
            reference: "R\(number)", nanoseconds: 0))
      }
    }
    let outcome = try books.run()
    #expect(outcome.only.toleratedMatches.count == 100 && outcome.tolerated.count == 250)
    #expect(outcome.only.toleratedMatches[0].residual == Self.amount("-0.0025"))
    #expect(outcome.only.toleranceUses.map(\.count) == [250])
    #expect(outcome.only.toleranceUsed == Self.amount("0.31375"))
  }

  @Test(arguments: 0..<200)
  func `uses add up, and only what exceeds is a break`(seed: Int) throws {
    var books = TestBooks.random(seed: UInt64(60_000 + seed))
    books.policy.tolerances = [
      Tolerance(asset: "USD", absolute: Self.amount("0.02")),
      Tolerance(asset: "BTC", relative: Self.amount("0.5"), scope: .leg),
    ]
    books.policy.toleranceBudgets = [ToleranceBudget(absolute: Self.amount("0.03"))]
    let outcome = try books.run()
    var listed = 0
    for position in outcome.reconciliation.positions {
      let used = try Amount.sum(position.toleranceUses.map(\.amount))
      #expect(used == position.toleranceUsed, "seed \(seed)")
      let matches = try Amount.sum(position.toleratedMatches.map(\.residual.magnitude))
      #expect(matches <= used, "seed \(seed)")
      listed += position.toleratedMatches.count
      let isOver = used > Self.amount("0.03")
      let isSaid = outcome.reconciliation.breaks.contains {
        $0.kind == .toleranceExceeded && $0.account == position.account
          && $0.asset == position.asset
      }
      #expect(isSaid == isOver, "seed \(seed)")
      if isOver { #expect(position.status >= .unproved, "seed \(seed)") }
    }
    #expect(listed == outcome.tolerated.count, "seed \(seed)")
  }
}
