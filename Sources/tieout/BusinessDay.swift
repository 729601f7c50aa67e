import Accounting

/// The business date of a run and the day it covers: [start, end).
struct BusinessDay {
  let date: CivilDate
  let start: Instant
  let end: Instant
  private let wasAsked: Bool

  /// Without a date asked for, it is the day of the statement's last entry or dated balance;
  /// without any, of the ledger's.
  ///
  /// - Throws: `business-date-needed` if no line has a date; `business-date-unusable` if the
  ///   zone has the cut-off time twice or never on that day.
  init(plan: RunPlan, statement: Book, ledger: Book) throws(SettingsFault) {
    let zone = plan.cutOff.zone
    wasAsked = plan.businessDate != nil
    let last = statement.lastInstant ?? ledger.lastInstant
    do throws(InstantError) {
      if let asked = plan.businessDate {
        date = asked
      } else if let last {
        date = try BusinessDay.date(of: last, time: plan.cutOff.time, zone: zone)
      } else {
        throw .zoneMissing
      }
      guard let next = date.advanced(byDays: 1) else { throw .outOfRange }
      start = try Instant.startOfDay(date, time: plan.cutOff.time, zone: zone)
      end = try Instant.startOfDay(next, time: plan.cutOff.time, zone: zone)
    } catch .zoneMissing {
      throw SettingsFault(
        "business-date-needed", Place(file: "tieout run"), "no line that was read has a date",
        hint: "name the day: --business-date 2026-11-19")
    } catch {
      throw SettingsFault(
        "business-date-unusable", Place(file: "tieout run"),
        "the cut-off \(plan.cutOff.time) \(Diagnostic.quoted(plan.cutOff.zoneName)) is not one "
          + "instant on that day",
        hint: "another cut-off time or UTC has no such gap")
    }
  }

  /// The business date whose day holds the instant.
  private static func date(
    of instant: Instant, time: String, zone: Zone
  ) throws(InstantError) -> CivilDate {
    var date = instant.date
    for _ in 0..<3 {
      guard let next = date.advanced(byDays: 1) else { throw .outOfRange }
      if instant < (try Instant.startOfDay(date, time: time, zone: zone)) {
        guard let before = date.advanced(byDays: -1) else { throw .outOfRange }
        date = before
      } else if instant >= (try Instant.startOfDay(next, time: time, zone: zone)) {
        date = next
      } else {
        break
      }
    }
    return date
  }

  /// Says of each statement that its newest line is older than the business date: perhaps
  /// yesterday's file.
  func warnings(_ statement: Book, _ sources: Sources) -> [Diagnostic] {
    guard wasAsked else { return [] }
    return statement.tallies.compactMap { tally in
      guard let last = tally.last, last < start else { return nil }
      return Diagnostic.statementStale(
        sources[tally.source].name, newest: last, businessDate: date.text)
    }
  }
}

extension Book {
  /// The instant of the latest entry or dated balance.
  fileprivate var lastInstant: Instant? {
    (tallies.compactMap(\.last) + balances.compactMap(\.instant)).max()
  }
}

extension Diagnostic {
  static func statementStale(
    _ file: String, newest: Instant, businessDate: String
  ) -> Diagnostic {
    Diagnostic(
      code: "statement-stale", severity: .warning, place: Place(file: file),
      message: "the newest line is of \(newest), before the business date \(businessDate)",
      hint: "this may be an earlier day's file; a day without events is fine")
  }
}
