/// One reason why statement and ledger differ by more than their entries.
package struct ProofCause: Hashable, Sendable {
  package var kind: Kind
  /// The side it is about; nil if it is about both.
  package var side: Side?
  /// The part of statement less ledger that it is.
  package var amount: Amount
  /// One sentence with the figures.
  package var detail: String

  /// The raw values are promises to readers.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Opening and entries of the statement do not give its balance.
    case statementUnfooted = "STATEMENT_UNFOOTED"
    case ledgerUnfooted = "LEDGER_UNFOOTED"
    /// A side does not begin with what it closed with in the last sealed run.
    case openingNotPriorClosing = "OPENING_NOT_PRIOR_CLOSING"
    /// What the last sealed run did not explain itself.
    case priorUnexplained = "PRIOR_UNEXPLAINED"
    /// The sides begin with different balances, for what else there is: no earlier run is known, or
    /// its open items.
    case openingsDiffer = "OPENINGS_DIFFER"
  }

  package init(kind: Kind, side: Side?, amount: Amount, detail: String) {
    self.kind = kind
    self.side = side
    self.amount = amount
    self.detail = detail
  }
}
