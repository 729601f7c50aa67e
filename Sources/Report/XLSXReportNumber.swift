import Accounting

/// Which numbers a spreadsheet holds exactly: its cells are binary floats of 15 decimal digits.
enum XLSXReportNumber {
  /// The cell's number; nil if the amount has more than 15 significant digits or would not come
  /// back the same.
  ///
  /// - Parameter value: without trailing zero decimals.
  static func exact(reduced value: Amount) -> Double? {
    let limit: UInt128 = 1_000_000_000_000_000
    if value.scale < powersOfTen.count, value.units.magnitude < limit {
      // Both are exact, so the quotient is the nearest number there is (IEEE 754), and 15 digits
      // come back from it (David Matula, "In-and-out conversions", 1968).
      return Double(Int64(value.units)) / powersOfTen[Int(value.scale)]
    }
    var magnitude = value.units.magnitude
    while magnitude != 0, magnitude % 10 == 0 { magnitude /= 10 }
    guard magnitude < limit else { return nil }
    guard let number = Double(value.description),
      let back = try? Amount(parsing: "\(number)"), back == value
    else { return nil }
    return number
  }

  /// 10⁰ to 10²², the powers that a binary float holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

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
