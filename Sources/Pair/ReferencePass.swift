import Accounting

/// Settles by reference; hands rows whose reference the other side does not know on to the pass by
/// amount.
final class ReferencePass: SettlingPass {
  let sums: SettledSums
  let staying = Staying()
  let later = Staying()
  private let strangers: RowWriter
  private let terms: SettlerTerms
  private var hasCrowds = false
  private var torn = TornReferences()

  init(_ strangers: RowWriter, _ terms: SettlerTerms, _ sums: SettledSums) {
    self.strangers = strangers
    self.terms = terms
    self.sums = sums
  }

  func work(_ table: KeyTable) {
    if terms.isExact {
      hasCrowds = false
      torn.removeAll()
      settle(table)
      let crowded = hasCrowds ? crowded(table) : []
      noteTorn(crowded)
      if !torn.isEmpty { keepLegs(table) }
      crowded[...].cut(where: { $0.group == $1.group }) { settle($0, table) }
    }
    handOn(table)
  }

  private func settle(_ table: KeyTable) {
    let (groups, statement, ledger) = (table.groups, table.statement.rows, table.ledger.rows)
    for index in 0..<table.groupCount {
      let group = groups + index
      guard group.pointee.statement <= 1, group.pointee.ledger <= 1, !group.pointee.mustStay else {
        if group.pointee.isCrowd { hasCrowds = true }
        if group.pointee.mustStay { torn.insert(group.pointee.first) }
        continue
      }
      let one = statement + Int(group.pointee.statementRow)
      let other = ledger + Int(group.pointee.ledgerRow)
      if group.pointee.statement == 1, group.pointee.ledger == 1 {
        group.pointee.isSettled = pair(one, other)
        if !group.pointee.isSettled { torn.insert(group.pointee.first) }
      } else {
        let isStatement = group.pointee.statement == 1
        let row = isStatement ? one : other
        guard terms.isBeyond(row.pointee.nanoseconds) else { continue }
        setAside(row, isStatement ? .statement : .ledger)
        group.pointee.isSettled = true
      }
    }
  }

  @inline(__always)
  private func pair(
    _ one: UnsafeMutablePointer<EntryRow>, _ other: UnsafeMutablePointer<EntryRow>
  ) -> Bool {
    let (time, otherTime) = (one.pointee.nanoseconds, other.pointee.nanoseconds)
    if one.pointee.unitsLow == other.pointee.unitsLow,
      one.pointee.unitsHigh == other.pointee.unitsHigh, terms.isOfDay(time),
      terms.isOfDay(otherTime)
    {
      sums.settle(one, other)
      return true
    }
    guard terms.isBeyond(time), terms.isBeyond(otherTime) else { return false }
    setAside(one, .statement)
    setAside(other, .ledger)
    return true
  }

  private func setAside(_ row: UnsafeMutablePointer<EntryRow>, _ side: Side) {
    sums.setAside(row, side)
    later.append(row.pointee, side, atMost: terms.laterLimit)
  }

  // MARK: Several entries of one reference

  /// The rows of the crowds, a crowd's together.
  private func crowded(_ table: KeyTable) -> [CrowdedRow] {
    var crowded: [CrowdedRow] = []
    let groups = table.groups
    crowded.reserveCapacity(
      (0..<table.groupCount).reduce(0) {
        $0 + (groups[$1].isCrowd ? Int(groups[$1].statement) + Int(groups[$1].ledger) : 0)
      })
    for side in Side.allCases {
      let list = table.side(side)
      for index in 0..<list.count where groups[Int(list.groups[index])].isCrowd {
        crowded.append(CrowdedRow(list, index, side))
      }
    }
    crowded.sort(by: CrowdedRow.precedes)
    return crowded
  }

