extension Instant: CustomStringConvertible {
  /// `2026-11-19T08:00:00Z`, with as many decimals as the instant needs, at most nine.
  package var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(30)
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The day in UTC: `2026-11-19`.
  package var dateText: String { date.text }

  /// The day in UTC.
  package var date: CivilDate { CivilDate(daysSince1970: secondsAndNanosecond.seconds.day) }

  /// Appends the text of `description`.
  package func append(to output: inout [UInt8]) {
    var (seconds, nanosecond) = secondsAndNanosecond
    CivilDate(daysSince1970: seconds.day).append(to: &output)
    seconds -= seconds.day * 86_400
    output.append(UInt8(ascii: "T"))
    output.appendPair(seconds / 3_600)
    output.append(UInt8(ascii: ":"))
    output.appendPair(seconds / 60 % 60)
    output.append(UInt8(ascii: ":"))
    output.appendPair(seconds % 60)
    if nanosecond > 0 {
      output.append(UInt8(ascii: "."))
      var unit = 100_000_000
      while nanosecond > 0 {
        output.append(0x30 + UInt8(nanosecond / unit))
        nanosecond %= unit
        unit /= 10
      }
    }
    output.append(UInt8(ascii: "Z"))
  }

  /// Whole seconds since 1970, rounded down, and the nanoseconds after them.
  var secondsAndNanosecond: (seconds: Int, nanosecond: Int) {
    let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return remainder < 0
      ? (Int(quotient) - 1, Int(remainder) + 1_000_000_000) : (Int(quotient), Int(remainder))
  }

  /// The instant of a calendar time; nil if there is no such day or time, or beyond the range.
  ///
  /// - Parameters:
  ///   - second: 0...59.
  ///   - nanosecond: 0...999,999,999.
  ///   - offsetSeconds: east of UTC, less than a day either way.
  package init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    nanosecond: Int = 0, offsetSeconds: Int = 0
  ) {
    guard let date = CivilDate(year: year, month: month, day: day),
      (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
      (0..<1_000_000_000).contains(nanosecond), offsetSeconds.magnitude < 86_400
    else { return nil }
    let local = date.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second
    guard
      let instant = try? Instant(seconds: local - offsetSeconds, nanosecond: nanosecond)
    else { return nil }
    self = instant
  }
}

extension Int {
  /// The day of a count of seconds since 1970, rounded down.
  fileprivate var day: Int { (self >= 0 ? self : self - 86_399) / 86_400 }
}
