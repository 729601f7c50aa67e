/// The fast reading of a time as nearly every line has it; `Instant(parsing:form:zone:)` reads
/// the others and gives the same value for these.
package enum PlainInstant {
  /// Nanoseconds since 1970 of `YYYY-MM-DD[T ]HH:MM:SS[.f{1,9}](Z|[+-]HH:MM)`, years 1900...2199.
  ///
  /// Sets `isPlain` to false for every other text, a second of 60 and a day that the calendar
  /// does not have among them, and the result then means nothing; leaves it as it is for these.
  ///
  /// - Precondition: eight bytes past the text can be read; their values do not matter.
  @inlinable
  package static func nanoseconds(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ isPlain: inout Bool
  ) -> Int64 {
    // "2026-11-" "19T08:00" ":00": digits become 0...9 and separators 0.
    guard count >= 20 else {
      isPlain = false
      return 0
    }
    let separator = text[10]
    let front = PlainDigits.word(text) ^ 0x2D30_302D_3030_3030
    let middle = (PlainDigits.word(text + 8) & ~0xFF_0000) ^ 0x3030_3A30_3000_3030
    let back = (PlainDigits.word(text + 12) &>> 32) & 0xFF_FFFF ^ 0x30_303A
    var others = over9(front) | over9(middle) | over9(back)
    others |= (front & 0xFF00_00FF_0000_0000) | (middle & 0x0000_FF00_0000_0000) | (back & 0xFF)
    let (years, days, seconds) = (pairs(front), pairs(middle), pairs(back))
    let year = pair(years, 0) &* 100 &+ pair(years, 2)
    let month = pair(years, 5)
    let (day, hour, minute) = (pair(days, 0), pair(days, 3), pair(days, 6))
    let second = pair(seconds, 1)
    let isUTC = text[count &- 1] == UInt8(ascii: "Z")
    let zone = isUTC ? count &- 1 : count &- 6
    let length = length(ofMonth: month, year: year)
    guard others == 0, year >= 1900, year < 2200, month >= 1, month <= 12, day >= 1,
      day <= length, hour < 24, minute < 60, second < 60, zone >= 19, zone <= 29,
      separator == UInt8(ascii: "T") || separator == UInt8(ascii: " ")
    else {
      isPlain = false
      return 0
    }
    let clock = (hour &* 60 &+ minute) &* 60 &+ second
    var whole = (self.days(beforeYear: year, month: month) &+ day &- 1) &* 86_400 &+ clock
    if !isUTC { whole &-= offset(text + zone, &isPlain) }
    var result = Int64(truncatingIfNeeded: whole) &* 1_000_000_000
    if zone > 19 {
      result &+= fraction(text + 19, zone &- 20, &isPlain)
    }
    return result
  }

  /// Bits for each byte that is over 9.
  @inlinable @inline(__always)
  package static func over9(_ digits: UInt64) -> UInt64 {
    (digits | (digits &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
  }

  /// In each byte the number that its digit and the next make.
  @inlinable @inline(__always)
  package static func pairs(_ digits: UInt64) -> UInt64 { (digits &* 10) &+ (digits &>> 8) }

  @inlinable @inline(__always)
  package static func pair(_ pairs: UInt64, _ place: UInt64) -> Int {
    Int(truncatingIfNeeded: (pairs &>> (8 &* place)) & 0xFF)
  }

  /// The nanoseconds of a point and 1...9 digits.
  @inlinable @inline(__always)
  package static func fraction(
    _ point: UnsafePointer<UInt8>, _ count: Int, _ isPlain: inout Bool
  ) -> Int64 {
    guard point[0] == UInt8(ascii: "."), count > 0 else {
      isPlain = false
      return 0
    }
    var others: UInt64 = 0
    var value = PlainDigits.number(point + 1, min(count, 8), &others)
    if count == 9 {
      let last = point[9] &- UInt8(ascii: "0")
      if last > 9 { isPlain = false }
      value = value &* 10 &+ UInt64(last)
    }
    if others != 0 { isPlain = false }
    return Int64(truncatingIfNeeded: value &* PlainDigits.powerOfTen(9 &- count))
  }

  /// The seconds east of UTC of `[+-]HH:MM`, at most 23:59.
  @inlinable @inline(__always)
  package static func offset(_ text: UnsafePointer<UInt8>, _ isPlain: inout Bool) -> Int {
    let sign = text[0]
    let digits = (PlainDigits.word(text) &>> 8) & 0xFF_FFFF_FFFF ^ 0x30_303A_3030
    let both = pairs(digits)
    let (hours, minutes) = (pair(both, 0), pair(both, 3))
    let isNegative = sign == UInt8(ascii: "-")
    if over9(digits) | (digits & 0xFF_0000) != 0 || hours > 23 || minutes > 59
      || !(isNegative || sign == UInt8(ascii: "+"))
    {
      isPlain = false
    }
    let seconds = (hours &* 60 &+ minutes) &* 60
    return isNegative ? 0 &- seconds : seconds
  }

  /// The days of a month of the years 1900...2199. By bits and choices, as months come in any
  /// order and a branch would be guessed wrong. Means nothing for other months.
  @inlinable @inline(__always)
  package static func length(ofMonth month: Int, year: Int) -> Int {
    let has31 = (0b1_0101_1010_1010 as Int) &>> month & 1
    return month == 2 ? 28 &+ leap(year) : 30 &+ has31
  }

  /// 1 if a year has a leap day. Of the years 1900...2199 the centuries 1900 and 2100 have none.
  @inlinable @inline(__always)
  package static func leap(_ year: Int) -> Int {
    year & 3 == 0 && year != 1900 && year != 2100 ? 1 : 0
  }

  /// The days from 1970-01-01 to the first of a month of 1900...2199.
  @inlinable @inline(__always)
  package static func days(beforeYear year: Int, month: Int) -> Int {
    // Months of 30.58 days each, less what February lacks.
    let short = month > 2 ? 2 &- leap(year) : 0
    let inYear = (367 &* month &- 362) / 12 &- short
    // The leap days from 1904 to the year before; -25,567 is 1900-01-01.
    let leapDays = ((year &- 1897) &>> 2) &- (year > 1900 ? 1 : 0) &- (year > 2100 ? 1 : 0)
    return (year &- 1900) &* 365 &+ leapDays &- 25_567 &+ inYear
  }
}
