import Accounting

/// Entries of which several equally good answers would leave different ones open.
struct Ambiguity: Sendable {
  var rule: UInt8
  var statement: [Int]
  var ledger: [Int]
  /// The answers, for a person; empty: said by their number.
  var note = ""
}
