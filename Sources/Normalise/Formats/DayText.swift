import Accounting

/// A date without a time in a field: year first, or in a declared order, else refused.
struct DayText {
  private let line: Line
  private let field: Int
  private let column: String

  init(_ line: Line, _ field: Int, column: @autoclosure () -> String) {
    self.line = line
    self.field = field
    self.column = column()
  }

  /// The start of the day in the zone, UTC where none is declared.
  ///
  /// - Throws: `date-ambiguous` if day and month may be either way and no order is declared;
  ///   `time-unreadable`, `time-not-unique`.
  func start(_ order: DateOrder?, zone: Zone?) throws(LineFault) -> Instant {
    if let order {
      return try line.instant(field, as: .local(order), zone: zone ?? .utc, column: column)
    }
    guard DayText.isYearFirst(line[field]) else { throw ambiguous }
    return try line.instant(field, as: .local(.yearMonthDay), zone: zone ?? .utc, column: column)
  }

  /// Whether four digits and a separator stand in front.
  static func isYearFirst(_ text: Bytes) -> Bool {
    guard text.count > 4, text[4] &- 0x30 >= 10 else { return false }
    for index in 0..<4 where text[index] &- 0x30 >= 10 { return false }
    return true
  }

  private var ambiguous: LineFault {
    LineFault(
      code: "date-ambiguous", field: field,
      message: "column '\(column)' holds \(Diagnostic.quoted(line.text(field))), in which day "
        + "and month cannot be told apart",
      hint: "declare the order of day, month and year of this source in the settings")
  }
}
