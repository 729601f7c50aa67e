import Accounting

/// Entries of both sides that are one event, by row: 32 bytes, for there may be millions.
struct Pairing: Sendable {
  /// Statement less ledger.
  let residual: Amount
  /// Index into `matchingRules`.
  let rule: UInt8
  /// The first row of each side; all of them if there is no group.
  let statement: Int32
  let ledger: Int32
  /// -1: none.
  private var groupNumber: Int32

  init(rule: UInt8, statement: Int32, ledger: Int32, residual: Amount, group: Int32?) {
    self.residual = residual
    self.rule = rule
    self.statement = statement
    self.ledger = ledger
    groupNumber = group ?? -1
  }

  /// Where all rows of a match of more than two entries stand among the groups; nil for a pair.
  var group: Int32? { groupNumber < 0 ? nil : groupNumber }

  /// The same where groups stand so much further back.
  func moved(by offset: Int32) -> Pairing {
    var moved = self
    if groupNumber >= 0 { moved.groupNumber += offset }
    return moved
  }
}
