/// What the last sealed run of a book said an account's asset closed with.
package struct PriorClosing: Hashable, Sendable {
  package var account: String
  package var asset: String
  /// The cut-off of that run: entries from then on are of the time since.
  package var asOf: Instant
  /// Each side's balance then.
  package var statement: Amount
  package var ledger: Amount
  /// What that run did not explain of their difference, what it carried in itself included.
  package var unexplained: Amount

  package init(
    account: String, asset: String, asOf: Instant, statement: Amount, ledger: Amount,
    unexplained: Amount
  ) {
    self.account = account
    self.asset = asset
    self.asOf = asOf
    self.statement = statement
    self.ledger = ledger
    self.unexplained = unexplained
  }

  package subscript(side: Side) -> Amount { side == .statement ? statement : ledger }
}

/// Who says with what balance a side of an account's asset begins.
package enum OpeningOrigin: String, Hashable, Sendable, CaseIterable {
  /// The settings.
  case declared
  /// The first running balance.
  case running
  /// The last sealed run of the book.
  case prior
  /// Nobody: the other side's is taken where this side states a balance, else zero.
  case none
}
