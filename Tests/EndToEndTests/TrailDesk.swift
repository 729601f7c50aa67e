import Foundation
import GRDB
import TestSupport

/// A desk whose archive has a trail, and what the commands tell of it.
struct TrailDesk {
  let desk: Desk

  /// The only database of the desk; nil if there is none.
  var file: URL? {
    let folder = desk.state.appending(path: "tieout/trail")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let files = names.filter { $0.hasSuffix(".sqlite") }
    return files.count == 1 ? folder.appending(path: files[0]) : nil
  }

  /// Every row of every table and view, as texts in order.
  func rows() throws -> [String] {
    guard let file else { return [] }
    let queue = try DatabaseQueue(path: file.path)
    return try queue.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { "\(table) \($0)" }.sorted()
      }
    }
  }

  /// What a command says as JSON.
  func json(
    _ command: String, _ options: [String] = [], of folder: URL? = nil
  ) throws -> [[String: Any]] {
    let outcome = try desk.tieout([command, (folder ?? desk.out).path, "--json"] + options)
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let list = (value as? [String: Any])?[command == "history" ? "runs" : "breaks"]
    return list as? [[String: Any]] ?? []
  }

  /// What both commands say, to the letter.
  func told(environment: [String: String] = [:]) throws -> [String] {
    try ["history", "breaks"].map {
      try desk.tieout([$0, desk.out.path, "--json"], environment: environment).output
    }
  }

  /// A book with all that a chain can have: days with breaks that come and go, a day that is run
  /// again, one that is run late, one that failed, one that took nothing over, a review.
  static func with(_ body: (TrailDesk, BookOfDays) throws -> Void) throws {
    try Desk.with { desk in
      var book = BookOfDays(desk: desk)
      for day in [0, 1, 3] {
        book.shortfall = day % 2
        try book.run(day)
      }
      book.shortfall = 2
      try book.run(3, ["--reason", "late booking"])
      try book.run(2)
      try book.run(4)
      try desk.write("book/statement.csv", "what is this\n")
      let settings = desk.folder.appending(path: "book/tieout.yaml").path
      _ = try desk.run([settings, "--business-date", "2026-11-24"])
      try book.run(5, ["--without-prior"])
      let trail = TrailDesk(desk: desk)
      try trail.review(desk.sealed()[1], "carried", "booked on Monday")
      try body(trail, book)
    }
  }

  /// Signs a review of a run that decides its first break.
  func review(_ run: SealedFolder, _ disposition: String, _ reason: String) throws {
    if !FileManager.default.fileExists(atPath: desk.folder.appending(path: "amy/amy.pem").path) {
      _ = try desk.tieout(["keys", "generate", "--key", "amy/amy.pem"])
    }
    let id = try run.breaks().first?["break_id"] as? String ?? ""
    let outcome = try desk.tieout([
      "review", run.url.path, "--key", "amy/amy.pem", "--reviewer", "amy@acme-eu", "--decision",
      "approved-with-exceptions", "--disposition", "\(id)=\(disposition):\(reason)",
    ])
    guard outcome.status == 0 else { throw Refused(errors: outcome.errors) }
  }

  struct Refused: Error { let errors: String }
}
