import Accounting
import Reconcile
import Testing

/// Tolerances, values, statuses, grades and ids.
@Suite struct PolicyTests {
  private func policy(
    tolerance: String, scope: Tolerance.Scope = .both, asset: String = "*"
  ) -> Policy {
    Policy(tolerances: [
      Tolerance(asset: asset, absolute: TestBooks.amount(tolerance), scope: scope)
    ])
  }

  // Tolerance.

  @Test(arguments: [("1.01", true), ("0.99", true), ("1.011", false), ("0.989", false)])
  func `a residual at the tolerance is none, one unit beyond is a break`(
    ledger: String, isTolerated: Bool
  ) throws {
    for reference in ["R1", "-"] {
      let outcome = try TestBooks(
        "statement m USD 1 \(reference)\nledger m USD \(ledger) \(reference)",
        policy: policy(tolerance: "0.01", scope: .leg)
      ).run()
      #expect(outcome.kinds.isEmpty == isTolerated, "\(reference)")
      #expect((outcome.only.status == .withinTolerance) == isTolerated)
      #expect(outcome.only.toleranceUsed == TestBooks.amount(isTolerated ? "0.01" : "0"))
    }
  }

  @Test(arguments: [("5.01", true), ("4.99", true), ("5.011", false), ("4.989", false)])
  func `an unexplained part at the tolerance is none, one unit beyond is a break`(
    stated: String, isTolerated: Bool
  ) throws {
    let outcome = try TestBooks(
      "statement m USD 5 R1\nledger m USD 5 R1\nbalance statement m USD \(stated)",
      policy: policy(tolerance: "0.01", scope: .balance)
    ).run()
    #expect(outcome.kinds == (isTolerated ? [] : [.balanceDiff]))
    #expect(outcome.only.status == (isTolerated ? .withinTolerance : .unproved))
  }

