import Foundation
import TestSupport
import Testing

/// Runs of one book day after day: what is open is carried, matched late, cleared, opened again.
@Suite struct DaysTests {
  static let isLong = Effort.isLong

  @Test(arguments: isLong ? [1, 2, 3] : [1])
  func `sixty days: breaks keep their ids and ages, and their roll-forward closes`(
    seed: UInt64
  ) throws {
    let book = DayBook(days: 60, perDay: 5, seed: seed)
    try Desk.with { desk in
      let settings = try book.lay(on: desk)
      var ids: [String: String] = [:]
      var last: [String: DayBook.OpenItem] = [:]
      for day in 0..<book.days {
        let date = DayBook.date(day)
        let outcome = try desk.run([settings, "--business-date", date])
        try #require([0, 2].contains(outcome.status), "seed \(seed) \(date): \(outcome.errors)")
        let folder = try #require(desk.sealed().last)
        let expected = book.open(after: day)
        let found = try folder.breaks()
        #expect(
          Set(found.compactMap { $0["reference"] as? String }) == Set(expected.keys),
          "seed \(seed) \(date)")
        for item in found {
          let name = item["reference"] as? String ?? ""
          guard let wanted = expected[name] else { continue }
          let place = "seed \(seed) \(date) \(name)"
          #expect(item["kind"] as? String == wanted.kind, "\(place)")
          #expect(Self.cents(item["amount"]) == wanted.cents, "\(place)")
          #expect(item["age_days"] as? Int == wanted.age(on: day), "\(place)")
          #expect(item["first_seen"] as? String == DayBook.date(wanted.firstDay), "\(place)")
          let isCarried = last[name] == wanted
          #expect(item["standing"] as? String == (isCarried ? "carried" : "new"), "\(place)")
          let id = item["break_id"] as? String
          if isCarried { #expect(id == ids[name], "\(place)") }
          ids[name] = id
        }
        try check(folder, book, day, last, expected, ids, seed)
        last = expected
      }
      let verified = try desk.tieout(["verify", try #require(desk.sealed().last).url.path])
      #expect(verified.status == 0, "\(verified.output)")
    }
  }

  /// The day's proof, its roll-forward and what it cleared.
  private func check(
    _ folder: SealedFolder, _ book: DayBook, _ day: Int, _ last: [String: DayBook.OpenItem],
    _ expected: [String: DayBook.OpenItem], _ ids: [String: String], _ seed: UInt64
  ) throws {
    let place = "seed \(seed) \(DayBook.date(day))"
    let summary = try folder.json("summary.json")
    let balance = try #require((summary["balances"] as? [[String: Any]])?.first)
    let proof = balance["proof"] as? [String: Any]
    #expect(proof?["unexplained"] as? String == "0", "\(place)")
    #expect(proof?["opening_difference"] as? String == "0", "\(place)")
    for side in ["statement", "ledger"] {
      let figures = balance[side] as? [String: Any]
      #expect(Self.cents(figures?["balance"]) == book.balance(side, after: day), "\(place) \(side)")
    }
    let cleared = last.filter { expected[$0.key] != $0.value }
    let new = expected.filter { last[$0.key] != $0.value }
    let file = String(decoding: try folder.report("cleared.csv"), as: UTF8.self)
    #expect(file.split(separator: "\n").count - 1 == cleared.count, "\(place)")
    for name in cleared.keys where expected[name] == nil {
      #expect(file.contains(ids[name] ?? "?"), "\(place) \(name)")
    }
    guard let line = (summary["break_roll_forward"] as? [[String: Any]])?.first else {
      #expect(last.isEmpty && expected.isEmpty, "\(place)")
      return
    }
    let wanted = [
      "brought_forward": Array(last.values), "new": Array(new.values),
      "cleared": Array(cleared.values), "carried_forward": Array(expected.values),
    ]
    for (name, items) in wanted {
      let figures = line[name] as? [String: Any]
      #expect(figures?["count"] as? Int == items.count, "\(place) \(name)")
      #expect(
        Self.cents(figures?["amount"]) == items.reduce(0) { $0 + $1.cents }, "\(place) \(name)")
    }
  }

  static func cents(_ value: Any?) -> Int? {
    guard let text = value as? String, let amount = Decimal(string: text) else { return nil }
    return NSDecimalNumber(decimal: amount * 100).intValue
  }
}
