/// A point in time.
///
/// - Unit: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX).
/// - Range: 1677-09-21 to 2262-04-11.
package struct Instant: Hashable, Comparable, Sendable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

/// Why a text is no instant.
package enum InstantError: Error, Hashable, Sendable {
  /// The text does not have the declared form, or names a day or time that does not exist.
  case notInstant
  /// The form has no zone and none was declared.
  case zoneMissing
  /// The local time occurs twice or never in the declared zone.
  case notUnique
  /// Beyond the range of `Instant`, or finer than a nanosecond.
  case outOfRange
}

/// How a format writes its times.
package enum TimeForm: Hashable, Sendable {
  /// `2026-11-19T08:00:00.123Z`, also a blank for `T`, ` UTC`, `+01:00`, `-0700`, `+00`.
  case rfc3339
  /// A date, then perhaps a time; the zone stands in the text or is declared. The separators are
  /// `-`, `/` or `.`.
  case local(DateOrder)
  /// A count since 1970 in the unit; decimals are allowed.
  case epoch(EpochUnit)
}

package enum DateOrder: String, Hashable, Sendable, CaseIterable {
  case yearMonthDay = "ymd"
  case dayMonthYear = "dmy"
  case monthDayYear = "mdy"
}

package enum EpochUnit: String, Hashable, Sendable, CaseIterable {
  case seconds = "s"
  case milliseconds = "ms"
  case microseconds = "us"
  case nanoseconds = "ns"
}