  @Test func `a tolerance counts for its scope, account and asset only`() throws {
    let leg = "statement m USD 1 R1\nledger m USD 1.01 R1"
    let balance = "statement m USD 5 R1\nledger m USD 5 R1\nbalance statement m USD 5.01"
    #expect(
      try TestBooks(leg, policy: policy(tolerance: "1", scope: .balance)).run().kinds
        == [.amountDiff])
    #expect(
      try TestBooks(balance, policy: policy(tolerance: "1", scope: .leg)).run().kinds
        == [.balanceDiff])
    #expect(
      try TestBooks(leg, policy: policy(tolerance: "1", asset: "U*T")).run().kinds
        == [.amountDiff])
    let first = Policy(tolerances: [
      Tolerance(account: "m*", asset: "USD", absolute: .zero),
      Tolerance(absolute: TestBooks.amount("1")),
    ])
    #expect(try TestBooks(leg, policy: first).run().kinds == [.amountDiff])
  }

  @Test func `of tolerances that fit, the one that says most applies, wherever it stands`() {
    let general = Tolerance(absolute: TestBooks.amount("0"))
    let exact = Tolerance(
      account: "dydx/*", asset: "USDC", absolute: TestBooks.amount("0.01"), scope: .leg)
    for list in [[general, exact], [exact, general]] {
      let policy = Policy(tolerances: list)
      let here = policy.terms(account: "dydx/0", asset: "USDC")
      #expect(here.amounts(of: "amount-within-window") == exact.amounts)
      #expect(here.balance == .zero)
      let elsewhere = policy.terms(account: "other/0", asset: "USDC")
      #expect(elsewhere.amounts(of: "amount-within-window").isNone)
    }
  }

  @Test func `within a tolerance equal amounts are preferred`() throws {
    let outcome = try TestBooks(
      "statement m USD 1 - 10:00:00\nledger m USD 1.01 - 10:00:00\nledger m USD 1 - 10:01:00",
      policy: policy(tolerance: "0.01")
    ).run()
    #expect(outcome.matches.map(\.ledger) == [[1]])
  }

  @Test func `past the bound equal amounts go first, and it is said`() throws {
    var books = TestBooks(policy: policy(tolerance: "0.01"))
    for side in Side.allCases {
      for number in 0..<100 {
        books.lines.append(
          TestLine(side: side, amount: "1", nanoseconds: Int64(number) * TestBooks.second))
      }
    }
    books.lines.append(TestLine(side: .statement, amount: "2", nanoseconds: 0))
    books.lines.append(TestLine(side: .ledger, amount: "2", nanoseconds: 0))
    #expect(try books.run().reconciliation.diagnostics.isEmpty)
    books.lines.append(TestLine(side: .statement, amount: "1.004", nanoseconds: 0))
    books.lines.append(TestLine(side: .ledger, amount: "1.005", nanoseconds: 0))
    let outcome = try books.run()
    #expect(outcome.reconciliation.diagnostics.map(\.code) == ["tolerance-bound-met"])
    #expect(outcome.matches.count == 102 && outcome.kinds == [])
  }

  // Value.

  @Test func `a value at the threshold is material, one unit below is not`() throws {
    var policy = Policy(thresholdUSD: TestBooks.amount("10"))
    policy.prices = ["BTC": TestBooks.amount("100")]
    let books = { (amount: String) in
      TestBooks(
        "statement m BTC \(amount) R1\nledger m BTC -1 A\nstatement m BTC -1 A", policy: policy)
    }
    let at = try books("0.1").run().reconciliation
    #expect(at.breaks[0].valueUSD == TestBooks.amount("10") && at.breaks[0].isMaterial)
    #expect(RunGrade(of: at) == .breaks)
    let below = try books("-0.09999999").run().reconciliation
    #expect(below.breaks[0].valueUSD == TestBooks.amount("9.999999"))
    #expect(!below.breaks[0].isMaterial && RunGrade(of: below) == .openWithinPolicy)
  }

  @Test func `an account without a figure still has a status`() throws {
    var policy = Policy()
    policy.accounts = [
      ExpectedAccount(account: "quiet", fault: nil, isUnread: false),
      ExpectedAccount(account: "late", fault: "no file", isUnread: true),
      ExpectedAccount(
        account: "m", fault: "a page is missing", kind: .coverageGap, isUnread: false),
    ]
    let table = "statement m USD 1 R1\nledger m USD 1 R1\nstatement n USD 1 R2"
    let outcome = try TestBooks(table, policy: policy).run().reconciliation
    #expect(
      outcome.accountStatus
        == ["late": .notRun, "m": .unproved, "n": .provedWithItems, "quiet": .proved])
    #expect(outcome.breaks.map(\.kind).contains(.coverageGap))
  }

  @Test func `an ambiguity is worth what is contested, not its net`() throws {
    let table = """
      statement m USD 6 X1 10:00:00
      statement m USD 6 X2 10:01:00
      ledger m USD 6 - 10:00:30
      """
    let policy = Policy(thresholdUSD: TestBooks.amount("10"))
    let found = try TestBooks(table, policy: policy).run().reconciliation.breaks
    #expect(found.map(\.kind) == [.ambiguous])
    #expect(found[0].amount == TestBooks.amount("6"))
    #expect(found[0].valueUSD == TestBooks.amount("12") && found[0].isMaterial)
  }

  @Test func `unpriced is never immaterial`() throws {
    let policy = Policy(thresholdUSD: TestBooks.amount("10"))
    let table = { (asset: String) in
      "statement m \(asset) 0.01 R1\nledger m \(asset) 1 A\nstatement m \(asset) 1 A"
    }
    let unpriced = try TestBooks(table("DOGE"), policy: policy).run().reconciliation
    #expect(unpriced.breaks[0].valueUSD == nil && unpriced.breaks[0].isMaterial)
    let dollars = try TestBooks(table("USD"), policy: policy).run().reconciliation
    #expect(dollars.breaks[0].valueUSD == TestBooks.amount("0.01"))
    #expect(!dollars.breaks[0].isMaterial)
    let noThreshold = try TestBooks(table("USD")).run().reconciliation
    #expect(noThreshold.breaks[0].isMaterial)
    var wide = policy
    wide.prices = ["DOGE": TestBooks.amount("0." + String(repeating: "1", count: 38))]
    let tooWide = try TestBooks(table("DOGE"), policy: wide).run().reconciliation
    #expect(tooWide.breaks[0].valueUSD == nil && tooWide.breaks[0].isMaterial)
  }

  // Status and grade.

  @Test func `two breaks that offset each other are not proved`() throws {
    let outcome = try TestBooks(
      "statement m USD 5 A\nstatement m USD -5 B\nledger m USD 1 C\nstatement m USD 1 C"
    ).run()
    #expect(outcome.only.proof.difference.isZero)
    #expect(outcome.only.status == .provedWithItems && outcome.kinds.count == 2)
    #expect(RunGrade(of: outcome.reconciliation) == .breaks)
  }

  @Test func `an empty run is proved`() throws {
    let outcome = try TestBooks().run()
    #expect(outcome.reconciliation.status == .proved)
    #expect(RunGrade(of: outcome.reconciliation) == .proved)
  }

  @Test func `a source that was not there leaves its account not run or unproved`() throws {
    let table = "statement m USD 5 A\nledger m USD 5 A\nstatement n USD 5 A\nledger n USD 5 A"
    var policy = Policy(accounts: [
      ExpectedAccount(account: "m", fault: "no file fits m-*.csv", isUnread: true),
      ExpectedAccount(account: "n", fault: nil, isUnread: false),
    ])
    let unread = try TestBooks(table, policy: policy).run().reconciliation
    #expect(unread.positions.map(\.status) == [.notRun, .proved])
    #expect(unread.status == .notRun && RunGrade(of: unread) == .unproved)
    #expect(unread.breaks.map(\.kind) == [.sourceMissing])
    #expect(unread.breaks[0].detail == "no file fits m-*.csv" && unread.breaks[0].isMaterial)
    policy.accounts[0].isUnread = false
    let partly = try TestBooks(table, policy: policy).run().reconciliation
    #expect(partly.positions.map(\.status) == [.unproved, .proved])
    policy.accounts[0].account = "absent"
    policy.accounts[0].isUnread = true
    let absent = try TestBooks(table, policy: policy).run().reconciliation
    #expect(absent.status == .notRun && absent.positions.map(\.status) == [.proved, .proved])
  }

  @Test(arguments: [
    ("type-unknown", BreakKind.unknownType), ("asset-unknown", .unknownAsset),
    ("amount-not-decimal", .unparsedLine),
  ])
  func `every refused line is a break, and its account is not proved`(
    code: String, kind: BreakKind
  ) throws {
    var books = TestBooks(
      "statement m USD 5 A\nledger m USD 5 A\nstatement n USD 5 A\nledger n USD 5 A")
    for text in ["x,y", "x,y", "z"] {
      books.refusals.append(TestRefusal(side: .statement, account: "m", code: code, text: text))
    }
    let outcome = try books.run().reconciliation
    #expect(outcome.breaks.map(\.kind) == [kind, kind, kind])
    #expect(Set(outcome.breaks.map(\.id)).count == 3)
    #expect(outcome.breaks.allSatisfy { $0.amount == nil && $0.isMaterial && $0.account == "m" })
    #expect(outcome.positions.map(\.status) == [.unproved, .proved])
    #expect(RunGrade(of: outcome) == .unproved && outcome.refused.count == 3)
  }

  @Test func `a refused line of no known account taints all its source's accounts`() throws {
    var books = TestBooks("statement m USD 5 A\nledger m USD 5 A\nledger n USD 0.1 B")
    books.refusals = [TestRefusal(side: .statement, account: nil, code: "x", text: "??")]
    let outcome = try books.run().reconciliation
    #expect(outcome.positions.map(\.status) == [.unproved, .provedWithItems])
    #expect(outcome.status == .unproved)
    #expect(outcome.breaks[0].account == "" && outcome.breaks[0].kind == .unparsedLine)
  }

  @Test func `a refused ledger line of no known account may be of any account of the book`() throws
  {
    var books = TestBooks("statement m USD 5 A\nledger n USD 1 B\nstatement n USD 1 B")
    books.refusals = [TestRefusal(side: .ledger, account: nil, code: "x", text: "??")]
    let outcome = try books.run().reconciliation
    #expect(outcome.positions.map(\.status) == [.unproved, .unproved])
  }

  // Ids.

  @Test func `a break keeps its id when it is classified otherwise`() throws {
    let open = try TestBooks("statement m USD 5 R1 23:59:59").run().reconciliation
    var policy = Policy()
    policy.cutOff = Instant(nanoseconds: TestBooks.day.nanoseconds + 86_400 * TestBooks.second)
    let timing = try TestBooks(
      "ledger m USD 5 R1 24:00:00\nstatement m USD 5 R1 23:59:59", policy: policy
    ).run().reconciliation
    let missing = try #require(open.breaks.first { $0.kind == .missingLedger })
    let late = try #require(timing.breaks.first { $0.kind == .timingCutoff })
    #expect(missing.id == late.id && missing.entries.map(\.id) == late.entries.map(\.id))
  }

  @Test func `a balance break keeps its id when its value changes`() throws {
    let ids = try ["6", "7"].map { stated in
      try TestBooks("statement m USD 5 R\nledger m USD 5 R\nbalance statement m USD \(stated)")
        .run().reconciliation.breaks.map(\.id)
    }
    #expect(ids[0] == ids[1] && ids[0].count == 1)
  }

  @Test func `ids are the same on every machine`() throws {
    let outcome = try TestBooks("statement m USD 5 R1").run()
    #expect(outcome.identity(.statement, 0).id == "ent_ae1f4f6df617e2cd")
    #expect(
      outcome.reconciliation.breaks.first { $0.kind == .missingLedger }?.id
        == "brk_675ec479c330d6e6")
  }

  @Test func `each part of an entry's content is in its identity`() throws {
    let tables = [
      "statement m USD 5 R1", "statement n USD 5 R1", "statement m EUR 5 R1",
      "statement m USD 6 R1", "statement m USD 5 R2", "statement m USD 5 R1 10:00:01",
      "statement m USD 5 R1 fee",
    ]
    var ids = Set(try tables.map { try TestBooks($0).run().identity(.statement, 0).id })
    ids.insert(try TestBooks("ledger m USD 5 R1").run().identity(.ledger, 0).id)
    let twice = try TestBooks("statement m USD 5 R1\nstatement m USD 5 R1").run()
    ids.insert(twice.identity(.statement, 0).id)
    ids.insert(twice.identity(.statement, 1).id)
    #expect(ids.count == 9)
    #expect(
      try TestBooks("statement m USD 5.00 R1").run().identity(.statement, 0).id
        == TestBooks("statement m USD 5 R1").run().identity(.statement, 0).id)
  }

  @Test func `books on the wrong side are refused`() throws {
    #expect(throws: ReconcileError.sidesMixedUp) {
      try Reconciler(policy: Policy()).reconcile(
        book: "b", businessDate: nil, statement: Book(side: .ledger),
        ledger: Book(side: .statement), names: BookNames(), sources: Sources(), aliases: [],
        diagnostics: [])
    }
  }
}
