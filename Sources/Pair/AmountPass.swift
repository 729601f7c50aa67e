import Accounting

/// Settles strangers by amount and time: entries of one account, asset and amount are cut where
/// nothing is within the window; a part with one entry a side is a pair, and one with as many on
/// both sides may be as many pairs.
final class AmountPass: SettlingPass {
  /// The rule that would make the same pairs.
  static let rule = "amount-within-window"

  let sums: SettledSums
  let staying = Staying()
  let later = Staying()
  private let terms: SettlerTerms
  private var isExact: Bool { terms.isExact && terms.settlesByAmount }
  private var crowded: [CrowdedRow] = []
  /// What holds of the accounts and assets met that may be exceptions.
  private var known: [UInt64: PairTerms] = [:]

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
      let pair = pairTerms(one.pointee)
      if pair.window.holds(statement: time, ledger: otherTime), terms.isOfDay(time),
        terms.isOfDay(otherTime), !pair.isTolerant
      {
        sums.settle(one, other)
        group.pointee.isSettled = true
      }
    }
  }

  @inline(__always)
  private func pairTerms(_ row: EntryRow) -> PairTerms {
    guard let exceptions = terms.exceptions else { return terms.common }
    if let known = known[row.pool] { return known }
    let answer = exceptions(row.account, row.asset)
    known[row.pool] = answer
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
        !pairTerms(row).isTolerant
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
    crowded[...].cut(where: { one, other in
      guard one.group == other.group else { return false }
      // In order of time.
      let (distance, overflow) = other.nanoseconds.subtractingReportingOverflow(one.nanoseconds)
      return !overflow && distance <= pairTerms(one.row.pointee).reach
    }) {
      settle($0)
    }
  }

  /// As many entries on both sides, each within the window of its like in order of time: all are
  /// matched, whichever with which.
  private func settle(_ part: ArraySlice<CrowdedRow>) {
    let window = part.first.map { pairTerms($0.row.pointee).window }
    if let window, part.isEven(terms),
      part.pairs.allSatisfy({
        window.holds(statement: $0.nanoseconds, ledger: $1.nanoseconds)
      })
    {
      for (one, other) in part.pairs { sums.settle(one.row, other.row) }
    } else {
      for crowded in part { staying.append(crowded.row.pointee, crowded.side) }
    }
  }

  func close() {}
}
