/// A line of a printed table: a label and one amount a column.
package struct ProofLine: Hashable, Sendable {
  package let label: String
  package let amounts: [Amount]
  /// Whether the line is a sum of those above it.
  package let isTotal: Bool

  init(_ label: String, _ amounts: Amount..., isTotal: Bool = false) {
    self.label = label
    self.amounts = amounts
    self.isTotal = isTotal
  }
}

extension StatementOfReconciliation {
  package static let columns = ["Amount"]

  package var lines: [ProofLine] {
    [
      ProofLine("Balance per statement", statementBalance),
      ProofLine("Ledger entries not on the statement", openLedger),
      ProofLine("Adjusted statement balance", adjustedStatement, isTotal: true),
      ProofLine("Balance per ledger", ledgerBalance),
      ProofLine("Statement entries not in the ledger", openStatement),
      ProofLine("Errors: residuals of matches", errors),
      ProofLine("Difference of the openings", openingDifference),
      ProofLine("Adjusted ledger balance", adjustedLedger, isTotal: true),
      ProofLine("Unexplained", unexplained, isTotal: true),
    ]
  }
}

extension ProofOfCash {
  package static let columns = [
    "Opening", "Receipts", "Disbursements", "Does not foot", "Closing",
  ]

  package var lines: [ProofLine] {
    [
      line("Per statement", statement), line("Per ledger", ledger),
      line("Difference", difference, isTotal: true),
    ]
  }

  private func line(_ label: String, _ row: Row, isTotal: Bool = false) -> ProofLine {
    ProofLine(
      label, row.opening, row.receipts, row.disbursements, row.unfooted, row.closing,
      isTotal: isTotal)
  }
}

extension RollForward {
  package static let columns = ["Amount"]

  package var lines: [ProofLine] {
    [ProofLine("Opening", opening)] + kinds.map { ProofLine($0.label, $0.amount) }
      + (unfooted.isZero ? [] : [ProofLine("Does not foot", unfooted)])
      + [ProofLine("Closing", closing, isTotal: true)]
  }
}
