package import Accounting

/// Says why two matched entries differ, where it can show its evidence.
struct ResidualClassifier: Sendable {
  let kind: BreakKind
  /// Lines `claims | STATEMENT LEDGER [KIND] [leg]` or `leaves | …`, `leg` where the trade's other
  /// leg agrees; the compliance test runs them all.
  let examples: String
  let claims: @Sendable (_ pair: ResidualPair) -> Bool
  /// The evidence for a person, if it claims the pair; the amounts and the gap stand before it.
  let evidence: @Sendable (_ statement: Amount, _ ledger: Amount) -> String
}

/// Two matched entries that differ.
struct ResidualPair: Sendable {
  var statement: Amount
  var ledger: Amount
  var kinds: (statement: EntryKind, ledger: EntryKind)
  /// Whether they are a leg of a trade on whose other leg both sides agree (`TradeLegs`).
  var hasAgreedLeg = false
}

/// In order; the first that can show its evidence wins. The last claims every difference.
let residualClassifiers: [ResidualClassifier] = [
  ResidualClassifier(
    kind: .feeDiff,
    examples: """
      claims | -0.5 -0.6 fee
      leaves | -0.5 -0.6 trade
      """
  ) { pair in
    pair.kinds.statement == .fee && (pair.kinds.ledger == .fee || pair.kinds.ledger == .other)
  } evidence: { _, _ in
    "both are the fee"
  },
  ResidualClassifier(
    kind: .signReversed,
    examples: """
      claims | 5 -5
      leaves | 5 -5.01
      """
  ) { pair in
    pair.statement == pair.ledger.negated
  } evidence: { _, _ in
    "the signs are opposite"
  },
  ResidualClassifier(
    kind: .scale10N,
    examples: """
      claims | 1.25 125
      claims | 31000 3.1
      leaves | 1.25 126
      leaves | 5 50
      leaves | 1.25 -125
      """
  ) { pair in
    AmountLikeness.isScaled(pair.statement, pair.ledger)
  } evidence: { _, _ in
    "the digits are the same, the decimal mark is elsewhere"
  },
  ResidualClassifier(
    kind: .transposed,
    examples: """
      claims | 1234.5 1243.5
      claims | 19.05 19.50
      claims | 0.012 0.102
      leaves | 0.01 0.1
      leaves | 10.5 1.5
      leaves | 1234.5 1432.5
      leaves | 1234.5 1235.5
      """
  ) { pair in
    AmountLikeness.isTransposed(pair.statement, pair.ledger)
  } evidence: { _, _ in
    "two neighbouring digits changed places"
  },
  ResidualClassifier(
    kind: .precisionLoss,
    examples: """
      claims | 0.123456789012 0.12345678
      claims | 0.12345678 0.123456782345
      claims | 4.3402 4.34
      leaves | 0.123456785012 0.12345679
      leaves | 1.545 1.5
      leaves | 1.230 1.231
      leaves | 1.23000 1.23001
      """
  ) { pair in
    AmountLikeness.isCut(pair.statement, pair.ledger)
  } evidence: { statement, ledger in
    "the \(statement.reduced.scale < ledger.reduced.scale ? "statement" : "ledger") has "
      + "\(min(statement.reduced.scale, ledger.reduced.scale)) decimals, the rest is cut off"
  },
  ResidualClassifier(
    kind: .rounding,
    examples: """
      claims | 0.123456789012 0.12345679
      claims | 2.00512 2.01
      claims | 8.527991797 8.5279918
      leaves | 2.00412 2.01
      leaves | 1.655 2
      leaves | 1.2339 1.234
      leaves | 1.23999 1.24
      """
  ) { pair in
    AmountLikeness.isRounded(pair.statement, pair.ledger)
  } evidence: { statement, ledger in
    "the \(statement.reduced.scale < ledger.reduced.scale ? "statement" : "ledger") is rounded "
      + "to \(min(statement.reduced.scale, ledger.reduced.scale)) decimals"
  },
  ResidualClassifier(
    kind: .fxPrice,
    examples: """
      claims | -40000 -40010 trade leg
      claims | 0.5 0.51 other leg
      leaves | -40000 -40010 trade
      leaves | -40000 40000 trade leg
      leaves | -40125 -4012.5 trade leg
      """
  ) { pair in
    pair.hasAgreedLeg
  } evidence: { _, _ in
    "the trade's other leg agrees, so the price differs"
  },
  ResidualClassifier(
    kind: .amountDiff,
    examples: """
      claims | 5 6
      claims | 100 99.98
      """
  ) { _ in
    true
  } evidence: { _, _ in
    ""
  },
]

extension ResidualClassifier {
  /// What a break's detail says: both amounts, the gap, and the evidence.
  func detail(_ statement: Amount, _ ledger: Amount) -> String {
    let gap = (try? statement.subtracting(ledger))?.description ?? "more than 38 digits"
    let why = evidence(statement, ledger)
    return "the statement has \(statement), the ledger \(ledger), the gap is \(gap)"
      + (why.isEmpty ? "" : ": \(why)")
  }
}

extension Reconciler {
  /// What the classifiers of differences claim first, in order, for the compliance test.
  package static func residualKind(
    statement: Amount, ledger: Amount, kind: EntryKind, hasAgreedLeg: Bool = false
  ) -> BreakKind? {
    let pair = ResidualPair(
      statement: statement, ledger: ledger, kinds: (kind, kind), hasAgreedLeg: hasAgreedLeg)
    return residualClassifiers.first { $0.claims(pair) }?.kind
  }

  /// Each kind of difference and the examples of its classifier.
  package static var residualExamples: [(kind: BreakKind, examples: String)] {
    residualClassifiers.map { ($0.kind, $0.examples) }
  }
}
