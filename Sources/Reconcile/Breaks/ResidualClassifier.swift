import Accounting

/// Says why two matched entries differ, where it can show its evidence.
struct ResidualClassifier: Sendable {
  let kind: BreakKind
  /// The evidence for a person; nil if it does not claim the pair.
  let evidence: @Sendable (_ statement: Amount, _ ledger: Amount) -> String?
}

/// In order; the first that can show its evidence wins. The last claims every difference.
let residualClassifiers: [ResidualClassifier] = [
  ResidualClassifier(kind: .signReversed) { statement, ledger in
    statement == ledger.negated ? "the statement has \(statement), the ledger \(ledger)" : nil
  },
  ResidualClassifier(kind: .amountDiff) { statement, ledger in
    "the statement has \(statement), the ledger \(ledger)"
  },
]
