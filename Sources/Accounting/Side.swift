/// Whose account of events.
package enum Side: String, Hashable, Sendable, CaseIterable {
  /// The venue's.
  case statement
  /// Ours.
  case ledger

  package var other: Side { self == .statement ? .ledger : .statement }
}
