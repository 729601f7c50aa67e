package import Accounting

/// What Normalise gives for one side.
package struct NormalisedBook: Sendable {
  package let book: Book
  package let names: BookNames
  /// Aliases applied, in order of venue, code, asset.
  package let aliases: [AliasUse]
  /// What the reader should know although nothing was refused, in order of place:
  /// `asset-unmapped` once a venue and code, `counterpart-missing`, `exports-overlap`, and the
  /// notices of readings once a source and code.
  package let warnings: [Diagnostic]
}
