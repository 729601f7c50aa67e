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
}
