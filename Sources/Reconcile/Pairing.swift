import Accounting

/// One entry of each side that are one event, by row.
struct Pairing: Sendable {
  /// Index into `matchingRules`.
  var rule: UInt8
  var statement: Int32
  var ledger: Int32
  /// Statement less ledger.
  var residual: Amount
}
