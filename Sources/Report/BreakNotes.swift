package import Accounting

/// What the workbook says of a break beside the cells of the other reports: where its lines are and
/// what nearly fits it.
///
/// Both go by the lines of the files, so that they stand in the workbook alone: the other reports
/// do not change when lines change their order. Asked by several threads at once.
package struct BreakNotes: Sendable {
  /// `file:line` of each of its entries, in their order; nil if it has none.
  let places: @Sendable (Break) -> String?
  /// What nearly fits its first entry and why it does not; nil if nothing does.
  let nearestMiss: @Sendable (Break) -> String?

  package init(
    places: @escaping @Sendable (Break) -> String?,
    nearestMiss: @escaping @Sendable (Break) -> String?
  ) {
    self.places = places
    self.nearestMiss = nearestMiss
  }
}
