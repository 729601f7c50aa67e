import Foundation
import GRDB
import TestSupport
import Testing
import Trail

@Suite struct TrailFileTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `in whatever order runs come, go and change, the rows are those of the last state`(
    seed: UInt64
  ) throws {
    try Self.with { path in
      var random = RandomRuns(seed: seed)
      let last = random.runs(5)
      do {
        let grown = try TrailFile.open(path)
        for run in last.shuffled(using: &random.generator) {
          var other = random.run(run.key.book, run.facts.sequence)
          other.key = run.key
          let stranger = random.run(run.key.book, 9)
          try grown.change(removing: [], adding: [other, stranger])
          try grown.setReviews(other.reviews, of: run.key)
          try grown.change(removing: [stranger.key], adding: [run])
          var plain = run
          plain.reviews = []
          try grown.change(removing: [], adding: [plain])
          try grown.setReviews(run.reviews, of: run.key)
        }
      }
      let grownRows = try Self.rows(path)
      do { try TrailFile.replace(path).change(removing: [], adding: last) }
      #expect(try Self.rows(path) == grownRows, "seed \(seed)")
      #expect(grownRows.count > last.count)
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `history and breaks say what the runs say`(seed: UInt64) throws {
    var random = RandomRuns(seed: seed)
    let runs = random.runs(6)
    let trail = try TrailFile.inMemory()
    try trail.change(removing: [], adding: runs.shuffled(using: &random.generator))
    for book in RandomRuns.books {
      let own = runs.filter { $0.key.book == book }
      let days = try trail.history(book: book)
      #expect(days.map(\.key) == own.map(\.key), "seed \(seed)")
      for (day, run) in zip(days, own) {
        let listed = run.breaks.filter {
          ["new", "carried", "reopened"].contains($0.standing.rawValue)
        }
        #expect(day.open == listed.count)
        #expect(day.new == listed.count { $0.standing != .carried })
        #expect(day.cleared == run.breaks.count { $0.standing == .cleared })
        #expect(day.proved == run.accounts.count { $0.status == "PROVED" })
        #expect(day.accounts == run.accounts.count)
        let latest = run.reviews.max { ($0.reviewedAt, $0.file) < ($1.reviewedAt, $1.file) }
        #expect(day.reviewer == latest?.reviewer)
        #expect(day.reviews == run.reviews.count)
      }
      let lives = try trail.breaks(book: book)
      let twins = Self.lives(own)
      #expect(lives.map(Self.picture).sorted() == twins.sorted(), "seed \(seed)")
    }
  }

  /// The slow obvious twin of what `breaks` works out.
  private static func lives(_ runs: [TrailRun]) -> [String] {
    let counting = runs.filter { run in
      run.facts.kind != "failed" && run.facts.businessDate != nil
        && !runs.contains {
          $0.facts.kind != "failed" && $0.facts.businessDate == run.facts.businessDate
            && $0.facts.sequence > run.facts.sequence
        }
    }.sorted { $0.facts.businessDate! < $1.facts.businessDate! }
    let ids = Set(counting.flatMap { $0.breaks.map(\.id) })
    return ids.map { id in
      let days = counting.filter { $0.breaks.contains { $0.id == id } }
      let last = days.last!
      let standing = last.breaks.first { $0.id == id }!.standing
      let state =
        standing == .cleared
        ? "cleared" : last.key == counting.last!.key ? "open" : "dropped"
      let decided = runs.flatMap { run in
        run.reviews.flatMap { review in
          review.dispositions.filter { $0.breakID == id }.map {
            (review.reviewedAt, run.facts.sequence, review.file, $0.reason)
          }
        }
      }.max { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
      return "\(id) \(state) \(decided?.3 ?? "-")"
    }
  }

  private static func picture(_ life: BreakLife) -> String {
    "\(life.item.id) \(life.state.rawValue) \(life.disposition?.reason ?? "-")"
  }

  @Test func `a break counts calendar days from first seen to cleared or the last run`() throws {
    let trail = try TrailFile.inMemory()
    let standings: [TrailBreak.Standing?] = [.new, .carried, .cleared, nil]
    try trail.change(
      removing: [],
      adding: standings.enumerated().map { day, standing in
        Self.run(
          "2026-11-0\(1 + day)", day + 1,
          [
            standing.map { Self.item("brk_gone", $0, "2026-11-01") },
            Self.item("brk_open", .carried, "2026-10-30"),
          ]
          .compactMap { $0 })
      })
    let lives = try trail.breaks(book: nil)
    #expect(lives.map(\.item.id) == ["brk_open", "brk_gone"])
    #expect(lives.map(\.daysOpen) == [5, 2])
    #expect(lives.map(\.state) == [.open, .cleared])
    #expect(lives.map(\.lastSeen) == ["2026-11-04", "2026-11-02"])
    #expect(lives.map(\.clearedOn) == [nil, "2026-11-03"])
    // What the clearing run does not say stays as the run before had it.
    #expect(lives[1].item.standing == .carried)
  }

  enum Harm: String, CaseIterable { case garbage, truncated, foreign, noTable, later, flipped }

  @Test(arguments: Harm.allCases)
  func `a database that is not as it must be is noticed, and made anew`(harm: Harm) throws {
    try Self.with { path in
      var random = RandomRuns(seed: 7)
      let runs = random.runs(6)
      do { try TrailFile.open(path).change(removing: [], adding: runs) }
      let rows = try Self.rows(path)
      try Self.harm(path, harm)
      let fault = #expect(throws: TrailFault.self) { try TrailFile.open(path).check() }
      #expect(fault?.isCured == true, "\(String(describing: fault))")
      if harm == .later { #expect(fault == .otherVersion(99)) }
      do {
        let again = try TrailFile.replace(path)
        #expect(try again.known().isEmpty)
        try again.change(removing: [], adding: runs)
        try again.check()
      }
      #expect(try Self.rows(path) == rows)
    }
  }

  @Test func `a file of no bytes and none at all are a new database`() throws {
    try Self.with { path in
      try Data().write(to: URL(filePath: path))
      #expect(try TrailFile.open(path).known().isEmpty)
      #expect(try TrailFile.open(path).known().isEmpty)
    }
  }

  @Test func `a folder that is not there is no damage`() throws {
    let fault = #expect(throws: TrailFault.self) {
      try TrailFile.open("no-such-folder/trail.sqlite").check()
    }
    #expect(fault?.isCured == false)
  }

  @Test func `what is written is on disk, in a write-ahead log`() throws {
    try Self.with { path in
      let trail = try TrailFile.open(path)
      var random = RandomRuns(seed: 3)
      try trail.change(removing: [], adding: random.runs(1))
      #expect(FileManager.default.fileExists(atPath: path + "-wal"))
      #expect(try Self.rows(path).count > 2)
    }
  }

  private static func run(_ date: String, _ sequence: Int, _ breaks: [TrailBreak]) -> TrailRun {
    TrailRun(
      key: TrailKey(book: "acme", runID: "\(date)_00000\(sequence)"),
      facts: TrailRun.Facts(
        bookName: "acme", sequence: sequence, businessDate: date, kind: "scheduled",
        status: "UNPROVED", finishedAt: "", supersedes: nil, matched: 0, manifestSHA256: ""),
      breaks: breaks)
  }

  private static func item(
    _ id: String, _ standing: TrailBreak.Standing, _ first: String
  ) -> TrailBreak {
    TrailBreak(
      id: id, standing: standing, kind: "ROUNDING", account: "a", asset: "BTC", amount: "1",
      firstSeen: first)
  }

  private static func harm(_ path: String, _ harm: Harm) throws {
    let file = URL(filePath: path)
    func sql(_ text: String) throws {
      try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: text) }
    }
    switch harm {
    case .garbage: try Data("no database, whatever its name says".utf8).write(to: file)
    case .truncated: try Data(contentsOf: file).prefix(5000).write(to: file)
    case .foreign:
      try FileManager.default.removeItem(at: file)
      try sql("CREATE TABLE runs (a)")
    case .noTable: try sql("DROP TABLE breaks")
    case .later: try sql("PRAGMA user_version = 99")
    case .flipped:
      var bytes = [UInt8](try Data(contentsOf: file))
      // The head of the second page: what kind of page it is.
      bytes[4096] ^= 0xff
      try Data(bytes).write(to: file)
    }
  }

  /// Every row of every table, as texts in order.
  private static func rows(_ path: String) throws -> [String] {
    let queue = try DatabaseQueue(path: path)
    return try queue.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { "\(table) \($0)" }.sorted()
      }
    }
  }

  private static func with(_ body: (String) throws -> Void) throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "trail.sqlite").path)
  }
}
