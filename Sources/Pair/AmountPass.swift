import Accounting

/// Settles strangers by amount and time: entries of one account, asset and amount are cut where
/// nothing is within the window; a part with one entry a side is a pair, and one with as many on
/// both sides may be as many pairs.
final class AmountPass: SettlingPass {
  let sums: SettledSums
  let staying = Staying()
  private let terms: SettlerTerms
  private var isExact: Bool { terms.isExact && terms.settlesByAmount }
  private var crowded: [CrowdedRow] = []
  /// Whether a tolerance applies, per account and asset met.
  private var tolerant: [UInt64: Bool] = [:]

  init(_ terms: SettlerTerms, _ sums: SettledSums) {
    self.terms = terms
    self.sums = sums
  }

  func work(_ table: KeyTable) {
    if isExact { settlePairs(table) }
    crowded.removeAll(keepingCapacity: true)
    for side in Side.allCases { sort(table, side) }
    cut(table)
  }

  /// Groups of one entry a side.
  private func settlePairs(_ table: KeyTable) {
    let (groups, statement, ledger) = (table.groups, table.statement.rows, table.ledger.rows)
    for index in 0..<table.groupCount {
      let group = groups + index
      guard group.pointee.statement == 1, group.pointee.ledger == 1, !group.pointee.mustStay else {
        continue
      }
      let one = statement + Int(group.pointee.statementRow)
      let other = ledger + Int(group.pointee.ledgerRow)
      let (time, otherTime) = (one.pointee.nanoseconds, other.pointee.nanoseconds)
      if areNear(time, otherTime), terms.isOfDay(time), terms.isOfDay(otherTime),
        !isTolerant(one.pointee)
      {
        sums.settle(one, other)
        group.pointee.isSettled = true
      }
    }
  }

  private func isTolerant(_ row: EntryRow) -> Bool {
    guard let decide = terms.isTolerant else { return false }
    if let known = tolerant[row.pool] { return known }
    let answer = decide(row.account, row.asset)
    tolerant[row.pool] = answer
    return answer
  }

  /// Puts rows that are not settled among the crowded ones, or lets them stay.
  private func sort(_ table: KeyTable, _ side: Side) {
    let (list, groups) = (table.side(side), table.groups)
    for index in 0..<list.count {
      let place = list.groups[index]
      let group = groups + Int(place)
      guard !group.pointee.isSettled else { continue }
      let row = list.rows[index]
      let (one, other) = (group.pointee.statement, group.pointee.ledger)
      if isExact, one > 0, other > 0, one + other > 2,
        !isTolerant(row)
      {
        crowded.append(CrowdedRow(list, index, side))
      } else {
        staying.append(row, side)
      }
    }
  }

  /// Cuts groups to parts no two of which have entries near each other.
  private func cut(_ table: KeyTable) {
    crowded.sort(by: CrowdedRow.precedes)
    crowded[...].cut(where: { $0.group == $1.group && areNear($0.nanoseconds, $1.nanoseconds) }) {
      settle($0)
    }
  }

  /// As many entries on both sides, each within the window of its like in order of time: all are
  /// matched, whichever with which.
  private func settle(_ part: ArraySlice<CrowdedRow>) {
    if let (statement, ledger) = part.evenSides(terms),
      zip(statement, ledger).allSatisfy({
        areNear(part[$0].nanoseconds, part[$1].nanoseconds)
      })
    {
      for (one, other) in zip(statement, ledger) { sums.settle(part[one].row, part[other].row) }
    } else {
      for crowded in part { staying.append(crowded.row.pointee, crowded.side) }
    }
  }

  private func areNear(_ one: Int64, _ other: Int64) -> Bool {
    let (distance, overflow) = one.subtractingReportingOverflow(other)
    return !overflow && distance.magnitude <= terms.window.magnitude
  }

  func close() {}
}
