import GRDB

/// What a database has of a run, to tell whether the folder has changed since.
package struct KnownRun: Hashable, Sendable {
  package var manifestSHA256: String
  /// The reviews' digests by file.
  package var reviews: [String: String]

  package init(manifestSHA256: String, reviews: [String: String]) {
    self.manifestSHA256 = manifestSHA256
    self.reviews = reviews
  }
}

extension TrailFile {
  package func known() throws(TrailFault) -> [TrailKey: KnownRun] {
    try read { db in
      var known: [TrailKey: KnownRun] = [:]
      let runs = try Row.fetchCursor(db, sql: "SELECT book, run_id, manifest_sha256 FROM runs")
      while let row = try runs.next() {
        known[TrailKey(book: row[0], runID: row[1])] = KnownRun(
          manifestSHA256: row[2], reviews: [:])
      }
      let reviews = try Row.fetchCursor(db, sql: "SELECT book, run_id, file, sha256 FROM reviews")
      while let row = try reviews.next() {
        known[TrailKey(book: row[0], runID: row[1])]?.reviews[row[2]] = row[3]
      }
      return known
    }
  }

  /// Takes runs out and puts others in, in one transaction; a run that is there is replaced.
  package func change(removing gone: [TrailKey], adding runs: [TrailRun]) throws(TrailFault) {
    guard !gone.isEmpty || !runs.isEmpty else { return }
    try write { db in
      for key in gone + runs.map(\.key) {
        for table in TrailSchema.tables {
          try db.cachedStatement(sql: "DELETE FROM \(table) WHERE book = ? AND run_id = ?")
            .execute(arguments: [key.book, key.runID])
        }
      }
      for run in runs { try Self.insert(run, db) }
    }
  }

  /// Puts a run's reviews in the place of those it had.
  package func setReviews(
    _ reviews: [TrailReview], of key: TrailKey
  ) throws(TrailFault) {
    try write { db in
      for table in ["reviews", "dispositions"] {
        try db.execute(
          sql: "DELETE FROM \(table) WHERE book = ? AND run_id = ?",
          arguments: [key.book, key.runID])
      }
      try Self.insert(reviews, key, db)
    }
  }

  private static func insert(_ run: TrailRun, _ db: Database) throws {
    let (key, facts) = (run.key, run.facts)
    try db.cachedStatement(sql: "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .execute(arguments: [
        key.book, key.runID, facts.bookName, facts.sequence, facts.businessDate, facts.kind,
        facts.status, facts.finishedAt, facts.supersedes, facts.matched, facts.manifestSHA256,
      ])
    let account = try db.cachedStatement(sql: "INSERT INTO accounts VALUES (?, ?, ?, ?)")
    for item in run.accounts {
      try account.execute(arguments: [key.book, key.runID, item.account, item.status])
    }
    let insert = try db.cachedStatement(
      sql: "INSERT INTO breaks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for item in run.breaks {
      let values: [(any DatabaseValueConvertible)?] = [
        key.book, key.runID, item.id, item.standing.rawValue, item.kind, item.account, item.asset,
        item.amount, item.valueUSD, item.severity, item.isMaterial, item.ageDays, item.firstSeen,
      ]
      try insert.execute(arguments: StatementArguments(values))
    }
    try Self.insert(run.reviews, key, db)
  }

  private static func insert(_ reviews: [TrailReview], _ key: TrailKey, _ db: Database) throws {
    let insert = try db.cachedStatement(sql: "INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?)")
    let decide = try db.cachedStatement(
      sql: "INSERT INTO dispositions VALUES (?, ?, ?, ?, ?, ?)")
    for review in reviews {
      try insert.execute(arguments: [
        key.book, key.runID, review.file, review.sha256, review.reviewer, review.decision,
        review.reviewedAt,
      ])
      for item in review.dispositions {
        try decide.execute(arguments: [
          key.book, key.runID, review.file, item.breakID, item.disposition, item.reason,
        ])
      }
    }
  }
}
