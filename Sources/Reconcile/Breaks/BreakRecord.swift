import Accounting

/// A break as rows: all that is kept of it until it is read.
struct BreakRecord: Sendable {
  enum Form: UInt8, Sendable {
    /// An entry that stays open; `row` is of its side.
    case openStatement, openLedger
    /// A match that leaves a residual; `row` is the statement's, `other` the ledger's.
    case residual
    /// `row` is an index into the ambiguities.
    case ambiguity
    /// `row` is an index into the breaks that are told in full.
    case told
  }

  var form: Form
  /// Which of `openItemClassifiers` or `residualClassifiers` claims it.
  var classifier: UInt8 = 0
  /// Open: which of the classifier's sentences. Residual: which of `matchingRules`.
  var detail: UInt8 = 0
  var row: Int32
  var other: Int32 = -1

  /// In `detail` of an open entry: the witness is of its own side.
  private static let ownSide: UInt8 = 0x80

  static func open(
    _ side: Side, row: Int32, classifier: Int, sentence: UInt8, witness: Witness?
  ) -> BreakRecord {
    BreakRecord(
      form: side == .statement ? .openStatement : .openLedger, classifier: UInt8(classifier),
      detail: sentence | (witness?.side == side ? ownSide : 0), row: row,
      other: witness?.row ?? -1)
  }

  /// Which of the classifier's sentences is an open entry's evidence.
  var sentence: UInt8 { detail & ~BreakRecord.ownSide }

  /// The entry that an open entry's evidence names beside it.
  var witness: Witness? {
    guard let (side, _) = openEntry, other >= 0 else { return nil }
    return Witness(side: detail & BreakRecord.ownSide != 0 ? side : side.other, row: other)
  }

  static func residual(
    statement: Int32, ledger: Int32, classifier: Int, rule: UInt8
  ) -> BreakRecord {
    BreakRecord(
      form: .residual, classifier: UInt8(classifier), detail: rule, row: statement, other: ledger)
  }

  /// The side and row of an open entry.
  var openEntry: (side: Side, row: Int)? {
    switch form {
    case .openStatement: (.statement, Int(row))
    case .openLedger: (.ledger, Int(row))
    case .residual, .ambiguity, .told: nil
    }
  }

  /// The entry whose instant and reference are the break's; nil if it is not of one entry.
  var leadingEntry: (side: Side, row: Int)? {
    form == .residual ? (.statement, Int(row)) : openEntry
  }
}

/// Entries that fit each other in several equally good ways, by row.
struct AmbiguousRows: Sendable {
  /// Index into `matchingRules`.
  var rule: UInt8
  var statement: [Int32]
  var ledger: [Int32]
  /// The answers, for a person; empty: said by their number.
  var note = ""
}

/// The breaks found so far: most of them as rows, those of another kind told in full.
struct FoundBreaks: Sendable {
  private(set) var records: [BreakRecord] = []
  private(set) var ambiguities: [AmbiguousRows] = []
  private(set) var told: [Break] = []

  var isEmpty: Bool { records.isEmpty }

  mutating func append(_ record: BreakRecord) { records.append(record) }

  mutating func append(_ ambiguity: AmbiguousRows) {
    records.append(BreakRecord(form: .ambiguity, row: Int32(ambiguities.count)))
    ambiguities.append(ambiguity)
  }

  mutating func append(_ item: Break) {
    records.append(BreakRecord(form: .told, row: Int32(told.count)))
    told.append(item)
  }

  static func += (found: inout FoundBreaks, items: [Break]) {
    for item in items { found.append(item) }
  }

  static func += (found: inout FoundBreaks, other: FoundBreaks) {
    if found.isEmpty {
      found = other
      return
    }
    for record in other.records {
      var record = record
      switch record.form {
      case .openStatement, .openLedger, .residual: break
      case .ambiguity: record.row += Int32(found.ambiguities.count)
      case .told: record.row += Int32(found.told.count)
      }
      found.records.append(record)
    }
    found.ambiguities += other.ambiguities
    found.told += other.told
  }
}
