import Accounting

/// What a side has of a pool beside its entries.
struct PoolRecords: Sendable {
  var balances: [Balance] = []
  /// Running balances by row.
  var running: [RunningBalance] = []
}
