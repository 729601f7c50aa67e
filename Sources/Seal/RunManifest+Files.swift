package import Accounting

extension RunManifest {
  /// One input file as the manifest records it; digest and size come from the folder.
  package struct Input: Sendable {
    /// Where the copy lies: `data/inputs/…`.
    package var path: String
    package var originalName: String
    /// `statement`, `ledger`, `prices`.
    package var role: String
    /// Whose file it is: the venue or the account.
    package var source: String
    /// The format it was read with, and that format's version.
    package var parser: String
    package var parserVersion: Int
    package var encoding: String
    package var hasByteOrderMark: Bool
    /// `lf`, `crlf`, `mixed`, `none`.
    package var newline: String
    /// The CSV delimiter; nil for JSON.
    package var delimiter: String?
    package var isCompressed: Bool
    package var rows: Rows
    package var firstRecordAt: Instant?
    package var lastRecordAt: Instant?
    package var controlTotals: [ControlTotals]

    package init(
      path: String, originalName: String, role: String, source: String, parser: String,
      parserVersion: Int = 1, encoding: String, hasByteOrderMark: Bool, newline: String,
      delimiter: String?, isCompressed: Bool, rows: Rows, firstRecordAt: Instant? = nil,
      lastRecordAt: Instant? = nil, controlTotals: [ControlTotals]
    ) {
      self.path = path
      self.originalName = originalName
      self.role = role
      self.source = source
      self.parser = parser
      self.parserVersion = parserVersion
      self.encoding = encoding
      self.hasByteOrderMark = hasByteOrderMark
      self.newline = newline
      self.delimiter = delimiter
      self.isCompressed = isCompressed
      self.rows = rows
      self.firstRecordAt = firstRecordAt
      self.lastRecordAt = lastRecordAt
      self.controlTotals = controlTotals
    }
  }

  /// What became of a file's lines: read = accepted + duplicates + rejected + ignored.
  package struct Rows: Hashable, Sendable {
    package var read: Int
    package var accepted: Int
    package var duplicates: Int
    package var rejected: Int
    /// By rule.
    package var ignored: [String: Int]

    package init(
      read: Int, accepted: Int, duplicates: Int = 0, rejected: Int = 0,
      ignored: [String: Int] = [:]
    ) {
      self.read = read
      self.accepted = accepted
      self.duplicates = duplicates
      self.rejected = rejected
      self.ignored = ignored
    }

    package init(_ tally: SourceTally) {
      self.init(
        read: tally.read, accepted: tally.understood, duplicates: tally.duplicates,
        rejected: tally.refused, ignored: tally.ignored)
    }

    package var isBalanced: Bool {
      read == accepted + duplicates + rejected + ignored.values.reduce(0, +)
    }
  }

  /// Sums of one input's entries of one asset.
  package struct ControlTotals: Sendable {
    package var currency: String
    package var rows: Int
    package var credits: Amount
    package var debits: Amount

    package init(currency: String, rows: Int, credits: Amount, debits: Amount) {
      self.currency = currency
      self.rows = rows
      self.credits = credits
      self.debits = debits
    }

    /// The control totals of a source, in byte order of the asset.
    package static func all(_ tally: SourceTally) -> [ControlTotals] {
      tally.totals.sorted { ByteOrder.isLess($0.key, $1.key) }.map {
        ControlTotals(
          currency: $0.key, rows: $0.value.entries, credits: $0.value.credits,
          debits: $0.value.debits)
      }
    }
  }

  /// One report as the manifest records it; digest and size come from the folder.
  package struct Output: Sendable {
    /// `data/reports/…`.
    package var path: String
    /// The number of records; nil where the report is no list.
    package var rows: Int?
    /// The rule by which text cells are kept from becoming formulas; nil if none is needed.
    package var escapeRule: String?

    package init(path: String, rows: Int? = nil, escapeRule: String? = nil) {
      self.path = path
      self.rows = rows
      self.escapeRule = escapeRule
    }
  }
}
