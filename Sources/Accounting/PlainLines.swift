/// Lines of a stretch of a source, cut to the cells that a plain reading asks for; nothing is
/// copied and nothing decoded.
///
/// Every offset counts from the stretch's first byte.
package struct PlainLines: Sendable {
  /// Cells a line.
  package let width: Int
  /// Per line `width` pairs: where the cell's bytes start and end, inside its quotes. A start of
  /// `UInt32.max` means that the line has no such cell.
  package var cells: [UInt32] = []
  /// Per line: where it starts and ends, without its line end.
  package var bounds: [UInt32] = []
  /// Lines that must be read the whole way, as start and end.
  package var odd: [UInt32] = []

  package init(width: Int) { self.width = width }

  package var count: Int { bounds.count / 2 }
}
