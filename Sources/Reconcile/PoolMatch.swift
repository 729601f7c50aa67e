import Accounting

/// A match by the entries' indices in their pool.
struct PoolMatch: Sendable {
  var rule: UInt8
  /// The first entry of each side; all of them if there is no group.
  var statement: Int
  var ledger: Int
  /// Statement less ledger.
  var residual: Amount
  /// Where all entries of a match of more than two stand in the pool's groups; nil for a pair.
  var group: Int32?
}

/// The entries of a match of more than two, each side ascending and not empty.
struct MatchGroup: Hashable, Sendable {
  var statement: [Int32]
  var ledger: [Int32]
}
