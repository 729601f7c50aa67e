import Accounting

/// Entries of both sides that are one event, by row.
struct Pairing: Sendable {
  /// Index into `matchingRules`.
  var rule: UInt8
  /// The first row of each side; all of them if there is no group.
  var statement: Int32
  var ledger: Int32
  /// Statement less ledger.
  var residual: Amount
  /// Where all rows of a match of more than two entries stand among the groups; nil for a pair.
  var group: Int32?
}
