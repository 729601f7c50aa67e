import Accounting
import Reconcile
import Testing

/// What tolerances allow: of which entries, to which unit and which second.
@Suite struct ToleranceTests {
  private static func amount(_ text: String) -> Amount { TestBooks.amount(text) }

  private func run(_ table: String, _ tolerances: [Tolerance]) throws -> Outcome {
    try TestBooks(table, policy: Policy(tolerances: tolerances)).run()
  }

  // Relative.

  /// A hundredth of the larger amount; the larger may be of either side.
  static let shares = [
    ("100", "99", true), ("100", "98.99", false), ("99", "100", true), ("98.99", "100", false),
    ("100", "101.01", true), ("100", "101.02", false), ("101.01", "100", true),
    ("101.02", "100", false), ("0.01", "0.0099", true), ("0.01", "0.00989999", false),
    ("12345678.9", "12222222.111", true), ("12345678.9", "12222222.110999999999", false),
  ]

  @Test(arguments: shares, ["R1", "-"])
  func `a residual at the share is none, one unit beyond is a break`(
    share: (statement: String, ledger: String, isTolerated: Bool), reference: String
  ) throws {
    for sign in ["", "-"] {
      let (one, other) = (sign + share.statement, sign + share.ledger)
      let outcome = try run(
        "statement m USD \(one) \(reference)\nledger m USD \(other) \(reference)",
        [Tolerance(relative: Self.amount("0.01"), scope: .leg)])
      #expect(outcome.kinds.isEmpty == share.isTolerated, "\(one) \(other)")
      let gap = try Self.amount(one).subtracting(Self.amount(other)).magnitude
      #expect(outcome.only.toleranceUsed == (share.isTolerated ? gap : .zero))
      #expect((outcome.only.status == .withinTolerance) == share.isTolerated)
    }
  }

  @Test(
    arguments: [
      ("100", "99.5", true), ("100", "99.49", false), ("10", "9.9", true), ("10", "9.89", false),
    ])
  func `with an absolute limit too neither may be passed`(
    statement: String, ledger: String, isTolerated: Bool
  ) throws {
    for reference in ["R1", "-"] {
      let outcome = try run(
        "statement m USD \(statement) \(reference)\nledger m USD \(ledger) \(reference)",
        [Tolerance(absolute: Self.amount("0.5"), relative: Self.amount("0.01"), scope: .leg)])
      #expect(outcome.kinds.isEmpty == isTolerated)
    }
  }

  @Test func `a share is of the amounts, never of the balance`() throws {
    let table = "statement m USD 5 R1\nledger m USD 5 R1\nbalance statement m USD 5.01"
    let outcome = try run(table, [Tolerance(relative: Self.amount("0.5"), scope: .leg)])
    #expect(outcome.kinds == [.balanceDiff])
  }

  // Times.

  /// At most 60 seconds before the statement's entry and 600 after it.
  static let times = [
    ("09:59:00", true), ("09:58:59", false), ("10:10:00", true), ("10:10:01", false),
    ("10:00:00", true),
  ]
  static let window = Tolerance(beforeSeconds: 60, afterSeconds: 600, scope: .leg)

  @Test(arguments: times, [[window], [window, Tolerance(absolute: amount("0.1"), scope: .leg)]])
  func `at the edge of the window is a match, one second beyond is not`(
    time: (ledger: String, isMatched: Bool), tolerances: [Tolerance]
  ) throws {
    // One on each side; a second statement entry; a second pair.
    let others = [
      "", "\nstatement m USD 7 - 20:00:00",
      "\nstatement m USD 7 - 12:00:00\nledger m USD 7 - 12:00:00",
    ]
    for (number, other) in others.enumerated() {
      let outcome = try run(
        "statement m USD 7 - 10:00:00\nledger m USD 7 - \(time.ledger)" + other, tolerances)
      let expected = (time.isMatched ? 1 : 0) + (number == 2 ? 1 : 0)
      #expect(outcome.matches.count == expected, "\(number)")
    }
    let mirrored = try run(
      "statement m USD 7 - \(time.ledger)\nledger m USD 7 - 10:00:00", tolerances)
    let isMirrored = ["09:59:00", "10:00:00"].contains(time.ledger) || time.ledger == "09:58:59"
    #expect((mirrored.matches.count == 1) == isMirrored)
  }

