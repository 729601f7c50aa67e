import Accounting

extension SummaryReport {
  /// One account's asset: both sides' figures, the proof and what it came to.
  static func balance(_ position: AccountAsset) -> JSONValue {
    .object([
      ("account", .text(position.account)),
      ("asset", .text(position.asset)),
      ("causes", .list(position.causes.map(cause))),
      ("ledger", side(position.ledger)),
      ("matched", .count(position.matched)),
      ("proof", proof(position.proof)),
      ("proof_of_cash", proofOfCash(position.tables.proofOfCash)),
      ("roll_forward", rollForward(position.tables)),
      ("statement", side(position.statement)),
      ("statement_of_reconciliation", adjusted(position.tables.statementOfReconciliation)),
      ("status", .text(position.status.rawValue)),
      ("tolerance", .amount(position.tolerance)),
      ("tolerance_used", .amount(position.toleranceUsed)),
    ])
  }

  private static func side(_ figures: SideFigures) -> JSONValue {
    .object([
      ("balance", .amount(figures.balance)),
      ("entries", .count(figures.entries)),
      ("held_amount", .amount(figures.heldAmount)),
      ("held_entries", .count(figures.heldEntries)),
      ("known", .flag(figures.isKnown)),
      ("movement", .amount(figures.movement)),
      ("open_amount", .amount(figures.openAmount)),
      ("open_entries", .count(figures.openEntries)),
      ("opening", .optional(figures.opening)),
      ("stated", .optional(figures.stated)),
    ])
  }

  private static func proof(_ proof: Proof) -> JSONValue {
    .object([
      ("difference", .amount(proof.difference)),
      ("open_ledger", .amount(proof.openLedger)),
      ("open_statement", .amount(proof.openStatement)),
      ("opening_difference", .amount(proof.openingDifference)),
      ("residuals", .amount(proof.residuals)),
      ("unexplained", .amount(proof.unexplained)),
    ])
  }
}
