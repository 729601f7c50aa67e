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
      ("tolerance_budget", .optional(position.toleranceBudget)),
      ("tolerance_used", .amount(position.toleranceUsed)),
      ("tolerance_uses", .list(position.toleranceUses.map(use))),
      ("tolerated_matches", .list(position.toleratedMatches.map(tolerated))),
    ])
  }

  private static func use(_ use: ToleranceUse) -> JSONValue {
    .object([
      ("amount", .amount(use.amount)), ("count", .count(use.count)),
      ("of", .text(use.purpose.name)),
    ])
  }

  private static func tolerated(_ match: ToleratedMatch) -> JSONValue {
    .object([
      ("allowed", .amount(match.allowed)),
      ("ledger", .list(match.ledger.map(JSONValue.text))),
      ("ledger_after_seconds", .amount(match.ledgerAfterSeconds)),
      ("residual", .amount(match.residual)),
      ("rule", .text(match.rule)),
      ("statement", .list(match.statement.map(JSONValue.text))),
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
