import Accounting
import Foundation
import TestSupport
import Testing

/// The calendar against an obvious twin that counts day by day.
@Suite struct InstantTwinTests {
  struct Day {
    var year: Int
    var month: Int
    var day: Int
  }

  /// Every day from 1677-09-22 to 2262-04-11, by stepping; the first is day −106,751.
  static let days: [Day] = {
    var day = Day(year: 1677, month: 9, day: 22)
    var all: [Day] = []
    while (day.year, day.month, day.day) <= (2262, 4, 11) {
      all.append(day)
      let isLeap = day.year % 400 == 0 || day.year % 100 != 0 && day.year % 4 == 0
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      day.day += 1
      if day.day > lengths[day.month - 1] { (day.day, day.month) = (1, day.month + 1) }
      if day.month > 12 { (day.month, day.year) = (1, day.year + 1) }
    }
    return all
  }()

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: width - digits.count) + digits
  }

  @Test func `every day has the number that counting gives, and its own text`() throws {
    #expect(Self.days.count == 106_751 + 106_752)
    var wrong: [String] = []
    for (index, day) in Self.days.enumerated() {
      let number = index - 106_751
      let text =
        "\(Self.padded(day.year, 4))-\(Self.padded(day.month, 2))-\(Self.padded(day.day, 2))"
      let date = CivilDate(text)
      let instant = Instant(nanoseconds: Int64(number) * 86_400_000_000_000)
      if date?.daysSince1970 != number || date?.text != text || instant.dateText != text {
        wrong.append(text)
      }
    }
    #expect(wrong == [])
  }

  @Test func `a random time reads back from its own text`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let index = Int.random(in: 1..<Self.days.count - 1, using: &random)
      let day = Self.days[index]
      let second = Int.random(in: 0..<86_400, using: &random)
      let digits = Int.random(in: 0...9, using: &random)
      var nanosecond = Int.random(in: 0..<1_000_000_000, using: &random)
      for _ in digits..<9 { nanosecond /= 10 }
      let fraction = digits == 0 ? "" : "." + Self.padded(nanosecond, digits)
      for _ in digits..<9 { nanosecond *= 10 }
      let offset = Int.random(in: -1_439...1_439, using: &random)
      let sign = offset < 0 ? "-" : "+"
      let text =
        "\(Self.padded(day.year, 4))-\(Self.padded(day.month, 2))-\(Self.padded(day.day, 2))T"
        + "\(Self.padded(second / 3_600, 2)):\(Self.padded(second / 60 % 60, 2)):"
        + "\(Self.padded(second % 60, 2))\(fraction)\(sign)"
        + "\(Self.padded(abs(offset) / 60, 2)):\(Self.padded(abs(offset) % 60, 2))"
      let expected =
        Int64((index - 106_751) * 86_400 + second - offset * 60) * 1_000_000_000
        + Int64(nanosecond)
      let instant = try Instant(parsing: text, form: .rfc3339, zone: nil)
      try #require(instant.nanoseconds == expected, "seed \(seed): \(text)")
      let again = try Instant(parsing: instant.description, form: .rfc3339, zone: nil)
      try #require(again == instant, "seed \(seed): \(instant)")
      let made = Instant(
        year: day.year, month: day.month, day: day.day, hour: second / 3_600,
        minute: second / 60 % 60, second: second % 60, nanosecond: nanosecond,
        offsetSeconds: offset * 60)
      try #require(made == instant, "seed \(seed): \(text)")
    }
  }

  @Test func `a calendar time that does not exist is not made`() {
    #expect(Instant(year: 2026, month: 2, day: 29) == nil)
    #expect(Instant(year: 2026, month: 2, day: 28, hour: 24) == nil)
    #expect(Instant(year: 2026, month: 2, day: 28, second: 60) == nil)
    #expect(Instant(year: 2026, month: 2, day: 28, nanosecond: 1_000_000_000) == nil)
    #expect(Instant(year: 2026, month: 2, day: 28, offsetSeconds: 86_400) == nil)
    #expect(Instant(year: 1600, month: 2, day: 28) == nil)
    #expect(Instant(year: 1970, month: 1, day: 1) == Instant(nanoseconds: 0))
  }

  @Test func `the day after is a day of the calendar`() {
    #expect(CivilDate("2024-02-28")?.advanced(byDays: 1)?.text == "2024-02-29")
    #expect(CivilDate("2026-12-31")?.advanced(byDays: 1)?.text == "2027-01-01")
    #expect(CivilDate("2026-01-01")?.advanced(byDays: -1)?.text == "2025-12-31")
    #expect(CivilDate("9999-12-31")?.advanced(byDays: 1) == nil)
    #expect(CivilDate("0000-01-01")?.advanced(byDays: -1) == nil)
    #expect(CivilDate("0000-01-01")?.advanced(byDays: Int.min) == nil)
    #expect(CivilDate(year: 10_000, month: 1, day: 1) == nil)
    #expect(CivilDate("2026-03-01")!.parts == (2026, 3, 1))
  }
}
