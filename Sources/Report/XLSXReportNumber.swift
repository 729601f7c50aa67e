import Accounting

/// Which numbers a spreadsheet holds exactly: its cells are binary floats of 15 decimal digits.
enum XLSXReportNumber {
  /// The cell's number; nil if the amount has more than 15 significant digits or would not come
  /// back the same.
  static func exact(_ amount: Amount) -> Double? {
    let value = amount.reduced
    var magnitude = value.units.magnitude
    while magnitude != 0, magnitude % 10 == 0 { magnitude /= 10 }
    guard magnitude < 1_000_000_000_000_000 else { return nil }
    guard let number = Double(value.description),
      let back = try? Amount(parsing: "\(number)"), back == value
    else { return nil }
    return number
  }

  /// Days since 1899-12-30 to the whole second, as Excel counts; nil before 1900-03-01, where its
  /// calendar has a day that never was.
  static func serial(_ instant: Instant) -> Double? {
    let (quotient, remainder) = instant.nanoseconds.quotientAndRemainder(
      dividingBy: 1_000_000_000)
    let seconds = remainder < 0 ? quotient - 1 : quotient
    guard seconds >= -2_203_891_200 else { return nil }
    return Double(seconds) / 86_400 + 25_569
  }
}
