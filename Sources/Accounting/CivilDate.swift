/// A day of the Gregorian calendar, carried back without end.
///
/// - Range: years 0 to 9999.
package struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  package let daysSince1970: Int

  /// The day; nil if the calendar has no such day or the year is not 0...9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    daysSince1970 = CivilDate.days(year: year, month: month, day: day)
  }

  /// Reads `2026-11-19`; nil for any other form.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let read: CivilDate? = bytes.withUnsafeBufferPointer { buffer in
      var scanner = TimeScanner(buffer)
      guard let date = try? scanner.isoDate(), scanner.isAtEnd else { return nil }
      return date
    }
    guard let read else { return nil }
    self = read
  }

  /// The day so many days later, or earlier if negative; nil beyond the years 0 to 9999.
  package func advanced(byDays days: Int) -> CivilDate? {
    let (sum, overflow) = daysSince1970.addingReportingOverflow(days)
    guard !overflow, sum >= CivilDate.firstDay, sum <= CivilDate.lastDay else { return nil }
    return CivilDate(daysSince1970: sum)
  }

  /// Year, month and day.
  package var parts: (year: Int, month: Int, day: Int) {
    CivilDate.parts(ofDay: daysSince1970)
  }

  /// `2026-11-19`.
  package var text: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `text`.
  package func append(to output: inout [UInt8]) {
    let (year, month, day) = parts
    output.appendPair(year / 100)
    output.appendPair(year % 100)
    output.append(UInt8(ascii: "-"))
    output.appendPair(month)
    output.append(UInt8(ascii: "-"))
    output.appendPair(day)
  }

  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.daysSince1970 < right.daysSince1970
  }

  /// - Precondition: the day is in the years 0 to 9999.
  init(daysSince1970: Int) {
    precondition(
      daysSince1970 >= CivilDate.firstDay && daysSince1970 <= CivilDate.lastDay,
      "a date is in the years 0 to 9999")
    self.daysSince1970 = daysSince1970
  }
}

extension CivilDate {
  /// 0000-01-01 and 9999-12-31.
  static let firstDay = -719_528
  static let lastDay = 2_932_896

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Counts in eras of 400 years that start in March, so that the leap day is the last.
  /// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", 2014.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func parts(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}

extension [UInt8] {
  /// Appends 0...99 as two digits.
  mutating func appendPair(_ number: Int) {
    append(0x30 + UInt8(number / 10))
    append(0x30 + UInt8(number % 10))
  }
}
