import Accounting
import TestSupport
import Testing

@Suite struct InstantParsingTests {
  /// What a text reads as: the instant's own text, or the name of the error.
  static func reading(_ text: String, _ form: TimeForm, _ zone: Zone? = nil) -> String {
    do {
      return try Instant(parsing: text, form: form, zone: zone).description
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("2026-11-19T08:00:00Z", "2026-11-19T08:00:00Z"),
    ("2026-11-19t08:00:00z", "2026-11-19T08:00:00Z"),
    ("2026-11-19 08:00:00 UTC", "2026-11-19T08:00:00Z"),
    ("2026-11-19 08:00:00.5 UTC", "2026-11-19T08:00:00.5Z"),
    ("2026-11-19T08:00:00.000000001+01:00", "2026-11-19T07:00:00.000000001Z"),
    ("2026-11-19T08:00:00-0730", "2026-11-19T15:30:00Z"),
    ("2026-11-19 08:00:00+00", "2026-11-19T08:00:00Z"),
    ("2026-11-19 08:00:00 +0100", "2026-11-19T07:00:00Z"),
    ("2026-11-19T08:00:00-00:00", "2026-11-19T08:00:00Z"),
    ("2026-11-19T08:00:00.1230000000000Z", "2026-11-19T08:00:00.123Z"),
    ("2026-11-19T00:30:00+01:00", "2026-11-18T23:30:00Z"),
    ("2024-02-29T23:59:59.999999999Z", "2024-02-29T23:59:59.999999999Z"),
    ("1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z"),
    ("1677-09-21T00:12:43.145224192Z", "1677-09-21T00:12:43.145224192Z"),
    ("2262-04-11T23:47:16.854775807Z", "2262-04-11T23:47:16.854775807Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("2016-12-31T23:59:60.25Z", "2017-01-01T00:00:00.25Z"),
    ("2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00Z"),
  ])
  func `an RFC 3339 time is read to the last digit`(text: String, instant: String) {
    #expect(Self.reading(text, .rfc3339) == instant)
  }

  @Test(arguments: [
    "", "2026", "2026-11-19", "2026-11-19T08:00Z", "2026-11-19T08:00:00.Z",
    "2026-11-19T08:00:00,5Z", "2026-11-19T8:00:00Z", "2026-11-19T24:00:00Z",
    "2026-11-19T08:60:00Z", "2026-11-19T08:00:61Z", "2026-11-19T08:00:60Z",
    "2026-02-29T08:00:00Z", "2026-13-01T08:00:00Z", "2026-00-01T08:00:00Z",
    "2026-04-31T08:00:00Z", "2026-11-00T08:00:00Z", "2026-11-19T08:00:00+24:00",
    "2026-11-19T08:00:00+01:60", "2026-11-19T08:00:00+1", "2026-11-19T08:00:00+01:",
    "2026-11-19T08:00:00+01:0", "2026-11-19T08:00:00 Z", "2026-11-19T08:00:00Z ",
    " 2026-11-19T08:00:00Z", "2026-11-19T08:00:00 GMT", "2026-11-19T08:00:00 EST",
    "2026-11-19T08:00:00UTC", "2026-11-19_08:00:00Z", "2026-11-19  08:00:00Z",
    "2026/11/19T08:00:00Z", "20261119T080000Z", "+2026-11-19T08:00:00Z",
    "2026-11-19T08:00:00Z\0", "２０26-11-19T08:00:00Z", "2026-11-19T08:00:00\u{2212}01:00",
    "2016-12-31T23:59:60+01:00",
  ])
  func `anything but an RFC 3339 time is refused`(text: String) {
    #expect(Self.reading(text, .rfc3339) == "notInstant")
  }

  @Test(arguments: [
    "1677-09-21T00:12:43.145224191Z", "2262-04-11T23:47:16.854775808Z", "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z", "2026-11-19T08:00:00.1234567891Z",
    "2026-11-19T08:00:00.00000000000000000001Z",
  ])
  func `a time out of range or finer than a nanosecond is refused`(text: String) {
    #expect(Self.reading(text, .rfc3339) == "outOfRange")
  }

  @Test func `a time without zone needs a declared one`() throws {
    let text = "2026-11-19T08:00:00"
    #expect(Self.reading(text, .rfc3339) == "zoneMissing")
    #expect(Self.reading(text, .rfc3339, .utc) == "2026-11-19T08:00:00Z")
    let india = try #require(Zone(name: "+05:30"))
    #expect(Self.reading(text, .rfc3339, india) == "2026-11-19T02:30:00Z")
    #expect(Self.reading(text + "Z", .rfc3339, india) == "2026-11-19T08:00:00Z")
    #expect(Self.reading("2026-11-19", .local(.yearMonthDay)) == "zoneMissing")
    #expect(Self.reading("2016-12-31T23:59:60", .rfc3339, .utc) == "2017-01-01T00:00:00Z")
    #expect(Self.reading("2016-12-31T23:59:60", .rfc3339, india) == "notInstant")
    #expect(Self.reading("2017-01-01T05:29:60", .rfc3339, india) == "2017-01-01T00:00:00Z")
  }

  @Test(arguments: [
    (DateOrder.yearMonthDay, "2026-11-19", "2026-11-19T00:00:00Z"),
    (.yearMonthDay, "2026/1/9", "2026-01-09T00:00:00Z"),
    (.yearMonthDay, "26.11.19", "2026-11-19T00:00:00Z"),
    (.yearMonthDay, "2026-11-19T08:00:00.25+01:00", "2026-11-19T07:00:00.25Z"),
    (.yearMonthDay, "2026-11-19t08:00 UTC", "2026-11-19T08:00:00Z"),
    (.dayMonthYear, "03/04/2026", "2026-04-03T00:00:00Z"),
    (.dayMonthYear, "3.4.26 7:05", "2026-04-03T07:05:00Z"),
    (.dayMonthYear, "31-12-2026 23:59:59", "2026-12-31T23:59:59Z"),
    (.monthDayYear, "03/04/2026", "2026-03-04T00:00:00Z"),
    (.monthDayYear, "11/19/2026, 8:00:00 AM", "2026-11-19T08:00:00Z"),
    (.monthDayYear, "11/19/2026,08:00:00", "2026-11-19T08:00:00Z"),
    (.monthDayYear, "11/19/26, 12:00 AM", "2026-11-19T00:00:00Z"),
    (.monthDayYear, "11/19/26, 12:30\u{202F}PM", "2026-11-19T12:30:00Z"),
    (.monthDayYear, "11/19/26 1:05:09.5\u{A0}pm", "2026-11-19T13:05:09.5Z"),
    (.monthDayYear, "11/19/26 11:59PM -0500", "2026-11-20T04:59:00Z"),
    (.monthDayYear, "11/19/2026 8:00:00 AM UTC", "2026-11-19T08:00:00Z"),
    (.yearMonthDay, "2016-12-31 23:59:60", "2017-01-01T00:00:00Z"),
  ])
  func `a local time is read in its declared order`(
    order: DateOrder, text: String, instant: String
  ) {
    #expect(Self.reading(text, .local(order), .utc) == instant)
  }

  @Test(arguments: [
    (DateOrder.monthDayYear, "19/11/2026"), (.dayMonthYear, "11/19/2026"),
    (.dayMonthYear, "2026-11-19"), (.yearMonthDay, "19/11/2026"), (.yearMonthDay, "2026-11/19"),
    (.yearMonthDay, "2026-011-19"), (.yearMonthDay, "226-11-19"), (.yearMonthDay, "6-11-19"),
    (.yearMonthDay, "20261-11-19"), (.dayMonthYear, "1/1/002"), (.dayMonthYear, "29.2.2026"),
    (.yearMonthDay, "2026 11 19"), (.yearMonthDay, "2026-11-19 "), (.yearMonthDay, "2026-11-19,"),
    (.yearMonthDay, "2026-11-19Z"), (.yearMonthDay, "2026-11-19 8"),
    (.yearMonthDay, "2026-11-19 8:0"), (.yearMonthDay, "2026-11-19 8:00:0"),
    (.yearMonthDay, "2026-11-19 108:00"), (.yearMonthDay, "2026-11-19 24:00"),
    (.yearMonthDay, "2026-11-19 8:00:00."), (.yearMonthDay, "2026-11-19 8:00.5"),
    (.monthDayYear, "11/19/2026 13:00 PM"), (.monthDayYear, "11/19/2026 0:00 AM"),
    (.monthDayYear, "11/19/2026 8:00 XM"), (.monthDayYear, "11/19/2026 8:00 A"),
    (.monthDayYear, "11/19/2026 8:00  AM"), (.monthDayYear, "11/19/2026T8:00 EST"),
    (.dayMonthYear, "٣/٤/2026"), (.dayMonthYear, "-3/4/2026"), (.dayMonthYear, ""),
  ])
  func `a local time of another form is refused`(order: DateOrder, text: String) {
    #expect(Self.reading(text, .local(order), .utc) == "notInstant")
  }

  @Test(arguments: [
    (EpochUnit.seconds, "0", "1970-01-01T00:00:00Z"),
    (.seconds, "1795075200", "2026-11-19T08:00:00Z"),
    (.seconds, "1795075200.000000001", "2026-11-19T08:00:00.000000001Z"),
    (.seconds, "+1795075200.50", "2026-11-19T08:00:00.5Z"),
    (.seconds, "-0.25", "1969-12-31T23:59:59.75Z"),
    (.seconds, "0001795075200.1000000000000000000000", "2026-11-19T08:00:00.1Z"),
    (.milliseconds, "1795075200123", "2026-11-19T08:00:00.123Z"),
    (.milliseconds, "1795075200123.456789", "2026-11-19T08:00:00.123456789Z"),
    (.microseconds, "1795075200123456.7", "2026-11-19T08:00:00.1234567Z"),
    (.nanoseconds, "1795075200123456789", "2026-11-19T08:00:00.123456789Z"),
    (.nanoseconds, "-9223372036854775808", "1677-09-21T00:12:43.145224192Z"),
    (.nanoseconds, "9223372036854775807", "2262-04-11T23:47:16.854775807Z"),
    (.nanoseconds, "5.000", "1970-01-01T00:00:00.000000005Z"),
    (.nanoseconds, "9223372036854775808", "outOfRange"),
    (.nanoseconds, "-9223372036854775809", "outOfRange"),
    (.nanoseconds, "5.5", "outOfRange"), (.seconds, "9223372037", "outOfRange"),
    (.seconds, "0.0000000001", "outOfRange"), (.milliseconds, "1.0000001", "outOfRange"),
    (.seconds, "18446744073709551617", "outOfRange"),
    (.seconds, "184467440737095516160000000000000000000000", "outOfRange"),
    (.seconds, "", "notInstant"), (.seconds, "-", "notInstant"), (.seconds, ".5", "notInstant"),
    (.seconds, "5.", "notInstant"), (.seconds, "1e9", "notInstant"),
    (.seconds, "1.5x", "notInstant"), (.seconds, " 1", "notInstant"),
    (.seconds, "1,5", "notInstant"), (.seconds, "0x10", "notInstant"),
    (.seconds, "1.0000000001x", "notInstant"), (.seconds, "--1", "notInstant"),
  ])
  func `a count since 1970 is exact or refused`(unit: EpochUnit, text: String, instant: String) {
    #expect(Self.reading(text, .epoch(unit)) == instant)
  }

  @Test func `a million digits are refused in time proportional to their number`() {
    let long = String(repeating: "9", count: 1_000_000)
    #expect(Self.reading(long, .epoch(.seconds)) == "outOfRange")
    #expect(Self.reading(long, .rfc3339) == "notInstant")
    #expect(Self.reading("2026-11-19T08:00:00." + long + "Z", .rfc3339) == "outOfRange")
  }
}
