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
  /// Rows set aside, in canonical order.
  let later: [Int32]
  var fate: [Fate]

  init(entries: Entries, rows: [Int32], later: [Int32]) {
    self.entries = entries
    self.rows = rows
    self.later = later
    fate = [Fate](repeating: .open, count: rows.count)
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
  var open: [Int] { fate.indices.filter { fate[$0] == .open } }
}
