import Foundation
import TestSupport
import Testing

/// Lines of a closed day that a later export adds, alters or leaves out: each is named.
@Suite struct ClosedDayTests {
  /// One line of the statement, in cents.
  private struct Line {
    var name: String
    var cents: Int
    var minute: Int
  }

  private static func statement(_ lines: [Line]) -> String {
    "ref,time,asset,amount\n"
      + lines.map { "\($0.name),\(time($0)),USD,\(DayBook.amount($0.cents))\n" }.joined()
  }

  private static func ledger(_ lines: [Line]) -> String {
    "id,ref,time,account,asset,amount\n"
      + lines.map {
        "L\($0.name),\($0.name),\(time($0)),Assets:Main,USD,\(DayBook.amount($0.cents))\n"
      }.joined()
  }

  private static func time(_ line: Line) -> String {
    let (hour, minute) = (line.minute / 60 % 24, line.minute % 60)
    let day = DayBook.date(line.minute / 1_440)
    return "\(day)T\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00Z"
  }

  private static func lines(_ count: Int, day: Int) -> [Line] {
    (0..<count).map { number in
      Line(
        name: "D\(day)-\(number)", cents: 10_007 + (day * 10_000 + number) * 101,
        minute: day * 1_440 + number % 144)
    }
  }

  private func lay(
    _ desk: Desk, day: Int, statement: [Line], ledger: [Line]
  ) throws -> SealedFolder {
    let date = DayBook.date(day)
    try desk.write("book/statement/\(date).csv", Self.statement(statement))
    try desk.write("book/ledger/\(date).csv", Self.ledger(ledger))
    let settings = try desk.write("book/tieout.yaml", DayBook.settings).path
    let outcome = try desk.run([settings, "--business-date", date])
    try #require([0, 2, 3].contains(outcome.status), "\(outcome.errors)")
    return try #require(desk.sealed().last)
  }

  private func proof(_ folder: SealedFolder) throws -> [String: Any] {
    let balances = try folder.json("summary.json")["balances"] as? [[String: Any]]
    return balances?.first?["proof"] as? [String: Any] ?? [:]
  }

  private func changes(_ folder: SealedFolder) throws -> [String: String] {
    var details: [String: String] = [:]
    for item in try folder.breaks() where item["kind"] as? String == "PRIOR_PERIOD_CHANGE" {
      details[item["reference"] as? String ?? ""] = item["detail"] as? String ?? ""
    }
    return details
  }

  @Test(arguments: [DaysTests.isLong ? 1_000 : 100])
  func `every altered, added and missing line of a closed day is named with before and after`(
    count: Int
  ) throws {
    var random = SeededGenerator(seed: 20_261_128)
    let first = Self.lines(3 * count, day: 0)
    var again = first
    var expected: [String: String] = [:]
    for place in (0..<3 * count).shuffled(using: &random).prefix(count) {
      let line = first[place]
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        again[place].cents += 7
        expected[line.name] =
          "altered: before \(Self.shown(line.cents)) USD at \(Self.time(line)), reference "
          + "'\(line.name)', now \(Self.shown(line.cents + 7)) USD"
      case 1:
        again[place].name = ""
        expected[line.name] = "missing: before \(Self.shown(line.cents)) USD"
      default:
        let new = Line(name: "N\(place)", cents: 555_000_001 + place, minute: line.minute)
        again.append(new)
        expected[new.name] = "added: before no line, now \(Self.shown(new.cents)) USD"
      }
    }
    again.removeAll(where: \.name.isEmpty)
    let second = Self.lines(20, day: 1)
    try Desk.with { desk in
      let one = try lay(desk, day: 0, statement: first, ledger: first)
      #expect(try one.breaks().isEmpty)
      // The statement tells of all days, the ledger of the new one: what it had of the first is
      // open again where its partner is gone.
      let two = try lay(
        desk, day: 1, statement: (again + second).shuffled(using: &random), ledger: second)
      let found = try changes(two)
      #expect(Set(found.keys) == Set(expected.keys))
      for (name, detail) in found {
        #expect(detail.contains(expected[name] ?? "?"), "\(name): \(detail)")
      }
      let kinds = Dictionary(grouping: try two.breaks()) { $0["kind"] as? String ?? "" }
      let altered = expected.values.count { $0.hasPrefix("altered") }
      let missing = expected.values.count { $0.hasPrefix("missing") }
      // Of a round amount, or one that seven cents make round, a cause is shown.
      let differing = ["AMOUNT_DIFF", "ROUNDING", "PRECISION_LOSS"].map { kinds[$0]?.count ?? 0 }
      #expect(differing.reduce(0, +) == altered, "\(kinds.mapValues(\.count))")
      #expect(kinds["MISSING_STATEMENT"]?.count == missing)
      #expect(kinds["MISSING_LEDGER"]?.count == expected.count - altered - missing)
      let proof = try proof(two)
      #expect(proof["unexplained"] as? String == "0")
      #expect(proof["opening_difference"] as? String == "0")
      let setAside = try two.json("summary.json")["set_aside"] as? [String: Int]
      #expect(setAside?["reconciled-before"] == first.count - altered - missing)
    }
  }

  private static func shown(_ cents: Int) -> String {
    var text = DayBook.amount(cents)
    while text.contains("."), text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  @Test func `a cumulative export on both sides is told again without a word`() throws {
    let all = (0..<4).map { Self.lines(12, day: $0) }
    try Desk.with { desk in
      for day in 0..<4 {
        // One event is never booked: it stays open under its first id.
        let stated = all[0...day].flatMap { $0 }
        let booked = stated.filter { $0.name != "D0-3" }
        let folder = try lay(desk, day: day, statement: stated, ledger: booked)
        let breaks = try folder.breaks()
        #expect(breaks.count == 1 && breaks[0]["reference"] as? String == "D0-3")
        #expect(breaks[0]["first_seen"] as? String == DayBook.date(0))
        #expect(breaks[0]["kind"] as? String == "MISSING_LEDGER")
        let proof = try proof(folder)
        #expect(proof["unexplained"] as? String == "0")
        #expect(proof["difference"] as? String == "103.1")
      }
    }
  }

  @Test func `a line altered twice is named twice, and each time once`() throws {
    var lines = Self.lines(9, day: 0)
    let ledger = lines
    try Desk.with { desk in
      _ = try lay(desk, day: 0, statement: lines, ledger: ledger)
      for day in 1...4 {
        let changes = day == 1 || day == 3
        if changes { lines[4].cents += 1 }
        let folder = try lay(desk, day: day, statement: lines, ledger: ledger)
        #expect(try self.changes(folder).count == (changes ? 1 : 0), "day \(day)")
        let proof = try proof(folder)
        #expect(proof["unexplained"] as? String == "0", "day \(day)")
        #expect(proof["opening_difference"] as? String == "0", "day \(day)")
        let kinds = try folder.breaks().compactMap { $0["kind"] as? String }
        #expect(kinds.filter { $0 != "PRIOR_PERIOD_CHANGE" } == ["AMOUNT_DIFF"], "day \(day)")
      }
    }
  }
}
