/// Reads the parts of a time from bytes, from the front.
struct TimeScanner {
  private let text: Bytes
  private(set) var index = 0

  init(_ text: Bytes) { self.text = text }

  var isAtEnd: Bool { index == text.count }

  /// The next byte; nil at the end.
  var next: UInt8? { index < text.count ? text[index] : nil }

  /// Passes over the byte if it is the next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard index < text.count, text[index] == byte else { return false }
    index &+= 1
    return true
  }

  /// Passes over the bytes if they are the next.
  mutating func take(_ bytes: StaticString) -> Bool {
    let count = bytes.utf8CodeUnitCount
    guard text.count - index >= count else { return false }
    for step in 0..<count where text[index + step] != bytes.utf8Start[step] { return false }
    index += count
    return true
  }

  mutating func expect(_ byte: UInt8) throws(InstantError) {
    guard take(byte) else { throw .notInstant }
  }

  /// Exactly two digits.
  mutating func pair() throws(InstantError) -> Int {
    guard index &+ 1 < text.count else { throw .notInstant }
    let tens = text[index] &- 0x30
    let ones = text[index &+ 1] &- 0x30
    guard tens < 10, ones < 10 else { throw .notInstant }
    index &+= 2
    return Int(tens) &* 10 &+ Int(ones)
  }

  /// As many digits as there are, at most `limit`, at least one; more are refused.
  mutating func digits(limit: Int) throws(InstantError) -> (value: Int, count: Int) {
    var value = 0
    var count = 0
    while index < text.count, text[index] &- 0x30 < 10 {
      guard count < limit else { throw .notInstant }
      value = value * 10 + Int(text[index] &- 0x30)
      count += 1
      index += 1
    }
    guard count > 0 else { throw .notInstant }
    return (value, count)
  }

  /// Digits after a mark, in units of 10⁻ᵖˡᵃᶜᵉˢ; at least one digit; further ones must be zeros.
  mutating func fraction(places: Int) throws(InstantError) -> Int {
    var value = 0
    var count = 0
    while index < text.count, text[index] &- 0x30 < 10 {
      let digit = Int(text[index] &- 0x30)
      if count < places {
        value = value &* 10 &+ digit
      } else if digit != 0 {
        throw .outOfRange
      }
      count &+= 1
      index &+= 1
    }
    guard count > 0 else { throw .notInstant }
    while count < places {
      value = value &* 10
      count &+= 1
    }
    return value
  }
}

extension TimeScanner {
  /// `2026-11-19`, each digit there.
  mutating func isoDate() throws(InstantError) -> CivilDate {
    let century = try pair()
    let year = try century * 100 + pair()
    try expect(UInt8(ascii: "-"))
    let month = try pair()
    try expect(UInt8(ascii: "-"))
    guard let date = CivilDate(year: year, month: month, day: try pair()) else {
      throw .notInstant
    }
    return date
  }

  /// A date in the declared order: both separators the same, day and month of one or two digits,
  /// year of four, or of two in this century.
  mutating func date(_ order: DateOrder) throws(InstantError) -> CivilDate {
    let first = try digits(limit: 4)
    guard let separator = next, "-/.".utf8.contains(separator) else { throw .notInstant }
    try expect(separator)
    let second = try digits(limit: 4)
    try expect(separator)
    let third = try digits(limit: 4)
    let (year, month, day) =
      switch order {
      case .yearMonthDay: (first, second, third)
      case .dayMonthYear: (third, second, first)
      case .monthDayYear: (third, first, second)
      }
    guard year.count == 4 || year.count == 2, month.count <= 2, day.count <= 2,
      let date = CivilDate(
        year: year.count == 2 ? 2000 + year.value : year.value, month: month.value,
        day: day.value)
    else { throw .notInstant }
    return date
  }

  /// `08:00:00.123`, each digit of hour, minute and second there.
  mutating func isoClock() throws(InstantError) -> ClockTime {
    let hour = try pair()
    try expect(UInt8(ascii: ":"))
    let minute = try pair()
    try expect(UInt8(ascii: ":"))
    let second = try pair()
    let nanosecond = take(UInt8(ascii: ".")) ? try fraction(places: 9) : 0
    return try ClockTime(hour: hour, minute: minute, second: second, nanosecond: nanosecond)
  }

  /// `8:00`, `08:00:00.5`, `8:00:00 PM`.
  mutating func clock() throws(InstantError) -> ClockTime {
    var hour = try digits(limit: 2).value
    try expect(UInt8(ascii: ":"))
    let minute = try pair()
    var (second, nanosecond) = (0, 0)
    if take(UInt8(ascii: ":")) {
      second = try pair()
      if take(UInt8(ascii: ".")) { nanosecond = try fraction(places: 9) }
    }
    if let isAfternoon = halfOfDay() {
      guard (1...12).contains(hour) else { throw .notInstant }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    return try ClockTime(hour: hour, minute: minute, second: second, nanosecond: nanosecond)
  }

  /// `AM` (false) or `PM` (true) after perhaps a blank, U+00A0 or U+202F; nil if there is none.
  private mutating func halfOfDay() -> Bool? {
    let start = index
    if !take(UInt8(ascii: " ")), !take("\u{A0}") { _ = take("\u{202F}") }
    if take("AM") || take("am") { return false }
    if take("PM") || take("pm") { return true }
    index = start
    return nil
  }

  /// The zone at the end of a text, in seconds east of UTC: `Z`, ` UTC`, `+01:00`, `-0700`,
  /// `+00`, a blank in front allowed but for `Z`; nil if the text ends before it.
  mutating func zoneOffset() throws(InstantError) -> Int? {
    if isAtEnd { return nil }
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) {
      guard isAtEnd else { throw .notInstant }
      return 0
    }
    let offset = take(" UTC") ? 0 : try signedOffset()
    guard isAtEnd else { throw .notInstant }
    return offset
  }

  /// `+01:00`, `-0700` or `+00`: at most 23:59 either way.
  mutating func signedOffset() throws(InstantError) -> Int {
    _ = take(UInt8(ascii: " "))
    let negative = take(UInt8(ascii: "-"))
    if !negative { try expect(UInt8(ascii: "+")) }
    let hours = try pair()
    var minutes = 0
    if take(UInt8(ascii: ":")) || !isAtEnd { minutes = try pair() }
    guard hours < 24, minutes < 60 else { throw .notInstant }
    let seconds = hours * 3_600 + minutes * 60
    return negative ? -seconds : seconds
  }
}

/// A time of day as written; the second may be 60, which only 23:59:60 UTC may be.
struct ClockTime {
  let secondOfDay: Int
  let isLeapSecond: Bool
  let nanosecond: Int

  static let midnight = ClockTime(secondOfDay: 0, isLeapSecond: false, nanosecond: 0)

  init(hour: Int, minute: Int, second: Int, nanosecond: Int) throws(InstantError) {
    guard hour < 24, minute < 60, second <= 60 else { throw .notInstant }
    secondOfDay = hour &* 3_600 &+ minute &* 60 &+ second
    isLeapSecond = second == 60
    self.nanosecond = nanosecond
  }

  private init(secondOfDay: Int, isLeapSecond: Bool, nanosecond: Int) {
    self.secondOfDay = secondOfDay
    self.isLeapSecond = isLeapSecond
    self.nanosecond = nanosecond
  }
}
