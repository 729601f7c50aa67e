import Accounting
import Foundation
import Seal
import TestSupport
import Testing

@Suite struct StampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00Z"),
    (1_250_000_000, "1970-01-01T00:00:01.250Z", "1970-01-01T00:00:01.25Z"),
    (-1, "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999999999Z"),
    (1_709_210_096_000_001_000, "2024-02-29T12:34:56.000Z", "2024-02-29T12:34:56.000001Z"),
    (Int64.max, "2262-04-11T23:47:16.854Z", "2262-04-11T23:47:16.854775807Z"),
  ])
  func `an instant is written in UTC and never rounded up`(
    nanoseconds: Int64, milliseconds: String, exact: String
  ) {
    let instant = Instant(nanoseconds: nanoseconds)
    #expect(Stamp.milliseconds(instant) == milliseconds)
    #expect(Stamp.exact(instant) == exact)
    #expect(Stamp.instant(exact) == instant)
  }

  @Test(arguments: [
    "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:60Z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z",
    "2026-01-01T00:00:00.0000000000Z", "2026-01-01T00:00:00+00:00", "9999-01-01T00:00:00Z", "",
    "2026-00-10T00:00:00Z", "2026-01-00T00:00:00Z", "2026-1-01T00:00:00Z0",
  ])
  func `anything else is no stamp`(text: String) { #expect(Stamp.instant(text) == nil) }

  @Test func `days agree with the calendar of the system`() throws {
    let seed: UInt64 = 0xda7e
    var generator = SeededGenerator(seed: seed)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for _ in 0..<500 {
      let seconds = Int64.random(in: 0..<9_000_000_000, using: &generator)
      let date = Date(timeIntervalSince1970: Double(seconds))
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let expected = String(format: "%04d-%02d-%02d", parts.year!, parts.month!, parts.day!)
      #expect(Stamp.day(Instant(nanoseconds: seconds * 1_000_000_000)) == expected, "seed \(seed)")
      #expect(Stamp.isDay(expected))
    }
  }
}
