import GRDB

/// The tables, as a list of migrations: a change is one more, never another text of an old one.
enum TrailSchema {
  /// What `user_version` says after the last migration.
  static let version = 1
  /// "tieo", so that a stray SQLite file is not taken for a trail.
  static let applicationID = 0x7469_656f

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs, accounts, breaks, ages, reviews") { db in
      for table in first { try db.execute(sql: table) }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = 1")
    }
    return migrator
  }

  /// In the order of their references.
  static let tables = ["runs", "accounts", "breaks", "reviews", "dispositions"]

  private static let first = [
    """
    CREATE TABLE runs (
      book TEXT NOT NULL, run_id TEXT NOT NULL, book_name TEXT NOT NULL,
      sequence INTEGER NOT NULL, business_date TEXT, kind TEXT NOT NULL, status TEXT NOT NULL,
      finished_at TEXT NOT NULL, supersedes TEXT, matched INTEGER NOT NULL,
      manifest_sha256 TEXT NOT NULL,
      PRIMARY KEY (book, run_id)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE accounts (
      book TEXT NOT NULL, run_id TEXT NOT NULL, account TEXT NOT NULL, status TEXT NOT NULL,
      PRIMARY KEY (book, run_id, account)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE breaks (
      book TEXT NOT NULL, run_id TEXT NOT NULL, break_id TEXT NOT NULL, standing TEXT NOT NULL,
      kind TEXT NOT NULL, account TEXT NOT NULL, asset TEXT NOT NULL, amount TEXT,
      value_usd TEXT, severity TEXT, is_material INTEGER NOT NULL, age_days INTEGER,
      first_seen TEXT NOT NULL,
      PRIMARY KEY (book, break_id, run_id)) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX breaks_of_run ON breaks (book, run_id)",
    """
    CREATE TABLE reviews (
      book TEXT NOT NULL, run_id TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
      reviewer TEXT NOT NULL, decision TEXT NOT NULL, reviewed_at TEXT NOT NULL,
      PRIMARY KEY (book, run_id, file)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE dispositions (
      book TEXT NOT NULL, run_id TEXT NOT NULL, file TEXT NOT NULL, break_id TEXT NOT NULL,
      disposition TEXT NOT NULL, reason TEXT NOT NULL,
      PRIMARY KEY (book, run_id, file, break_id)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE VIEW ages AS
      SELECT book, run_id, age_days, severity, count(*) AS breaks FROM breaks
      WHERE standing IN ('new', 'carried', 'reopened')
      GROUP BY book, run_id, age_days, severity
    """,
  ]
}
