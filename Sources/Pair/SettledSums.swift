import Accounting

/// One thread's counts and sums of what it settled.
final class SettledSums {
  private let rule: String
  private let table: UnsafeMutablePointer<SumTable>

  /// - Parameter rule: the rule that would have matched what is settled.
  init(rule: String) {
    self.rule = rule
    table = .allocate(capacity: 1)
    table.initialize(to: SumTable())
  }

  deinit {
    table.pointee.deallocate()
    table.deinitialize(count: 1)
    table.deallocate()
  }

  /// Counts a pair whose amounts are equal.
  @inline(__always)
  func settle(_ statement: UnsafeMutablePointer<EntryRow>, _ ledger: UnsafeMutablePointer<EntryRow>)
  {
    let units = statement.pointee.units
    table.pointee.slot(of: SumTable.key(statement, .statement, isLater: false))
      .pointee.add(units, statement.pointee.nanoseconds, statement.pointee.kindCode)
    table.pointee.slot(of: SumTable.key(ledger, .ledger, isLater: false))
      .pointee.add(units, ledger.pointee.nanoseconds, ledger.pointee.kindCode)
  }

  /// Counts a pair no more: its entries stay, and tell their own times.
  func takeBack(
    _ statement: UnsafeMutablePointer<EntryRow>, _ ledger: UnsafeMutablePointer<EntryRow>
  ) {
    for (row, side) in [(statement, Side.statement), (ledger, .ledger)] {
      table.pointee.slot(of: SumTable.key(row, side, isLater: false))
        .pointee.takeBack(row.pointee.units, row.pointee.kindCode)
    }
  }

  /// Counts an entry that is too late to be compared with any of the day.
  func setAside(_ row: UnsafeMutablePointer<EntryRow>, _ side: Side) {
    table.pointee.slot(of: SumTable.key(row, side, isLater: true))
      .pointee.add(row.pointee.units, row.pointee.nanoseconds, 0)
  }

  /// - Parameter areLater: of the entries set aside as too late, or of the pairs.
  func settlement(areLater: Bool) -> Settlement {
    var result = Settlement()
    table.pointee.forEach { slot in
      guard slot.entries > 0, slot.isLater == areLater else { return }
      let pool = Settlement.Pool(account: slot.account, asset: slot.asset)
      var figures = Settlement.Figures()
      switch (slot.side, slot.isLater) {
      case (.statement, true): figures.laterStatement = slot.entries
      case (.ledger, true): figures.laterLedger = slot.entries
      case (.statement, false):
        figures.pairs = [rule: slot.entries]
        figures.sum.add(slot.credits)
        figures.sum.add(slot.debits)
        figures.receipts = slot.credits
        figures.firstSource = slot.source
        figures.statementKinds = slot.kindTotals
        figures.statementFirst = Instant(nanoseconds: slot.first)
      case (.ledger, false):
        figures.firstSource = slot.source
        figures.ledgerKinds = slot.kindTotals
        figures.ledgerFirst = Instant(nanoseconds: slot.first)
      }
      result.add(figures, to: pool)
      var total = Settlement.ControlSum()
      total.entries = slot.entries
      total.credits = slot.credits
      total.debits = slot.debits
      result.add(
        total, Instant(nanoseconds: slot.first)...Instant(nanoseconds: slot.last),
        of: slot.source, pool)
    }
    return result
  }
}

/// Sums by account, asset, source and side: a table that is looked into by pointers, as large as
/// there are such, which are few beside the rows.
struct SumTable {
  struct Slot {
    /// 0: none.
    var key: UInt64 = 0
    var entries = 0
    var credits = AmountSum()
    var debits = AmountSum()
    var first = Int64.max
    var last = Int64.min
    /// By a row's code of its kind; those whose kind is not told are in none.
    var kinds: UnsafeMutablePointer<Settlement.KindTotal>?

