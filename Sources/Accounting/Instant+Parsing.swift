// The only way from text to `Instant`.

extension Instant {
  /// Reads a time in the declared form; nothing is guessed, rounded or trimmed.
  ///
  /// A second of 60 is read only as 23:59:60 UTC and stands for the second after it, as POSIX
  /// counts; its fraction is kept.
  ///
  /// - Parameter zone: the zone of a text that names none; a zone in the text goes before it.
  /// - Throws: `InstantError`; cost is bounded by the length of the text.
  package init(parsing text: Bytes, form: TimeForm, zone: Zone?) throws(InstantError) {
    switch form {
    case .rfc3339: self = try Instant.rfc3339(text, zone)
    case .local(let order): self = try Instant.local(text, order, zone)
    case .epoch(let unit): self = try Instant.epoch(text, unit)
    }
  }

  /// Reads a time in the declared form from a String.
  package init(parsing text: String, form: TimeForm, zone: Zone?) throws(InstantError) {
    let bytes = Array(text.utf8)
    let result: Result<Instant, InstantError> = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(InstantError) in
        try Instant(parsing: buffer, form: form, zone: zone)
      }
    }
    self = try result.get()
  }

  /// The start of a business date: `date` at `time` in the zone.
  ///
  /// - Parameters:
  ///   - date: `2026-11-19`.
  ///   - time: the cut-off, `00:00` or `00:00:00`.
  /// - Throws: `.notInstant` for another form, `.notUnique` if the zone has that time twice or
  ///   never on that day, `.outOfRange`.
  package static func startOfDay(
    _ date: String, time: String = "00:00", zone: Zone
  ) throws(InstantError) -> Instant {
    guard let date = CivilDate(date) else { throw .notInstant }
    return try startOfDay(date, time: time, zone: zone)
  }

  /// The start of a business date: `date` at `time` (`00:00` or `00:00:00`) in the zone.
  package static func startOfDay(
    _ date: CivilDate, time: String = "00:00", zone: Zone
  ) throws(InstantError) -> Instant {
    guard time.utf8.count == 5 || time.utf8.count == 8 else { throw .notInstant }
    let text = date.text + "T" + time + (time.utf8.count == 5 ? ":00" : "")
    return try Instant(parsing: text, form: .rfc3339, zone: zone)
  }

  private static func rfc3339(_ text: Bytes, _ zone: Zone?) throws(InstantError) -> Instant {
    var scanner = TimeScanner(text)
    let date = try scanner.isoDate()
    guard let separator = scanner.next,
      separator | 0x20 == UInt8(ascii: "t") || separator == UInt8(ascii: " ")
    else { throw .notInstant }
    try scanner.expect(separator)
    let clock = try scanner.isoClock()
    return try Instant(date: date, clock: clock, offset: try scanner.zoneOffset(), zone: zone)
  }

  private static func local(
    _ text: Bytes, _ order: DateOrder, _ zone: Zone?
  ) throws(InstantError) -> Instant {
    var scanner = TimeScanner(text)
    let date = try scanner.date(order)
    if scanner.isAtEnd {
      return try Instant(date: date, clock: .midnight, offset: nil, zone: zone)
    }
    if scanner.take(UInt8(ascii: ",")) {
      _ = scanner.take(UInt8(ascii: " "))
    } else if !scanner.take(UInt8(ascii: " ")), !scanner.take(UInt8(ascii: "T")) {
      try scanner.expect(UInt8(ascii: "t"))
    }
    let clock = try scanner.clock()
    return try Instant(date: date, clock: clock, offset: try scanner.zoneOffset(), zone: zone)
  }

  /// A count since 1970, exact.
  private static func epoch(_ text: Bytes, _ unit: EpochUnit) throws(InstantError) -> Instant {
    var scanner = TimeScanner(text)
    let negative = scanner.take(UInt8(ascii: "-"))
    if !negative { _ = scanner.take(UInt8(ascii: "+")) }
    var units: UInt64 = 0
    var (tooLarge, sawDigit) = (false, false)
    while let byte = scanner.next, byte &- 0x30 < 10 {
      try scanner.expect(byte)
      let (tens, overflowTens) = units.multipliedReportingOverflow(by: 10)
      let (sum, overflowSum) = tens.addingReportingOverflow(UInt64(byte &- 0x30))
      tooLarge = tooLarge || overflowTens || overflowSum
      units = sum
      sawDigit = true
    }
    guard sawDigit else { throw .notInstant }
    var finer: Result<Int, InstantError> = .success(0)
    if scanner.take(UInt8(ascii: ".")) {
      finer = Result { () throws(InstantError) in try scanner.fraction(places: unit.decimals) }
      if case .failure(.notInstant) = finer { throw .notInstant }
    }
    while let byte = scanner.next, byte &- 0x30 < 10 { try scanner.expect(byte) }
    guard scanner.isAtEnd else { throw .notInstant }
    let fraction = try UInt64(finer.get())
    let (whole, overflow) = units.multipliedReportingOverflow(by: unit.nanoseconds)
    let (magnitude, carry) = whole.addingReportingOverflow(fraction)
    let limit = UInt64(Int64.max) + (negative ? 1 : 0)
    guard !tooLarge, !overflow, !carry, magnitude <= limit else { throw .outOfRange }
    return Instant(nanoseconds: Int64(truncatingIfNeeded: negative ? 0 &- magnitude : magnitude))
  }

  /// The instant of a day and a time of day; the offset as written goes before the zone.
  init(date: CivilDate, clock: ClockTime, offset: Int?, zone: Zone?) throws(InstantError) {
    let local = date.daysSince1970 &* 86_400 &+ clock.secondOfDay
    let seconds: Int
    if let offset {
      seconds = local &- offset
    } else if let zone {
      seconds = clock.isLeapSecond ? try zone.utc(local - 1) + 1 : try zone.utc(local)
    } else {
      throw .zoneMissing
    }
    if clock.isLeapSecond, seconds % 86_400 != 0 { throw .notInstant }
    try self.init(seconds: seconds, nanosecond: clock.nanosecond)
  }

  /// The instant so many seconds and 0..<1,000,000,000 nanoseconds after 1970.
  init(seconds: Int, nanosecond: Int) throws(InstantError) {
    // Before 1970 the last second counts back, so that the very first instants do not overflow.
    let borrows = seconds < 0 && nanosecond > 0
    let (whole, overflow) = Int64(borrows ? seconds + 1 : seconds)
      .multipliedReportingOverflow(by: 1_000_000_000)
    let rest = Int64(borrows ? nanosecond - 1_000_000_000 : nanosecond)
    let (sum, carry) = whole.addingReportingOverflow(rest)
    guard !overflow, !carry else { throw .outOfRange }
    self.init(nanoseconds: sum)
  }
}

extension EpochUnit {
  /// Nanoseconds a unit.
  fileprivate var nanoseconds: UInt64 {
    switch self {
    case .seconds: 1_000_000_000
    case .milliseconds: 1_000_000
    case .microseconds: 1_000
    case .nanoseconds: 1
    }
  }

  /// Decimals of a unit that an instant can hold.
  fileprivate var decimals: Int {
    switch self {
    case .seconds: 9
    case .milliseconds: 6
    case .microseconds: 3
    case .nanoseconds: 0
    }
  }
}
