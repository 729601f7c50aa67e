import Accounting
import TestSupport
import Testing

/// Business days between two days, and how urgent a break is.
@Suite struct SeverityTests {
  private func day(_ text: String) -> Int { CivilDate(text)?.daysSince1970 ?? .min }

  @Test(arguments: [
    ("2026-11-19", "2026-11-19", 0), ("2026-11-18", "2026-11-19", 1),
    ("2026-11-13", "2026-11-16", 1), ("2026-11-14", "2026-11-15", 0),
    ("2026-11-12", "2026-11-19", 5), ("2026-11-20", "2026-11-19", 0),
    ("2026-12-24", "2026-12-28", 2), ("2025-11-19", "2026-11-19", 261),
  ])
  func `weekends do not count`(first: String, last: String, expected: Int) {
    #expect(
      BusinessCalendar.usual.businessDays(after: day(first), through: day(last)) == expected)
  }

  @Test func `holidays and other weekends do not count`() throws {
    let holidays = try ["2026-12-25", "2026-12-26", "2027-01-01"].map {
      try #require(CivilDate($0))
    }
    let calendar = BusinessCalendar(weekend: [.saturday, .sunday], holidays: holidays)
    #expect(calendar.businessDays(after: day("2026-12-24"), through: day("2026-12-28")) == 1)
    #expect(calendar.businessDays(after: day("2026-12-23"), through: day("2027-01-04")) == 6)
    let friday = BusinessCalendar(weekend: [.friday], holidays: [])
    #expect(friday.businessDays(after: day("2026-11-12"), through: day("2026-11-19")) == 6)
  }

  @Test(arguments: 0..<20)
  func `any two days are as a count of each day says`(number: Int) {
    var random = SeededGenerator(seed: UInt64(number))
    let weekend = Set(
      BusinessCalendar.Weekday.allCases.filter { _ in Int.random(in: 0..<3, using: &random) == 0 })
    let holidays = (0..<30).map { _ in Int.random(in: -200..<200, using: &random) }
    let dates = holidays.compactMap { CivilDate("1970-01-01")?.advanced(byDays: $0) }
    let calendar = BusinessCalendar(weekend: weekend, holidays: dates)
    for _ in 0..<200 {
      let first = Int.random(in: -300..<300, using: &random)
      let last = Int.random(in: -300..<300, using: &random)
      let walked =
        last > first
        ? (first + 1...last).count {
          // 1970-01-01 was a Thursday.
          let weekday = BusinessCalendar.Weekday.allCases[(($0 + 4) % 7 + 7) % 7]
          return !weekend.contains(weekday) && !holidays.contains($0)
        } : 0
      #expect(calendar.businessDays(after: first, through: last) == walked, "seed \(number)")
    }
  }

  @Test(arguments: [
    (BreakKind.missingLedger, "999.99", 5, Severity.low), (.missingLedger, "1000", 5, .medium),
    (.missingLedger, "10000", 0, .high), (.missingLedger, "100000", 0, .critical),
    (.missingLedger, "5", 6, .medium), (.missingLedger, "5", 31, .high),
    (.missingLedger, "10000", 61, .critical), (.balanceDiff, "0.01", 0, .high),
    (.ambiguous, "1", 0, .medium),
  ])
  func `severity follows value, age and kind`(
    kind: BreakKind, value: String, age: Int, expected: Severity
  ) throws {
    let amount = try Amount(parsing: value)
    #expect(
      SeverityPolicy.usual.severity(of: kind, valueUSD: amount, ageDays: age) == expected)
  }

  @Test func `what has no value is not low`() {
    let usual = SeverityPolicy.usual
    #expect(usual.severity(of: .missingLedger, valueUSD: nil, ageDays: 0) == .medium)
    #expect(usual.severity(of: .missingLedger, valueUSD: nil, ageDays: 40) == .critical)
  }
}
