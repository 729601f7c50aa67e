import Accounting

extension LineFault {
  /// A cell that should hold a decimal number and does not.
  static func amount(
    _ error: AmountError, _ text: String, _ column: String, field: Int
  ) -> LineFault {
    switch error {
    case .notDecimal where text.utf8.contains(UInt8(ascii: ",")):
      LineFault(
        code: "amount-not-decimal", field: field,
        message: "column '\(column)' holds \(Diagnostic.quoted(text)), "
          + "which is not a decimal number",
        hint: "this format has a point as decimal mark; if the comma is one, declare the format "
          + "with decimal mark ',', if it groups thousands, declare it with thousands ','")
    case .notDecimal: .amountNotDecimal(text, column: column, field: field)
    case .tooManyDigits: .amountTooLong(text, column: column, field: field)
    }
  }

  /// A cell that should hold a time and does not.
  ///
  /// Where the order of day and month is known, a text that does not fit is no matter of order.
  static func time(
    _ error: InstantError, _ text: String, _ column: String, field: Int, form: TimeForm
  ) -> LineFault {
    guard error == .notInstant, case .local = form else {
      return .timeUnreadable(text, column: column, field: field, error)
    }
    return LineFault(
      code: "time-unreadable", field: field,
      message: "column '\(column)' holds \(Diagnostic.quoted(text)), which is no day or time in "
        + "the order this source has",
      hint: "another format may fit this export, or another order of day, month and year")
  }

  /// A word of a closed list that is none of it.
  static func unknownWord(
    code: String, _ text: String, _ column: String, field: Int, known: String
  ) -> LineFault {
    LineFault(
      code: code, field: field,
      message: "column '\(column)' holds \(Diagnostic.quoted(text)), which has no known meaning",
      hint: "known are \(known); the line is left out of all sums until it is understood")
  }
}
