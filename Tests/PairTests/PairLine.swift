import Accounting

/// One entry of a constructed book, and what its row says beside it.
struct PairLine {
  var side: Side
  var account: Int
  var asset: Int
  var amount: Amount
  /// Empty: none.
  var reference: String
  var nanoseconds: Int64
  var kind: EntryKind
  /// Which of the side's sources tells of it.
  var source: Int
  /// Whether the entry is in its book whatever its row says.
  var isHeld: Bool
  var running: Amount?
  /// Whether the line has the venue's own id.
  var isIdentified = false
  /// Whether the entry is held and turns out not to count: another line tells of it.
  var isSuperseded = false

  /// Whether it goes to a shelf alone.
  var isPutAway: Bool { !isHeld && EntryRow.units(of: amount) != nil }
}
