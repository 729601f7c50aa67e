/// Where a local time is meant: a fixed distance from UTC, or a place with its own history.
///
/// A place's history comes with the program, never from the machine's settings (`TZ`) or files.
package struct Zone: Sendable {
  private enum Rule: Sendable {
    case fixed(seconds: Int)
    case history(ZoneHistory)
  }

  /// `UTC`, `+01:00` or an IANA name such as `Europe/Berlin`.
  package let name: String
  private let rule: Rule

  package static let utc = Zone(name: "UTC", rule: .fixed(seconds: 0))

  private init(name: String, rule: Rule) {
    self.name = name
    self.rule = rule
  }

  /// The zone named `UTC`, `Z`, `GMT`, `+01:00`, `+0100`, `+01`, or by an IANA name with a slash
  /// (`Europe/Berlin`); nil if there is none of that name.
  ///
  /// Abbreviations (`EST`, `CET`) are not accepted: several places share them.
  package init?(name: String) {
    if ["UTC", "Z", "GMT", "Etc/UTC"].contains(name) {
      self = .utc
    } else if let seconds = Zone.offset(name) {
      self.init(offsetSeconds: seconds)
    } else if name.utf8.contains(UInt8(ascii: "/")), let history = ZoneHistory(of: name) {
      self.init(name: name, rule: .history(history))
    } else {
      return nil
    }
  }

  /// A zone a fixed number of seconds east of UTC; nil if it is a day or more.
  package init?(offsetSeconds: Int) {
    guard offsetSeconds.magnitude < 86_400 else { return nil }
    self.init(name: Zone.name(of: offsetSeconds), rule: .fixed(seconds: offsetSeconds))
  }

  /// Seconds east of UTC at an instant; nil where a place's history does not reach.
  package func offsetSeconds(at instant: Instant) -> Int? {
    switch rule {
    case .fixed(let seconds): seconds
    case .history(let history): history.offset(atUTC: instant.secondsAndNanosecond.seconds)
    }
  }

  /// Seconds since 1970 of a local time, itself given as if it were UTC.
  ///
  /// - Throws: `.notUnique` if the zone has it twice or never; `.outOfRange` where a place's
  ///   history does not reach.
  func utc(_ localSeconds: Int) throws(InstantError) -> Int {
    switch rule {
    case .fixed(let seconds): localSeconds - seconds
    case .history(let history): try history.utc(localSeconds)
    }
  }

  /// Reads `+01:00`, `+0100` or `+01`; nil for anything else.
  private static func offset(_ name: String) -> Int? {
    let bytes = Array(name.utf8)
    guard let sign = bytes.first, "+-".utf8.contains(sign) else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      var scanner = TimeScanner(buffer)
      guard let seconds = try? scanner.signedOffset(), scanner.isAtEnd else { return nil }
      return seconds
    }
  }

  private static func name(of offset: Int) -> String {
    if offset == 0 { return "UTC" }
    let distance = Int(offset.magnitude)
    var bytes = [UInt8(ascii: offset < 0 ? "-" : "+")]
    bytes.appendPair(distance / 3_600)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendPair(distance / 60 % 60)
    if distance % 60 != 0 {
      bytes.append(UInt8(ascii: ":"))
      bytes.appendPair(distance % 60)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Zone: Hashable {
  /// Two zones of one name are one zone: a name's history is fixed.
  package static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
