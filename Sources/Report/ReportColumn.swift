import Accounting

/// One column of a report's table: its names and where its cells come from.
///
/// The kind of the value is the column's, not the cell's: a numeric column stays numeric when a
/// cell is empty, and only text columns carry foreign text.
struct ReportColumn<Row>: Sendable {
  enum Value: Sendable {
    case text(@Sendable (Row) -> String?)
    case texts(@Sendable (Row) -> [String])
    case amount(@Sendable (Row) -> Amount?)
    case count(@Sendable (Row) -> Int)
    /// A count that a row may not have.
    case someCount(@Sendable (Row) -> Int?)
    case flag(@Sendable (Row) -> Bool)
    case instant(@Sendable (Row) -> Instant?)
  }

  /// The CSV header and JSON key.
  let name: String
  /// The header in the workbook.
  let title: String
  /// The workbook column's width in characters.
  let width: Int
  let value: Value

  init(_ name: String, _ title: String, width: Int, _ value: Value) {
    self.name = name
    self.title = title
    self.width = width
    self.value = value
  }

  /// The row's cell as JSON: amounts and instants are strings, nothing is null.
  func json(_ row: Row) -> JSONValue {
    switch value {
    case .text(let text): .optional(text(row))
    case .texts(let texts): .list(texts(row).map { JSONValue.text($0) })
    case .amount(let amount): .optional(amount(row))
    case .count(let count): .count(count(row))
    case .someCount(let count): count(row).map { .count($0) } ?? .null
    case .flag(let flag): .flag(flag(row))
    case .instant(let instant): .optional(instant(row))
    }
  }
}
