import Accounting

/// A match by the entries' indices in their pool.
struct PoolMatch: Sendable {
  var rule: UInt8
  var statement: Int
  var ledger: Int
  /// Statement less ledger.
  var residual: Amount
}
