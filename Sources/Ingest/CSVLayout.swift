import Accounting

/// Where a CSV format's fields stand in one file.
struct CSVLayout: Sendable {
  var dialect: CSVDialect
  /// Where the first data record starts.
  var dataStart: Int
  /// Cells a record has.
  var width: Int
  /// For each of the format's fields the column, from 0; nil if the file has none.
  var columns: [Int?]
  /// Whether a record may have fewer or more cells.
  var isRagged: Bool
  var limits: InputLimits
  /// Whether the source is lines of another, whose first line has no spare cell at its end.
  var isPiece = false
}

extension CSVLayout {
  /// Whether the first data line has as many cells as the header: no empty one more, which then
  /// all lines would have.
  func firstLineFits(_ head: Source) -> Bool {
    head.content.withUnsafeBufferPointer { bytes in
      var scanner = CSVScanner(
        bytes, from: dataStart, dialect: dialect, fieldLimit: limits.fieldBytes)
      while let step = try? scanner.next() {
        switch step {
        case .record where scanner.isPadding: continue
        case .record: return scanner.cells.count == width
        case .blank: continue
        case .stray, .end: return false
        }
      }
      return false
    }
  }
}