  /// Amounts of which both sides have as many are matched, whichever with which; of others what is
  /// over stays, with what tells of it. If what is left, or left before the cut-off, is of one side
  /// only, a pair is left with it: the reference must stay one that both sides know.
  private func settle(_ crowd: ArraySlice<CrowdedRow>, _ table: KeyTable) {
    guard let first = crowd.first, !table.groups[Int(first.group)].isTorn else { return }
    var left = (statement: 0, ledger: 0)
    var leftOfDay = (statement: 0, ledger: 0)
    crowd.cut(where: { $0.units == $1.units }) { part in
      guard !part.isEven(terms) else { return }
      for crowded in part {
        let ofDay = terms.isOfDay(crowded.nanoseconds) ? 1 : 0
        if crowded.side == .statement {
          left.statement += 1
          leftOfDay.statement += ofDay
        } else {
          left.ledger += 1
          leftOfDay.ledger += ofDay
        }
      }
    }
    let needsWitness =
      (left.statement == 0) != (left.ledger == 0)
      || (leftOfDay.statement == 0) != (leftOfDay.ledger == 0)
    var leavesWitness = needsWitness
    crowd.cut(where: { $0.units == $1.units }) { part in
      guard let surplus = part.surplus(terms) else { return }
      if surplus == 0 {
        for (one, other) in part.pairs.dropFirst(leavesWitness ? 1 : 0) {
          settle(one, other, table)
        }
        leavesWitness = false
      } else if surplus.magnitude < part.count {
        CrowdSurplus(part).forEachSettled { settle($0, $1, table) }
      }
    }
  }

  private func settle(_ statement: CrowdedRow, _ ledger: CrowdedRow, _ table: KeyTable) {
    sums.settle(statement.row, ledger.row)
    table.statement.groups[statement.index] = KeyTable.settled
    table.ledger.groups[ledger.index] = KeyTable.settled
  }

  // MARK: Legs of one reference

  /// A small crowd that cannot be settled whole; of a larger one no leg of another asset is told.
  private func noteTorn(_ crowded: [CrowdedRow]) {
    crowded[...].cut(where: { $0.group == $1.group }) { crowd in
      guard crowd.count <= TornReferences.greatestCrowd else { return }
      var isWhole = true
      crowd.cut(where: { $0.units == $1.units }) { part in
        if !part.isEven(terms) { isWhole = false }
      }
      if !isWhole, let first = crowd.first { torn.insert(first.row.pointee.referenceHigh) }
    }
  }

  /// Where both sides have a reference and it is not settled in one asset, its legs in others are
  /// evidence, and stay.
  private func keepLegs(_ table: KeyTable) {
    for index in 0..<table.groupCount {
      let group = table.groups + index
      guard torn.contains(group.pointee.first) else { continue }
      group.pointee.isTorn = true
      guard group.pointee.isSettled, group.pointee.statement == 1, group.pointee.ledger == 1 else {
        continue
      }
      let one = table.statement.rows + Int(group.pointee.statementRow)
      let other = table.ledger.rows + Int(group.pointee.ledgerRow)
      guard terms.isOfDay(one.pointee.nanoseconds) else { continue }
      sums.takeBack(one, other)
      group.pointee.isSettled = false
    }
  }

  // MARK: The others

  /// Hands on what was not settled.
  private func handOn(_ table: KeyTable) {
    let groups = table.groups
    for side in Side.allCases {
      let list = table.side(side)
      for index in 0..<list.count {
        let place = list.groups[index]
        guard place != KeyTable.settled else { continue }
        let group = groups + Int(place)
        guard !group.pointee.isSettled else { continue }
        handOn(list.rows + index, side, group)
      }
    }
  }

  private func handOn(
    _ row: UnsafeMutablePointer<EntryRow>, _ side: Side,
    _ group: UnsafeMutablePointer<KeyTable.Group>
  ) {
    let isStranger = (side == .statement ? group.pointee.ledger : group.pointee.statement) == 0
    let isOfDay = terms.isOfDay(row.pointee.nanoseconds) && !row.pointee.isUnfit
    guard isStranger, isOfDay else {
      staying.append(row.pointee, side)
      // Entries that are held may turn out not to count, and this one to be a stranger: it then
      // competes with those that have its amount.
      if isOfDay, group.pointee.mustStay {
        strangers.add(row.pointee.marked(EntryRow.Mark.held), of: side)
      }
      return
    }
    strangers.add(row.pointee, of: side)
  }

  func close() { strangers.close() }
}

extension KeyTable.Group {
  /// Whether both sides have the reference and one has it several times.
  fileprivate var isCrowd: Bool {
    statement > 0 && ledger > 0 && statement + ledger > 2 && !mustStay
  }
}