    @inline(__always)
    mutating func add(_ units: Int128, _ nanoseconds: Int64, _ kind: Int) {
      entries &+= 1
      if kind != 0, let kinds {
        kinds[kind].entries &+= 1
        kinds[kind].sum.add(units)
      }
      if units < 0 { debits.add(units) } else { credits.add(units) }
      if nanoseconds < first { first = nanoseconds }
      if nanoseconds > last { last = nanoseconds }
    }

    /// First and last stay: the entry is still of its source.
    mutating func takeBack(_ units: Int128, _ kind: Int) {
      entries &-= 1
      if kind != 0, let kinds {
        kinds[kind].entries &-= 1
        kinds[kind].sum.add(-units)
      }
      if units < 0 { debits.add(-units) } else { credits.add(-units) }
    }

    var kindTotals: [EntryKind: Settlement.KindTotal] {
      var totals: [EntryKind: Settlement.KindTotal] = [:]
      for kind in EntryKind.allCases {
        guard let total = kinds?[Int(kind.rawValue) + 1], total.entries > 0 else { continue }
        totals[kind] = total
      }
      return totals
    }

    var isLater: Bool { key & 1 != 0 }
    var side: Side { key & 2 == 0 ? .statement : .ledger }
    var source: SourceID { SourceID(index: Int(key >> 2) & (EntryRow.Place.sources - 1)) }
    var asset: NameID {
      NameID(index: UInt32(truncatingIfNeeded: key >> 14) & (EntryRow.names - 1))
    }
    var account: NameID {
      NameID(index: UInt32(truncatingIfNeeded: key >> 38) & (EntryRow.names - 1))
    }
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var capacity = 1 << 6
  private var count = 0

  init() {
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: Slot(), count: capacity)
  }

  func deallocate() {
    for place in 0..<capacity { slots[place].kinds?.deallocate() }
    slots.deallocate()
  }

  /// Account and asset take 24 bits each, the source 12.
  @inline(__always)
  static func key(
    _ row: UnsafeMutablePointer<EntryRow>, _ side: Side, isLater: Bool
  ) -> UInt64 {
    (1 << 63) | row.pointee.pool &<< 14 | (row.pointee.place.bits &>> 52) &<< 2
      | (side == .statement ? 0 : 2) | (isLater ? 1 : 0)
  }

  /// The slot of a key; it stays where it is until the next is asked for.
  @inline(__always)
  mutating func slot(of key: UInt64) -> UnsafeMutablePointer<Slot> {
    let mask = capacity &- 1
    var place = SumTable.start(key) & mask
    while true {
      let slot = slots + place
      if slot.pointee.key == key { return slot }
      if slot.pointee.key == 0 { return add(key) }
      place = (place &+ 1) & mask
    }
  }

  @inline(__always)
  private static func start(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) &>> 32)
  }

  @inline(never)
  private mutating func add(_ key: UInt64) -> UnsafeMutablePointer<Slot> {
    if (count + 1) * 2 > capacity { grow() }
    count += 1
    let slot = empty(for: key)
    slot.pointee.key = key
    let kinds = EntryKind.allCases.count + 1
    slot.pointee.kinds = .allocate(capacity: kinds)
    slot.pointee.kinds?.initialize(repeating: Settlement.KindTotal(), count: kinds)
    return slot
  }

  private func empty(for key: UInt64) -> UnsafeMutablePointer<Slot> {
    var place = SumTable.start(key) & (capacity - 1)
    while slots[place].key != 0 { place = (place + 1) & (capacity - 1) }
    return slots + place
  }

  private mutating func grow() {
    let (old, oldCapacity) = (slots, capacity)
    capacity *= 2
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: Slot(), count: capacity)
    for place in 0..<oldCapacity where old[place].key != 0 {
      empty(for: old[place].key).pointee = old[place]
    }
    old.deallocate()
  }

  func forEach(_ body: (Slot) -> Void) {
    for place in 0..<capacity where slots[place].key != 0 { body(slots[place]) }
  }
}
