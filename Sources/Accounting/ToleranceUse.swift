/// What the tolerances took of one account's asset, by what they took it for.
package struct ToleranceUse: Hashable, Sendable {
  package var purpose: Purpose
  /// How many differences there are.
  package var count: Int
  /// The sum of their distances from zero, in the asset.
  package var amount: Amount

  /// What a tolerance was used for.
  package enum Purpose: Hashable, Sendable {
    /// What matches of the rule leave.
    case matches(rule: String)
    /// Parts of the opening difference.
    case opening
    /// What stays unexplained of the balance.
    case unexplained

    /// The rule's name, `opening` or `unexplained`: promises to readers.
    package var name: String {
      switch self {
      case .matches(let rule): rule
      case .opening: "opening"
      case .unexplained: "unexplained"
      }
    }
  }

  package init(purpose: Purpose, count: Int, amount: Amount) {
    self.purpose = purpose
    self.count = count
    self.amount = amount
  }
}

/// A match whose amounts differ by no more than a tolerance allows, by the ids of its entries.
package struct ToleratedMatch: Hashable, Sendable {
  package var rule: String
  /// Ids in the order of the match.
  package var statement: [String]
  package var ledger: [String]
  /// Statement less ledger; not zero.
  package var residual: Amount
  /// What the tolerance allows of these amounts.
  package var allowed: Amount
  /// How many seconds after the statement's first entry the ledger's is; negative: before.
  package var ledgerAfterSeconds: Amount

  package init(
    rule: String, statement: [String], ledger: [String], residual: Amount, allowed: Amount,
    ledgerAfterSeconds: Amount
  ) {
    self.rule = rule
    self.statement = statement
    self.ledger = ledger
    self.residual = residual
    self.allowed = allowed
    self.ledgerAfterSeconds = ledgerAfterSeconds
  }
}
