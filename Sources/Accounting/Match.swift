/// Entries of both sides that are one event.
package struct Match: Hashable, Sendable {
  /// The rule that paired them.
  package var rule: String
  /// Rows of the statement's entries, ascending.
  package var statement: [Int]
  /// Rows of the ledger's entries, ascending.
  package var ledger: [Int]
  /// Statement less ledger: what the match leaves.
  package var residual: Amount

  package init(rule: String, statement: [Int], ledger: [Int], residual: Amount) {
    self.rule = rule
    self.statement = statement
    self.ledger = ledger
    self.residual = residual
  }
}
