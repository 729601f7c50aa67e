/// To which time a row of a book belongs, seen from the last sealed run of the book.
package enum RowTense: UInt8, Hashable, Sendable {
  /// Of the time since, or no earlier run is known: it moves the balance.
  case current
  /// Open in the last run and in its closing balance: matched as any other, and moves nothing.
  case held
  /// Of a day that is closed, and the last run did not have it: it moves the balance now.
  case backdated
  /// The last run had and reconciled it: it is set aside.
  case reconciled
}
