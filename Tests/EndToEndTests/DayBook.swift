import Foundation
import TestSupport

/// A book whose statement and ledger come as one file a day: random events, some of them late,
/// never booked or booked wrong, and beside it what must be open each day: a slow, obvious twin.
struct DayBook {
  /// One event: when each side tells it, in days from the first; nil: never.
  struct Event {
    var name: String
    /// In cents.
    var amount: Int
    var day: Int
    var statementDay: Int?
    var ledgerDay: Int?
    /// What the ledger has too little, in cents, and when it is corrected.
    var shortfall = 0
    var correctedOn: Int?
  }

  /// 2026-09-21, a Monday.
  static let firstDay = 20_717
  let days: Int
  private(set) var events: [Event] = []

  init(days: Int, perDay: Int, seed: UInt64) {
    self.days = days
    var random = SeededGenerator(seed: seed)
    for day in 0..<days {
      for number in 0..<perDay {
        var event = Event(
          name: "E\(day)-\(number)",
          // No amount is another's, nor the sum of a few.
          amount: (100_003 + (day * perDay + number) * 7_919) * (number % 2 == 0 ? 1 : -1),
          day: day, statementDay: day, ledgerDay: day)
        let later = day + Int.random(in: 1...9, using: &random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0, 1: event.ledgerDay = later
        case 2, 3: event.statementDay = later
        case 4: event.ledgerDay = nil
        case 5: event.statementDay = nil
        case 6, 7:
          event.shortfall = 37
          event.correctedOn = Int.random(in: 0..<3, using: &random) == 0 ? nil : later
        default: break
        }
        events.append(event)
      }
    }
  }

  static func date(_ day: Int) -> String {
    let date = Date(timeIntervalSince1970: Double((firstDay + day) * 86_400))
    return String(date.formatted(.iso8601).prefix(10))
  }

  static func amount(_ cents: Int) -> String {
    let digits = String(cents.magnitude)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return (cents < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
  }

  /// The lines a side tells on a day: reference, cents.
  func lines(_ side: String, on day: Int) -> [(name: String, cents: Int)] {
    events.flatMap { event -> [(name: String, cents: Int)] in
      var lines: [(name: String, cents: Int)] = []
      if side == "statement", event.statementDay == day { lines.append((event.name, event.amount)) }
      if side == "ledger", event.ledgerDay == day {
        lines.append((event.name, event.amount - event.shortfall))
      }
      if side == "ledger", event.correctedOn == day { lines.append((event.name, event.shortfall)) }
      return lines
    }
  }

  /// Writes the settings and all files.
  func lay(on desk: Desk) throws -> String {
    for day in 0..<days {
      let date = Self.date(day)
      var statement = "ref,time,asset,amount\n"
      for (place, line) in lines("statement", on: day).enumerated() {
        statement += "\(line.name),\(Self.time(date, place)),USD,\(Self.amount(line.cents))\n"
      }
      var ledger = "id,ref,time,account,asset,amount\n"
      for (place, line) in lines("ledger", on: day).enumerated() {
        ledger +=
          "L\(day)-\(place),\(line.name),\(Self.time(date, place)),Assets:Main,USD,"
          + "\(Self.amount(line.cents))\n"
      }
      try desk.write("book/statement/\(date).csv", statement)
      try desk.write("book/ledger/\(date).csv", ledger)
    }
    return try desk.write("book/tieout.yaml", Self.settings).path
  }

  private static func time(_ date: String, _ place: Int) -> String {
    "\(date)T\(10 + place / 60):\(place % 60 < 10 ? "0" : "")\(place % 60):00Z"
  }

  static let settings = """
    book: days
    accounts:
      - account: main
        statement: [ "statement/{date}.csv" ]
        ledger_account: "Assets:Main"
        may_owe: "*"
        format:
          kind: csv
          columns: { reference: ref, booked_at: time, asset: asset, amount: amount }
    ledger:
      - files: [ "ledger/{date}.csv" ]
        format:
          kind: csv
          columns: { id: id, reference: ref, booked_at: time, account: account, asset: asset,
            amount: amount }

    """

  /// What must be open after a day, by reference: kind, cents, first day seen.
  func open(after day: Int) -> [String: OpenItem] {
    var open: [String: OpenItem] = [:]
    for event in events where event.day <= day {
      let isStated = event.statementDay.map { $0 <= day } ?? false
      let isBooked = event.ledgerDay.map { $0 <= day } ?? false
      let isCorrected = event.correctedOn.map { $0 <= day } ?? false
      switch (isStated, isBooked) {
      case (true, false):
        open[event.name] = OpenItem("MISSING_LEDGER", event.amount, event.statementDay ?? 0)
      case (false, true):
        open[event.name] = OpenItem("MISSING_STATEMENT", -event.amount, event.ledgerDay ?? 0)
      case (true, true) where event.shortfall != 0 && !isCorrected:
        open[event.name] = OpenItem(
          "AMOUNT_DIFF", event.shortfall, max(event.statementDay ?? 0, event.ledgerDay ?? 0))
      default: break
      }
    }
    return open
  }

  struct OpenItem: Hashable {
    var kind: String
    var cents: Int
    var firstDay: Int

    init(_ kind: String, _ cents: Int, _ firstDay: Int) {
      self.kind = kind
      self.cents = cents
      self.firstDay = firstDay
    }

    /// Business days from its first day to another: Mondays to Fridays after it.
    func age(on day: Int) -> Int {
      (firstDay..<max(day, firstDay)).count { ($0 + 1) % 7 < 5 }
    }
  }

  /// What a side's balance must be after a day, in cents.
  func balance(_ side: String, after day: Int) -> Int {
    (0...day).reduce(0) { $0 + lines(side, on: $1).reduce(0) { $0 + $1.cents } }
  }
}