  @Test(arguments: times)
  func `a fee is netted within the window, before and after`(
    time: (ledger: String, isMatched: Bool)
  ) throws {
    let parts = "m USD 100 A1 10:00:00\nSIDE m USD -0.5 A1 10:00:00 fee"
    let own = Tolerance(
      rule: "fee-aware", beforeSeconds: 60, afterSeconds: 600, scope: .leg)
    let table = "statement \(parts)\nledger m USD 99.5 B1 \(time.ledger)"
      .replacing("SIDE", with: "statement")
    let outcome = try run(table, [own])
    #expect((outcome.matches.map(\.rule) == ["fee-aware"]) == time.isMatched)
    let ledger = "ledger \(parts)\nstatement m USD 99.5 B1 \(time.ledger)"
      .replacing("SIDE", with: "ledger")
    let turned = Tolerance(
      rule: "fee-aware", beforeSeconds: 600, afterSeconds: 60, scope: .leg)
    #expect((try run(ledger, [turned]).matches.map(\.rule) == ["fee-aware"]) == time.isMatched)
  }

  @Test(arguments: times)
  func `a set is within the window, before and after`(
    time: (ledger: String, isMatched: Bool)
  ) throws {
    let own = Tolerance(
      rule: "covering-set", beforeSeconds: 60, afterSeconds: 600, scope: .leg)
    let table =
      "statement m USD 10 - 10:00:00\nledger m USD 4 - 10:00:00\nledger m USD 6 - \(time.ledger)"
    #expect(
      try run(table, [own]).matches.map(\.rule) == (time.isMatched ? ["covering-set"] : []))
    let apart =
      "statement m USD 10 - 10:00:00\nledger m USD 4 - 09:59:00\nledger m USD 6 - 10:09:01"
    #expect(try run(apart, [own]).matches.isEmpty, "entries of one side further apart than 600 s")
  }

  @Test func `what is missing of a window is the settings' window`() throws {
    let books = { (time: String, tolerance: Tolerance) in
      try self.run("statement m USD 7 - 10:00:00\nledger m USD 7 - \(time)", [tolerance]).matches
        .count
    }
    let after = Tolerance(afterSeconds: 600, scope: .leg)
    #expect(try books("09:58:00", after) == 1 && books("09:57:59", after) == 0)
    let before = Tolerance(beforeSeconds: 0, scope: .leg)
    #expect(try books("10:02:00", before) == 1 && books("10:02:01", before) == 0)
    #expect(try books("09:59:59", before) == 0)
  }

  @Test func `the other side's entry after the cut-off is evidence as late as the window allows`()
    throws
  {
    for (time, kind) in [("00:09:00", BreakKind.timingCutoff), ("00:09:01", .missingLedger)] {
      let hour = time.replacing("00:", with: "24:", maxReplacements: 1)
      var books = TestBooks("statement m USD 7 - 23:59:00\nledger m USD 7 - \(hour)")
      books.policy.tolerances = [Self.window]
      books.policy.cutOff = Instant(
        nanoseconds: TestBooks.day.nanoseconds + 86_400 * TestBooks.second)
      #expect(try books.run().kinds == [kind])
    }
  }

  @Test func `a slip is looked for in the window, a duplicate by the settings' window`() throws {
    let slip = { (time: String) in
      try self.run("statement m USD 7 - 10:00:00\nledger m USD -7 - \(time)", [Self.window]).kinds
    }
    #expect(try slip("10:10:00") == [.signReversed, .signReversed])
    #expect(try slip("10:10:01") == [.missingLedger, .missingStatement])
    #expect(try slip("09:59:00") == [.signReversed, .signReversed])
    #expect(try slip("09:58:59") == [.missingStatement, .missingLedger])
    let twice = { (time: String) in
      try self.run(
        "statement m USD 7 R 10:00:00\nstatement m USD 7 R \(time)\nledger m USD 7 R 10:00:00",
        [Self.window]
      ).kinds
    }
    #expect(try twice("10:02:00") == [.duplicateStatement])
    #expect(try !twice("10:02:01").contains(.duplicateStatement))
  }

  // For which rules, accounts and assets.

  @Test func `a tolerance of a rule is for its matches alone`() throws {
    let table = { (reference: String) in
      "statement m USD 1 \(reference)\nledger m USD 1.01 \(reference)"
    }
    let rules = [("reference-amount-differs", "R1"), ("amount-within-window", "-")]
    for (rule, _) in rules {
      for (other, reference) in rules {
        let outcome = try run(
          table(reference), [Tolerance(rule: rule, absolute: Self.amount("0.01"), scope: .leg)])
        #expect(outcome.kinds.isEmpty == (rule == other), "\(rule) \(other)")
      }
    }
    let window = Tolerance(
      rule: "amount-within-window", beforeSeconds: 0, afterSeconds: 0, scope: .leg)
    let set = "statement m USD 10 -\nledger m USD 4 - 10:02:00\nledger m USD 6 - 10:02:00"
    #expect(try run(set, [window]).matches.map(\.rule) == ["covering-set"])
    #expect(try run("statement m USD 1 -\nledger m USD 1 - 10:00:01", [window]).matches.isEmpty)
  }

  @Test func `one that names the rule goes before all that name none`() throws {
    let ofRule = Tolerance(
      rule: "reference-amount-differs", absolute: Self.amount("0"), scope: .leg)
    let ofPlace = Tolerance(account: "main", asset: "USD", absolute: Self.amount("5"))
    for tolerances in [[ofRule, ofPlace], [ofPlace, ofRule]] {
      let terms = Policy(tolerances: tolerances).terms(account: "main", asset: "USD")
      #expect(terms.amounts(of: "reference-amount-differs").isNone)
      #expect(terms.amounts(of: "amount-within-window") == ofPlace.amounts)
      #expect(terms.balance == Self.amount("5"))
    }
  }

  @Test func `what says nothing of amounts or times leaves them to the others`() throws {
    let general = Tolerance(
      absolute: Self.amount("0.5"), beforeSeconds: 5, afterSeconds: 6, scope: .leg)
    let times = Tolerance(account: "m", asset: "USD", afterSeconds: 60, scope: .leg)
    let amounts = Tolerance(account: "n", relative: Self.amount("0.1"), scope: .leg)
    let policy = Policy(windowSeconds: 9, tolerances: [general, times, amounts])
    let rule = "amount-within-window"
    let here = policy.terms(account: "m", asset: "USD")
    #expect(here.amounts(of: rule) == general.amounts)
    #expect(here.window(of: rule) == TimeWindow(beforeSeconds: 9, afterSeconds: 60))
    let there = policy.terms(account: "n", asset: "USD")
    #expect(there.amounts(of: rule) == amounts.amounts)
    #expect(there.window(of: rule) == TimeWindow(beforeSeconds: 5, afterSeconds: 6))
    let none = Policy(windowSeconds: 9).terms(account: "n", asset: "USD")
    #expect(none.amounts(of: rule).isNone && none.window(of: rule) == TimeWindow(seconds: 9))
  }

  @Test func `every account and asset has its own`() throws {
    let tolerances = [
      Tolerance(account: "m", absolute: Self.amount("0.01"), scope: .leg),
      Tolerance(asset: "B*", relative: Self.amount("0.5"), scope: .leg),
      Tolerance(account: "n", asset: "USD", afterSeconds: 600, scope: .leg),
    ]
    let outcome = try run(
      """
      statement m USD 1 R1
      ledger m USD 1.01 R1
      statement n USD 1 R1
      ledger n USD 1.01 R1
      statement n BTC 1 R1
      ledger n BTC 2 R1
      statement n USD 7 - 10:00:00
      ledger n USD 7 - 10:10:00
      statement m USD 7 - 10:00:00
      ledger m USD 7 - 10:10:00
      """, tolerances)
    let found = outcome.reconciliation.breaks.map { "\($0.account) \($0.asset) \($0.kind)" }
    #expect(found == ["m USD missingLedger", "m USD missingStatement", "n USD amountDiff"])
  }
}
