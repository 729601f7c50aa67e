/// Lines of one stretch of a source, cut but not read: where each wanted cell stands.
package struct PlainLines {
  package let width: Int
  /// Per line, `width` pairs: where the cell's bytes start and end, counted from the stretch's
  /// first byte. Start == UInt32.max: the line has no such cell.
  package var cells: [UInt32] = []
  /// Per line: start and end of the whole line.
  package var bounds: [UInt32] = []
  /// Lines that need the whole way, as start and end: escapes or quotes inside a wanted cell, null
  /// or nested values there, duplicate keys, anything unusual.
  package var odd: [UInt32] = []

  package init(width: Int) { self.width = width }
}
