package import Accounting

/// What became of a source's lines: read = given to the body + refused.
package struct ScanOutcome: Hashable, Sendable {
  /// Data lines; header, preamble and blank lines are none.
  package var linesRead = 0
  /// Lines that could not be cut, in file order.
  package var refused: [RefusedLine] = []
  /// Lines of nothing but blanks, after the header.
  package var blank = 0

  package init() {}
}
