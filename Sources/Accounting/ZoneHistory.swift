import Foundation

/// Every change of a place's distance from UTC, from 1970 to 2100.
///
/// It is taken once from Foundation's own copy of the IANA database (the one place that asks
/// Foundation for time zones), so that reading a line is a search in two arrays.
struct ZoneHistory: Sendable {
  /// Seconds since 1970 at which each period starts; the first is the start of the history.
  private let starts: [Int]
  /// Seconds east of UTC in each period.
  private let offsets: [Int]

  /// 1970-01-01 and 2100-01-01, in seconds since 1970.
  static let first = 0
  static let end = 47_482 * 86_400

  /// The history of an IANA name; nil if there is no such place.
  init?(of name: String) {
    guard let zone = TimeZone(identifier: name), zone.identifier == name else { return nil }
    func offset(at seconds: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }
    var starts = [ZoneHistory.first]
    var offsets = [offset(at: ZoneHistory.first)]
    // No place has changed twice within half a day.
    let step = 43_200
    for probe in stride(from: ZoneHistory.first + step, through: ZoneHistory.end, by: step) {
      let found = offset(at: probe)
      guard found != offsets[offsets.count - 1] else { continue }
      var (before, after) = (probe - step, probe)
      while after - before > 1 {
        let middle = (before + after) / 2
        if offset(at: middle) == found { after = middle } else { before = middle }
      }
      starts.append(after)
      offsets.append(found)
    }
    self.starts = starts
    self.offsets = offsets
  }

  /// The offset in force at a time in UTC; nil outside the history.
  func offset(atUTC seconds: Int) -> Int? {
    guard seconds >= ZoneHistory.first, seconds < ZoneHistory.end else { return nil }
    return offsets[period(at: seconds)]
  }

  /// The time in UTC of a local time.
  func utc(_ local: Int) throws(InstantError) -> Int {
    guard local >= ZoneHistory.first + 86_400, local < ZoneHistory.end - 86_400 else {
      throw .outOfRange
    }
    // Offsets are less than a day, so only periods that touch the day around can hold it.
    var index = period(at: local - 86_400)
    var answer: Int?
    while index < starts.count, starts[index] <= local + 86_400 {
      let candidate = local - offsets[index]
      let periodEnd = index + 1 < starts.count ? starts[index + 1] : Int.max
      if candidate >= starts[index], candidate < periodEnd {
        guard answer == nil else { throw .notUnique }
        answer = candidate
      }
      index += 1
    }
    guard let answer else { throw .notUnique }
    return answer
  }

  /// The last period that starts at or before the time.
  private func period(at seconds: Int) -> Int {
    max(0, starts.partitioningIndex { $0 > seconds } - 1)
  }
}
