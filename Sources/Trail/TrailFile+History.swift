import GRDB

/// A run as a line of history.
package struct TrailDay: Hashable, Sendable {
  package var key: TrailKey
  package var bookName: String
  package var sequence: Int
  package var businessDate: String?
  package var kind: String
  package var status: String
  package var finishedAt: String
  package var supersedes: String?
  package var accounts: Int
  package var proved: Int
  /// Breaks of the run's report: all of them, those that are new or came again, the material ones.
  package var open: Int
  package var new: Int
  package var material: Int
  /// Breaks the run no longer has.
  package var cleared: Int
  /// The latest review's decision and reviewer; nil without one.
  package var decision: String?
  package var reviewer: String?
  package var reviews: Int
}

extension TrailFile {
  /// The runs in order of book, sequence number and name; newest last.
  ///
  /// - Parameter book: the folder of one book; nil for all.
  package func history(book: String?) throws(TrailFault) -> [TrailDay] {
    try read { db in
      let rows = try Row.fetchCursor(db, sql: historySQL, arguments: ["book": book])
      var days: [TrailDay] = []
      while let row = try rows.next() { days.append(TrailDay(row)) }
      return days
    }
  }
}

extension TrailDay {
  fileprivate init(_ row: Row) {
    key = TrailKey(book: row["book"], runID: row["run_id"])
    bookName = row["book_name"]
    sequence = row["sequence"]
    businessDate = row["business_date"]
    kind = row["kind"]
    status = row["status"]
    finishedAt = row["finished_at"]
    supersedes = row["supersedes"]
    accounts = row["accounts"]
    proved = row["proved"]
    open = row["open"]
    new = row["new"]
    material = row["material"]
    cleared = row["cleared"]
    decision = row["decision"]
    reviewer = row["reviewer"]
    reviews = row["reviews"]
  }
}

/// Each run with counts of its own rows and with its latest review.
private let historySQL = """
  WITH
    counted AS (
      SELECT book, run_id, count(*) AS accounts, sum(status = 'PROVED') AS proved
      FROM accounts GROUP BY book, run_id),
    listed AS (
      SELECT book, run_id,
        sum(standing IN ('new', 'carried', 'reopened')) AS open,
        sum(standing IN ('new', 'reopened')) AS new,
        sum(is_material) AS material, sum(standing = 'cleared') AS cleared
      FROM breaks GROUP BY book, run_id),
    reviewed AS (
      SELECT book, run_id, decision, reviewer,
        count(*) OVER (PARTITION BY book, run_id) AS reviews,
        row_number() OVER (
          PARTITION BY book, run_id ORDER BY reviewed_at DESC, file DESC) AS place
      FROM reviews)
  SELECT runs.book, runs.run_id, book_name, sequence, business_date, kind, status, finished_at,
    supersedes, ifnull(accounts, 0) AS accounts, ifnull(proved, 0) AS proved,
    ifnull(open, 0) AS open, ifnull(new, 0) AS new, ifnull(material, 0) AS material,
    ifnull(cleared, 0) AS cleared, decision, reviewer, ifnull(reviews, 0) AS reviews
  FROM runs
    LEFT JOIN counted USING (book, run_id)
    LEFT JOIN listed USING (book, run_id)
    LEFT JOIN reviewed ON reviewed.book = runs.book AND reviewed.run_id = runs.run_id
      AND place = 1
  WHERE :book IS NULL OR runs.book = :book
  ORDER BY runs.book, sequence, runs.run_id
  """
