import Accounting

/// Says why two matched entries differ, where it can show its evidence.
struct ResidualClassifier: Sendable {
  let kind: BreakKind
  let claims: @Sendable (_ statement: Amount, _ ledger: Amount) -> Bool
  /// The evidence for a person, if it claims the pair.
  let evidence: @Sendable (_ statement: Amount, _ ledger: Amount) -> String
}

/// In order; the first that can show its evidence wins. The last claims every difference.
let residualClassifiers: [ResidualClassifier] = [
  ResidualClassifier(kind: .signReversed) { statement, ledger in
    statement == ledger.negated
  } evidence: { statement, ledger in
    "the statement has \(statement), the ledger \(ledger)"
  },
  ResidualClassifier(kind: .amountDiff) { _, _ in
    true
  } evidence: { statement, ledger in
    "the statement has \(statement), the ledger \(ledger)"
  },
]
