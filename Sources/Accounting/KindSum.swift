/// The entries of one kind on one side of an account's asset.
package struct KindSum: Hashable, Sendable {
  /// Nil: those of tables that are read without kinds.
  package var kind: EntryKind?
  package var entries: Int
  package var amount: Amount

  package init(kind: EntryKind?, entries: Int, amount: Amount) {
    self.kind = kind
    self.entries = entries
    self.amount = amount
  }

  /// The word in tables.
  package var label: String { kind?.name ?? "kind not told" }
}
