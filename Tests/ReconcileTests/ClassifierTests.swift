import Accounting
import Reconcile
import Testing

/// Each kind where its evidence is there, and where it must not be claimed.
@Suite struct ClassifierTests {
  struct Line: CustomTestStringConvertible, Sendable {
    var kind: BreakKind
    var isClaimed: Bool
    var words: [String]
    var testDescription: String { "\(kind) \(words)" }
  }

  static let residuals: [Line] = Reconciler.residualExamples.flatMap { kind, examples in
    examples.split(separator: "\n").map { line in
      let parts = line.split(separator: "|")
      return Line(
        kind: kind, isClaimed: parts[0].contains("claims"),
        words: parts[1].split(separator: " ").map(String.init))
    }
  }

  @Test(arguments: residuals)
  func `a classifier of differences does what its example says`(line: Line) throws {
    let kind = line.words.count > 2 ? EntryKind.allCases.first { $0.name == line.words[2] } : nil
    let found = Reconciler.residualKind(
      statement: TestBooks.amount(line.words[0]), ledger: TestBooks.amount(line.words[1]),
      kind: kind ?? .trade, hasAgreedLeg: line.words.last == "leg")
    #expect((found == line.kind) == line.isClaimed, "\(String(describing: found))")
  }

  @Test func `every classifier of differences has examples of what it claims`() {
    for (kind, _) in Reconciler.residualExamples {
      #expect(Self.residuals.contains { $0.kind == kind && $0.isClaimed }, "\(kind)")
    }
  }

