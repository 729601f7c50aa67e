import GRDB

extension TrailFile {
  /// Every break over all days, in order of book, first seen and id.
  ///
  /// Of each business date the run counts that later ones build on: the last that did not fail.
  ///
  /// - Parameter book: the folder of one book; nil for all.
  package func breaks(book: String?) throws(TrailFault) -> [BreakLife] {
    try read { db in
      let decided = try Self.decided(db, book)
      let last = try Self.lastDates(db)
      var lives: [BreakLife] = []
      var days: [BreakLife.Day] = []
      var place = (book: "", name: "")
      func close() {
        guard let first = days.first else { return }
        lives.append(
          BreakLife(
            book: place.book, bookName: place.name, days: days, lastDate: last[place.book] ?? "",
            disposition: decided[place.book]?[first.item.id]))
      }
      let rows = try Row.fetchCursor(db, sql: breaksSQL, arguments: ["book": book])
      while let row = try rows.next() {
        guard let item = TrailBreak(row) else { throw TrailFault.damaged("a break's standing") }
        let book: String = row["book"]
        if days.first?.item.id != item.id || place.book != book {
          close()
          days = []
          place = (book, row["book_name"])
        }
        days.append(BreakLife.Day(item: item, businessDate: row["business_date"]))
      }
      close()
      return lives.sorted {
        ($0.book, $0.item.firstSeen, $0.item.id) < ($1.book, $1.item.firstSeen, $1.item.id)
      }
    }
  }

  /// By book and break: what the latest review that names it decided.
  private static func decided(
    _ db: Database, _ book: String?
  ) throws -> [String: [String: BreakLife.Decided]] {
    var decided: [String: [String: BreakLife.Decided]] = [:]
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT book, break_id, disposition, reason, reviewer, reviewed_at
        FROM dispositions JOIN reviews USING (book, run_id, file)
          JOIN runs USING (book, run_id)
        WHERE :book IS NULL OR book = :book
        ORDER BY reviewed_at, sequence, run_id, file
        """, arguments: ["book": book])
    while let row = try rows.next() {
      decided[row["book"], default: [:]][row["break_id"]] = BreakLife.Decided(
        disposition: row["disposition"], reason: row["reason"], reviewer: row["reviewer"],
        reviewedAt: row["reviewed_at"])
    }
    return decided
  }

  private static func lastDates(_ db: Database) throws -> [String: String] {
    var dates: [String: String] = [:]
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT book, max(business_date) FROM runs
        WHERE kind <> 'failed' AND business_date IS NOT NULL GROUP BY book
        """)
    while let row = try rows.next() { dates[row[0]] = row[1] }
    return dates
  }
}

extension TrailBreak {
  /// Nil if the standing is none.
  fileprivate init?(_ row: Row) {
    guard let standing = Standing(rawValue: row["standing"]) else { return nil }
    self.init(
      id: row["break_id"], standing: standing, kind: row["kind"], account: row["account"],
      asset: row["asset"], amount: row["amount"], valueUSD: row["value_usd"],
      severity: row["severity"], isMaterial: row["is_material"], ageDays: row["age_days"],
      firstSeen: row["first_seen"])
  }
}

/// The rows of every break in order of business date, of the runs that count.
private let breaksSQL = """
  WITH counting AS (
    SELECT book, book_name, run_id, business_date, row_number() OVER (
      PARTITION BY book, business_date ORDER BY sequence DESC, run_id DESC) AS place
    FROM runs WHERE kind <> 'failed' AND business_date IS NOT NULL)
  SELECT breaks.*, book_name, business_date
  FROM breaks JOIN counting USING (book, run_id)
  WHERE place = 1 AND (:book IS NULL OR book = :book)
  ORDER BY book, break_id, business_date
  """
