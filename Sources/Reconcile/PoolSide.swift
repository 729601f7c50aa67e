import Accounting

/// What became of an entry.
enum Fate: UInt8, Sendable {
  case open, matched, ambiguous
}

/// One side of a pool.
struct PoolSide: Sendable {
  /// The whole side's table.
  let entries: Entries
  /// Rows before the cut-off, in canonical order.
  let rows: [Int32]
  /// Rows set aside as after the cut-off, in canonical order.
  let later: [Int32]
  /// How many rows are set aside as reconciled by an earlier run.
  let reconciled: Int
  /// To which time each of `rows` belongs; empty: all are current.
  let tenses: [RowTense]
  var fate: [Fate]

  init(
    entries: Entries, rows: [Int32], later: [Int32], tenses: [RowTense] = [], reconciled: Int = 0
  ) {
    self.entries = entries
    self.rows = rows
    self.later = later
    self.tenses = tenses
    self.reconciled = reconciled
    fate = [Fate](repeating: .open, count: rows.count)
  }

  func tense(_ index: Int) -> RowTense { tenses.isEmpty ? .current : tenses[index] }

  /// The indices whose entries move the balance now.
  var moving: [Int] {
    tenses.isEmpty ? Array(rows.indices) : rows.indices.filter { tenses[$0] != .held }
  }

  /// The indices of a tense; `.current` is not asked for.
  func indices(_ tense: RowTense) -> [Int] { tenses.indices.filter { tenses[$0] == tense } }

  /// The side with its current rows alone: what running balances follow.
  var current: PoolSide {
    guard !tenses.isEmpty else { return self }
    let rows = rows.indices.filter { tenses[$0] == .current }.map { self.rows[$0] }
    return PoolSide(entries: entries, rows: rows, later: later)
  }

  func amount(_ index: Int) -> Amount { entries.amount(Int(rows[index])) }
  func nanoseconds(_ index: Int) -> Int64 { entries.nanoseconds[Int(rows[index])] }
  func reference(_ index: Int) -> ReferenceKey { entries.reference[Int(rows[index])] }
  func group(_ index: Int) -> ReferenceKey { entries.group[Int(rows[index])] }
  func kind(_ index: Int) -> EntryKind { entries.kind[Int(rows[index])] }

  /// Whether an open entry belongs to an order, trade or transfer beside its reference.
  var hasGroups: Bool { fate.indices.contains { fate[$0] == .open && !group($0).isNone } }

  /// Indices that no rule matched, the ambiguous ones among them.
  var unmatched: [Int] { fate.indices.filter { fate[$0] != .matched } }
  /// Their rows.
  var unmatchedRows: [Int32] { rows.indices.lazy.filter { fate[$0] != .matched }.map { rows[$0] } }
  var open: [Int] { fate.indices.filter { fate[$0] == .open } }
}
