/// Which days are business days: all but those of the weekend and holidays.
package struct BusinessCalendar: Hashable, Sendable {
  package enum Weekday: String, Hashable, Sendable, CaseIterable {
    case sunday, monday, tuesday, wednesday, thursday, friday, saturday
  }

  package let weekend: Set<Weekday>
  /// Ascending, none of the weekend.
  private let holidays: [Int]

  /// Saturday and Sunday, no holidays.
  package static let usual = BusinessCalendar(weekend: [.saturday, .sunday], holidays: [])

  package init(weekend: Set<Weekday>, holidays: [CivilDate]) {
    self.weekend = weekend
    self.holidays = Set(holidays.map(\.daysSince1970))
      .filter { !weekend.contains(Weekday.of($0)) }.sorted()
  }

  /// How many business days come after a day, up to another and with it; 0 if that is not later.
  ///
  /// - Parameters: days since 1970-01-01.
  package func businessDays(after first: Int, through last: Int) -> Int {
    guard last > first else { return 0 }
    let (weeks, rest) = (last - first).quotientAndRemainder(dividingBy: 7)
    var days = weeks * (7 - weekend.count)
    for day in stride(from: last - rest + 1, through: last, by: 1)
    where !weekend.contains(Weekday.of(day)) { days += 1 }
    let before = holidays.partitioningIndex { $0 > first }
    return days - (holidays.partitioningIndex { $0 > last } - before)
  }
}

extension BusinessCalendar.Weekday {
  /// Of a day since 1970-01-01, a Thursday.
  static func of(_ day: Int) -> Self {
    let place = (day + 4) % 7
    return allCases[place < 0 ? place + 7 : place]
  }
}
