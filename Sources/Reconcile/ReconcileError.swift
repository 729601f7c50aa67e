/// Why two books cannot be reconciled with each other: a fault of the caller.
package enum ReconcileError: Error, Hashable, Sendable {
  /// The first book is not the statement or the second not the ledger.
  case sidesMixedUp
}