  private func check(
    _ table: String, gives kinds: [BreakKind], _ location: SourceLocation = #_sourceLocation
  ) throws {
    // Both sides know every account and asset, so that nothing is MISSING_CURRENCY.
    var known = ""
    for side in Side.allCases {
      for account in ["main", "other"] {
        for asset in ["USD", "BTC", "WBTC", "BNB"] {
          known += "\(side.rawValue) \(account) \(asset) 77 \(account)\(asset) 01:00:00\n"
        }
      }
    }
    let outcome = try TestBooks(known + table).run()
    #expect(
      outcome.kinds.map(\.rawValue).sorted() == kinds.map(\.rawValue).sorted(),
      sourceLocation: location)
    for found in outcome.reconciliation.breaks where found.kind != .missingLedger {
      let names = Set(found.entries + found.competing)
      #expect(names.count == found.entries.count + found.competing.count)
    }
  }

  @Test func `an entry and its reversal`() throws {
    let pair = "statement main USD 50 - 10:00:00\nstatement main USD -50 - 10:01:00"
    try check(pair, gives: [.reversalPair, .reversalPair])
    try check(
      "ledger main USD 50 R1 10:00:00\nledger main USD -50 R1 20:00:00",
      gives: [.reversalPair, .reversalPair])
    // Far apart without a reference, or of another amount: two open entries.
    try check(
      "statement main USD 50 - 10:00:00\nstatement main USD -50 - 10:02:01",
      gives: [.missingLedger, .missingLedger])
    try check(
      "statement main USD 50 - 10:00:00\nstatement main USD -50.01 - 10:00:00",
      gives: [.missingLedger, .missingLedger])
  }

  @Test func `another account, another asset, the wrapped asset`() throws {
    try check(
      "statement main USD 41.5 A1 10:00:00\nledger other USD 41.5 B1 10:01:00",
      gives: [.wrongAccount, .wrongAccount])
    try check(
      "statement main USD 41.5 A1 10:00:00\nledger other USD 41.5 A1 20:00:00",
      gives: [.wrongAccount, .wrongAccount])
    try check(
      "statement main USD 41.5 - 10:00:00\nledger main BNB 41.5 - 10:01:00",
      gives: [.wrongAsset, .wrongAsset])
    try check(
      "statement main BTC 0.5 - 10:00:00\nledger main WBTC 0.5 - 10:01:00",
      gives: [.wrappedAsset, .wrappedAsset])
    // Too late, both elsewhere, or two that could be it.
    try check(
      "statement main USD 41.5 - 10:00:00\nledger other USD 41.5 - 10:02:01",
      gives: [.missingLedger, .missingStatement])
    try check(
      "statement main USD 41.5 - 10:00:00\nledger other BNB 41.5 - 10:00:00",
      gives: [.missingLedger, .missingStatement])
    try check(
      """
      statement main USD 41.5 - 10:00:00
      ledger other USD 41.5 - 10:00:00
      ledger main BNB 41.5 - 10:00:00
      """, gives: [.missingLedger, .missingStatement, .missingStatement])
  }

  @Test func `a trade at two prices`() throws {
    try check(
      """
      statement main BTC 0.5 A1 10:00:00 trade
      ledger main BTC 0.5 A1 10:00:00 trade
      statement main USD -20000.17 A1 10:00:00 trade
      ledger main USD -20010.44 A1 10:00:00 trade
      """, gives: [.fxPrice])
    // The other leg differs too, comes in as well, is a fee, is of another trade, or is one of two.
    for (other, kinds) in [
      ("BTC 0.5 A1 10:00:00 trade|BTC 0.73 A1 10:00:00 trade", [.amountDiff, .amountDiff]),
      ("BTC -0.5 A1 10:00:00 trade|BTC -0.5 A1 10:00:00 trade", [.amountDiff]),
      ("BTC 0.5 A1 10:00:00 fee|BTC 0.5 A1 10:00:00 fee", [.amountDiff]),
      ("BTC 0.5 A2 10:00:00 trade|BTC 0.5 A2 10:00:00 trade", [.amountDiff]),
      (
        "BTC 0.5 A1 10:00:00 trade|BTC 0.5 A1 10:00:00 trade"
          + "|BNB 7 A1 10:00:00 trade|BNB 7 A1 10:00:00 trade", [.amountDiff]
      ),
    ] as [(String, [BreakKind])] {
      let legs = other.split(separator: "|").enumerated().map { place, leg in
        "\(place % 2 == 0 ? "statement" : "ledger") main \(leg)"
      }
      try check(
        """
        statement main USD -20000.17 A1 10:00:00 trade
        ledger main USD -20010.44 A1 10:00:00 trade

        """ + legs.joined(separator: "\n"), gives: kinds)
    }
  }

  @Test func `an amount with a slip, without a common reference`() throws {
    try check(
      "statement main USD 41.5 A1 10:00:00\nledger main USD -41.5 B1 10:01:00",
      gives: [.signReversed, .signReversed])
    try check(
      "statement main USD 41.5 A1 10:00:00\nledger main USD 4150 B1 10:01:00",
      gives: [.scale10N, .scale10N])
    try check(
      "statement main USD 12345 A1 10:00:00\nledger main USD 12435 B1 10:01:00",
      gives: [.transposed, .transposed])
    try check(
      "statement main USD 19.05 A1 10:00:00\nledger main USD 19.50 B1 10:01:00",
      gives: [.transposed, .transposed])
    try check(
      "statement main USD 12345 A1 10:00:00\nledger main USD 13425 B1 10:01:00",
      gives: [.missingLedger, .missingStatement])
    try check(
      "statement main USD 12345 A1 10:00:00\nledger main USD 12435 B1 10:02:01",
      gives: [.missingLedger, .missingStatement])
  }

  @Test func `an amount with fewer decimals, without a common reference`() throws {
    try check(
      "statement main USD 41.523817 A1 10:00:00\nledger main USD 41.52 B1 10:01:00",
      gives: [.precisionLoss, .precisionLoss])
    try check(
      "statement main USD -41.53 - 10:00:00\nledger main USD -41.5279 B1 10:01:00",
      gives: [.rounding, .rounding])
    try check(
      "statement main USD 13 A1 10:00:00\nledger main USD 12.9998 B1 10:01:00",
      gives: [.rounding, .rounding])
    try check(
      "statement main USD 0.000569988 A1 10:00:00\nledger main USD 0.00057 B1 10:01:00",
      gives: [.rounding, .rounding])
    // Too far apart, too late, or two that could be it.
    try check(
      "statement main USD 0.523817 A1 10:00:00\nledger main USD 0.52 B1 10:01:00",
      gives: [.missingLedger, .missingStatement])
    try check(
      "statement main USD 41.523817 A1 10:00:00\nledger main USD 41.52 B1 10:02:01",
      gives: [.missingLedger, .missingStatement])
    try check(
      """
      statement main USD 41.523817 A1 10:00:00
      statement main USD 41.523911 A1 10:00:00
      ledger main USD 41.52 B1 10:01:00
      """, gives: [.missingLedger, .missingLedger, .missingStatement])
  }

  @Test func `two fees near in time, without a common reference`() throws {
    let fees = "statement main USD -0.5 T1 10:00:00 fee\nledger main USD -0.7 L1 10:01:00 fee"
    try check(fees, gives: [.feeDiff, .feeDiff])
    // Of events that the other side knows, more than twice as much, too late, or two.
    try check(
      fees + "\nstatement main USD 7 T1 10:00:00\nledger main USD 7 T1 10:00:00",
      gives: [.feeUnbooked, .missingStatement])
    try check(
      "statement main USD -0.5 T1 10:00:00 fee\nledger main USD -1.1 L1 10:01:00 fee",
      gives: [.feeUnbooked, .missingStatement])
    try check(
      "statement main USD -0.5 T1 10:00:00 fee\nledger main USD -0.7 L1 10:02:01 fee",
      gives: [.feeUnbooked, .missingStatement])
    try check(
      fees + "\nledger main USD -0.6 L2 10:01:00 fee",
      gives: [.missingLedger, .missingStatement, .missingStatement])
    // One that it cannot be is no other.
    try check(
      fees + "\nledger main USD -2.6 L2 10:01:00 fee",
      gives: [.feeDiff, .feeDiff, .missingStatement])
  }

  @Test func `two entries undone, one a side, are not one event`() throws {
    let undone = "statement main USD 798.33 - 10:00:00\nstatement main USD -798.33 - 10:00:18"
    let pairs = [BreakKind](repeating: .reversalPair, count: 4)
    try check(
      undone + "\nledger main USD 0.26 L1 10:00:30\nledger main USD -0.26 L2 10:01:00",
      gives: pairs)
  }

  @Test func `a part of an event that the other side knows`() throws {
    try check(
      """
      statement main USD 30 T1 @O1 10:00:00
      statement main USD 20 T2 @O1 10:00:01
      statement main USD 11 T3 @O1 10:00:02
      ledger main USD 50 O1 18:00:00
      """, gives: [.splitIncomplete])
    try check(
      """
      statement main USD 30 R1 10:00:00
      statement main USD 20 R1 10:00:01
      ledger main USD 20 R1 18:00:00
      """, gives: [.splitIncomplete])
    try check("statement main USD 30 T1 @O1 10:00:00", gives: [.missingLedger])
  }

  @Test func `fees and income of the venue`() throws {
    try check("statement main USD -0.5 T1 10:00:00 fee", gives: [.feeUnbooked])
    try check("statement main BTC 0.01 S1 10:00:00 staking", gives: [.unstatedIncome])
    try check("statement main USD 0.3 S1 10:00:00 rebate", gives: [.unstatedIncome])
    try check("ledger main USD -0.5 T1 10:00:00 fee", gives: [.missingStatement])
    try check("statement main USD -0.5 T1 10:00:00 trade", gives: [.missingLedger])
    try check(
      "statement main USD -0.5 T1 10:00:00 fee\nledger main BNB -0.01 T1 18:00:00 fee",
      gives: [.feeOtherAsset, .feeOtherAsset])
  }

  @Test func `the fee's difference is the fee's`() throws {
    try check(
      "statement main USD -0.5 T1 10:00:00 fee\nledger main USD -0.7 T1 10:00:00 fee",
      gives: [.feeDiff])
  }
}
