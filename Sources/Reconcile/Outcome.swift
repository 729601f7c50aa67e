package import Accounting

/// What a reconciliation gives: the report's value, and what `data/work` and `explain` need.
package struct Outcome: Sendable {
  package let reconciliation: Reconciliation
  /// In canonical order: account, asset, then the statement's entry.
  package let matches: Matches
  /// Rows that stay open, in canonical order; those of an AMBIGUOUS break are among them.
  package let openStatement: [Int32]
  package let openLedger: [Int32]
  /// Rows set aside by the named rule `after-cut-off`, in canonical order.
  package let setAsideStatement: [Int]
  package let setAsideLedger: [Int]
  /// For the next run of the book.
  package let handedOn: HandedOn
  /// The matches whose amounts differ by no more than a tolerance, in the order of `matches`.
  package let tolerated: [ToleratedPlace]
  let naming: Naming

  /// The identity of an entry, by content; the same whenever the same entry is read again.
  ///
  /// Computed when asked: it builds text.
  package func identity(_ side: Side, _ row: Int) -> EntryIdentity { naming.identity(side, row) }

  /// The bytes of the entry's reference as text; empty if it has none.
  package func reference(_ side: Side, _ row: Int) -> String { naming.reference(side, row) }

  /// What a side's entries say, for writing all of them.
  package func contents(_ side: Side) -> EntryContents { naming.contents(side) }
}
