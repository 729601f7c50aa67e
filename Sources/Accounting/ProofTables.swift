/// The tables an accountant proves an account's asset by; every sum in them is exact.
package struct ProofTables: Hashable, Sendable {
  package let statementOfReconciliation: StatementOfReconciliation
  package let proofOfCash: ProofOfCash
  package let statementRollForward: RollForward
  package let ledgerRollForward: RollForward

  /// - Throws: if a sum needs more than 38 digits.
  package init(
    statement: SideFigures, ledger: SideFigures, proof: Proof
  ) throws(AmountError) {
    statementOfReconciliation = try StatementOfReconciliation(statement, ledger, proof)
    proofOfCash = try ProofOfCash(statement, ledger)
    statementRollForward = RollForward(
      statement, unfooted: proofOfCash.statement.unfooted)
    ledgerRollForward = RollForward(ledger, unfooted: proofOfCash.ledger.unfooted)
  }
}

/// Both balances at the cut-off, each adjusted by what only the other side has.
package struct StatementOfReconciliation: Hashable, Sendable {
  package let statementBalance: Amount
  /// Ledger entries not on the statement.
  package let openLedger: Amount
  package let adjustedStatement: Amount
  package let ledgerBalance: Amount
  /// Statement entries not in the ledger.
  package let openStatement: Amount
  /// What matches leave: statement less ledger.
  package let errors: Amount
  package let openingDifference: Amount
  package let adjustedLedger: Amount
  /// Adjusted statement less adjusted ledger.
  package let unexplained: Amount

  /// - Throws: if a sum needs more than 38 digits.
  init(_ statement: SideFigures, _ ledger: SideFigures, _ proof: Proof) throws(AmountError) {
    statementBalance = statement.balance
    openLedger = proof.openLedger
    adjustedStatement = try statement.balance.adding(proof.openLedger)
    ledgerBalance = ledger.balance
    openStatement = proof.openStatement
    errors = proof.residuals
    openingDifference = proof.openingDifference
    adjustedLedger = try Amount.sum([
      ledger.balance, proof.openStatement, proof.residuals, proof.openingDifference,
    ])
    unexplained = try adjustedStatement.subtracting(adjustedLedger)
  }
}

/// Opening, receipts, disbursements and closing of both sides, and each column's difference.
package struct ProofOfCash: Hashable, Sendable {
  package let statement: Row
  package let ledger: Row
  /// Statement less ledger, column by column.
  package let difference: Row

  /// opening + receipts + disbursements + unfooted = closing.
  package struct Row: Hashable, Sendable {
    package let opening: Amount
    package let receipts: Amount
    /// Not positive.
    package let disbursements: Amount
    /// What the closing balance shows beyond opening and entries; zero if the side foots.
    package let unfooted: Amount
    package let closing: Amount
  }

  /// - Throws: if a sum needs more than 38 digits.
  init(_ statement: SideFigures, _ ledger: SideFigures) throws(AmountError) {
    self.statement = try Row(statement)
    self.ledger = try Row(ledger)
    difference = try self.statement.subtracting(self.ledger)
  }
}

extension ProofOfCash.Row {
  /// - Throws: if a sum needs more than 38 digits.
  init(_ figures: SideFigures) throws(AmountError) {
    opening = figures.begin
    receipts = figures.receipts
    disbursements = figures.disbursements
    closing = figures.balance
    unfooted = try Amount.sum([
      closing, opening.negated, receipts.negated, disbursements.negated,
    ])
  }

  fileprivate func subtracting(_ other: Self) throws(AmountError) -> Self {
    Self(
      opening: try opening.subtracting(other.opening),
      receipts: try receipts.subtracting(other.receipts),
      disbursements: try disbursements.subtracting(other.disbursements),
      unfooted: try unfooted.subtracting(other.unfooted),
      closing: try closing.subtracting(other.closing))
  }
}

/// One side from opening to closing, by kind of entry: opening + kinds + unfooted = closing.
package struct RollForward: Hashable, Sendable {
  package let opening: Amount
  package let openingFrom: OpeningOrigin
  package let kinds: [KindSum]
  package let unfooted: Amount
  package let closing: Amount

  init(_ figures: SideFigures, unfooted: Amount) {
    opening = figures.begin
    openingFrom = figures.openingFrom
    kinds = figures.kinds
    self.unfooted = unfooted
    closing = figures.balance
  }
}
