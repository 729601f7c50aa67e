import Accounting

/// A match by the entries' indices in their pool: 32 bytes, for there may be millions.
struct PoolMatch: Sendable {
  /// Statement less ledger.
  var residual: Amount
  var rule: UInt8
  private let first: (statement: Int32, ledger: Int32)
  /// -1: none.
  private let groupNumber: Int32

  init(rule: UInt8, statement: Int, ledger: Int, residual: Amount, group: Int32? = nil) {
    self.residual = residual
    self.rule = rule
    first = (Int32(statement), Int32(ledger))
    groupNumber = group ?? -1
  }

  /// The first entry of each side; all of them if there is no group.
  var statement: Int { Int(first.statement) }
  var ledger: Int { Int(first.ledger) }
  /// Where all entries of a match of more than two stand in the pool's groups; nil for a pair.
  var group: Int32? { groupNumber < 0 ? nil : groupNumber }
}

/// The entries of a match of more than two, each side ascending and not empty.
struct MatchGroup: Hashable, Sendable {
  var statement: [Int32]
  var ledger: [Int32]
}
