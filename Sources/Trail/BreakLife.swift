import Accounting

/// One break over all days of its book.
package struct BreakLife: Hashable, Sendable {
  package var book: String
  package var bookName: String
  /// As the last run that listed it has it; of a break that none listed, as it was passed on.
  package var item: TrailBreak
  /// The business date of the last run that had it.
  package var lastSeen: String
  package var state: State
  /// The business date of the run that cleared it.
  package var clearedOn: String?
  /// Calendar days from first seen to cleared, or to the book's last run, or to last seen.
  package var daysOpen: Int
  /// What the latest review that decides it says; nil without one.
  package var disposition: Decided?

  package enum State: String, Hashable, Sendable, CaseIterable {
    /// The book's last run has it.
    case open
    case cleared
    /// Later runs took nothing over, or it is of a day that was run late: nobody knows.
    case dropped
  }

  package struct Decided: Hashable, Sendable {
    package var disposition: String
    package var reason: String
    package var reviewer: String
    package var reviewedAt: String
  }

  /// A break in one run.
  struct Day {
    var item: TrailBreak
    var businessDate: String
  }

  /// - Parameters:
  ///   - days: in order of business date, at least one; of each date the run that counts.
  ///   - lastDate: the business date of the book's last run that counts.
  init(
    book: String, bookName: String, days: [Day], lastDate: String, disposition: Decided?
  ) {
    self.book = book
    self.bookName = bookName
    self.disposition = disposition
    let last = days[days.count - 1]
    let seen = days.last { $0.item.standing != .cleared }
    let listed = days.last { $0.item.standing != .cleared && $0.item.standing != .passed }
    item = (listed ?? seen ?? last).item
    // Seen on a day whose run is not in the archive any more: the date it began is what is known.
    lastSeen = seen?.businessDate ?? last.item.firstSeen
    let end: String
    if last.item.standing == .cleared {
      state = .cleared
      clearedOn = last.businessDate
      end = last.businessDate
    } else {
      state = last.businessDate == lastDate ? .open : .dropped
      end = last.businessDate
    }
    daysOpen = Self.days(from: item.firstSeen, to: end)
  }

  private static func days(from first: String, to last: String) -> Int {
    guard let first = CivilDate(first), let last = CivilDate(last) else { return 0 }
    return max(0, last.daysSince1970 - first.daysSince1970)
  }
}
