/// Where one cell's bytes stand, inside its quotes.
package struct CSVCell: Hashable, Sendable {
  package var start: Int
  package var end: Int
  /// Whether escapes must be undone to have the text.
  package var isEscaped: Bool
}
