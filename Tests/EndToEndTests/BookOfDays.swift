import Foundation
import TestSupport

/// One book that is run for day after day, each with evidence of its own.
struct BookOfDays {
  let desk: Desk
  /// What our ledger has too little each day, in US dollars.
  var shortfall = 0

  /// Runs a day, counted from 2026-11-19.
  @discardableResult
  func run(_ day: Int, _ options: [String] = []) throws -> Tool.Outcome {
    let date = "2026-11-\(19 + day)"
    var book = SmallBook()
    book.statement = ["deposit,\(date)T08:00:00.000Z,\(10 + day).00,\(10 + day).00,USD,t-\(day),,"]
    book.ledger = ["L\(day),t-\(day),\(date)T08:00:00Z,Assets:Pro,USD,\(10 + day - shortfall).00"]
    return try desk.run([try book.lay(on: desk), "--business-date", date] + options)
  }

  /// The folder of all its runs.
  var folder: URL { desk.out.appending(path: "small") }

  /// The manifest's predicate of the run of that number, from 1.
  func manifest(_ number: Int) throws -> [String: Any] {
    let runs = desk.sealed()
    guard runs.indices.contains(number - 1) else { return [:] }
    let data = try Data(contentsOf: runs[number - 1].url.appending(path: "run-manifest.json"))
    let value = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return value?["predicate"] as? [String: Any] ?? [:]
  }
}
