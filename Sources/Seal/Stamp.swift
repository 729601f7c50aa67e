package import Accounting

/// Instants as the manifest writes them: RFC 3339, UTC, `Z`.
package enum Stamp {
  /// `2026-08-21T02:00:01.250Z`: always milliseconds, cut, not rounded.
  package static func milliseconds(_ instant: Instant) -> String {
    let (seconds, rest) = parts(instant)
    return head(seconds) + "." + padded(rest / 1_000_000, to: 3) + "Z"
  }

  /// As many decimals as the instant has: `2026-08-20T08:30:00Z`, `…00.000001Z`.
  package static func exact(_ instant: Instant) -> String {
    let (seconds, rest) = parts(instant)
    guard rest != 0 else { return head(seconds) + "Z" }
    var digits = Array(padded(rest, to: 9).utf8)
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return head(seconds) + "." + String(decoding: digits, as: UTF8.self) + "Z"
  }

  /// The day in UTC: `2026-08-21`.
  package static func day(_ instant: Instant) -> String {
    String(head(parts(instant).seconds).prefix(10))
  }

  /// Reads what `milliseconds` and `exact` write; nil for anything else.
  package static func instant(_ text: String) -> Instant? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[10] == UInt8(ascii: "T"),
      let day = dayNumber(Array(bytes[0..<10])), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let hour = number(bytes[11..<13], below: 24),
      let minute = number(bytes[14..<16], below: 60), let second = number(bytes[17..<19], below: 60)
    else { return nil }
    var nanoseconds = 0
    if bytes.count > 20 {
      let decimals = bytes[20..<bytes.count - 1]
      guard bytes[19] == UInt8(ascii: "."), (1...9).contains(decimals.count),
        let value = number(decimals, below: 1_000_000_000)
      else { return nil }
      nanoseconds = (decimals.count..<9).reduce(value) { value, _ in value * 10 }
    }
    let seconds = Int64(day * 86_400 + hour * 3_600 + minute * 60 + second)
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return nil }
    let (sum, carried) = whole.addingReportingOverflow(Int64(nanoseconds))
    return carried ? nil : Instant(nanoseconds: sum)
  }

  /// Whether the text is a day that exists, `2026-11-19`.
  package static func isDay(_ text: String) -> Bool { dayNumber(Array(text.utf8)) != nil }

  private static func parts(_ instant: Instant) -> (seconds: Int64, nanoseconds: Int64) {
    let billion: Int64 = 1_000_000_000
    let rest = (instant.nanoseconds % billion + billion) % billion
    return ((instant.nanoseconds - rest) / billion, rest)
  }

  private static func head(_ seconds: Int64) -> String {
    let daySeconds = (seconds % 86_400 + 86_400) % 86_400
    let (year, month, day) = civil((seconds - daySeconds) / 86_400)
    let date = "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    let hour = padded(daySeconds / 3_600, to: 2)
    let minute = padded(daySeconds / 60 % 60, to: 2)
    return "\(date)T\(hour):\(minute):\(padded(daySeconds % 60, to: 2))"
  }

  /// The civil date of a count of days since 1970 (Hinnant, "chrono-compatible low-level date
  /// algorithms", 2013).
  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, ofYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Days since 1970 of `YYYY-MM-DD`; nil if there is no such day.
  private static func dayNumber(_ text: [UInt8]) -> Int? {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = number(text[0..<4], below: 10_000), let month = number(text[5..<7], below: 13),
      let day = number(text[8..<10], below: 32)
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear
    let days = era * 146_097 + ofEra - 719_468
    let back = civil(Int64(days))
    return back == (Int64(year), Int64(month), Int64(day)) ? days : nil
  }

  private static func number(_ digits: ArraySlice<UInt8>, below limit: Int) -> Int? {
    var value = 0
    for digit in digits {
      guard digit &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(digit &- 0x30)
    }
    return value < limit ? value : nil
  }

  private static func padded(_ number: Int64, to width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
