import Accounting

/// The rows of one partition, grouped by key: how many of each side, and the last of each.
///
/// The memory is used again for partition after partition; nothing in it is checked item by item.
final class KeyTable {
  struct Group {
    var first: UInt64
    var second: UInt64
    var pool: UInt64
    /// Rows of each side.
    var statement: UInt32
    var ledger: UInt32
    /// The last row of each side, by place in its list.
    var statementRow: UInt32
    var ledgerRow: UInt32
    /// Whether the group was settled, and whether a row of it must stay.
    var isSettled: Bool
    var mustStay: Bool
    /// Whether its reference is not settled in another pool, so that it must stay whole.
    var isTorn: Bool
  }

  /// In place of a row's group: the row is settled, whatever its group is.
  static let settled = UInt32.max

  /// Rows of one side and the group of each.
  struct Side {
    var rows: UnsafeMutablePointer<EntryRow>
    var groups: UnsafeMutablePointer<UInt32>
    var count = 0
    private var capacity = 1 << 12

    init() {
      rows = .allocate(capacity: capacity)
      groups = .allocate(capacity: capacity)
    }

    func deallocate() {
      rows.deallocate()
      groups.deallocate()
    }

    mutating func makeRoom(_ wanted: Int) {
      guard wanted > capacity else { return }
      let larger = UnsafeMutablePointer<EntryRow>.allocate(capacity: wanted)
      larger.update(from: rows, count: count)
      deallocate()
      rows = larger
      groups = .allocate(capacity: wanted)
      capacity = wanted
    }

    mutating func append(_ added: UnsafeBufferPointer<EntryRow>) {
      if count + added.count > capacity { makeRoom(max(count + added.count, capacity * 2)) }
      if let base = added.baseAddress { (rows + count).update(from: base, count: added.count) }
      count += added.count
    }
  }

  private(set) var statement = Side()
  private(set) var ledger = Side()
  private(set) var groups: UnsafeMutablePointer<Group>
  private(set) var groupCount = 0
  private var groupCapacity = 1 << 12
  private var slots: UnsafeMutablePointer<UInt32>
  private var slotCapacity = 1 << 13
  private let key: RowShelf.Key

  init(key: RowShelf.Key) {
    self.key = key
    groups = .allocate(capacity: groupCapacity)
    slots = .allocate(capacity: slotCapacity)
  }

  deinit {
    statement.deallocate()
    ledger.deallocate()
    groups.deallocate()
    slots.deallocate()
  }

  func side(_ side: Accounting.Side) -> Side { side == .statement ? statement : ledger }

  func removeAll() {
    statement.count = 0
    ledger.count = 0
    groupCount = 0
  }

  /// Makes room for so many rows of a side.
  func makeRoom(_ count: Int, _ side: Accounting.Side) {
    if side == .statement { statement.makeRoom(count) } else { ledger.makeRoom(count) }
  }

  /// - Parameter dropped: sources of which so many readings do not count.
  func append(
    _ rows: UnsafeBufferPointer<EntryRow>, _ side: Accounting.Side, but dropped: [Int: Int]
  ) {
    guard dropped.isEmpty else {
      let kept = rows.filter { (dropped[$0.source] ?? 0) < ($0.isAgain ? 2 : 1) }
      kept.withUnsafeBufferPointer { append($0, side, but: [:]) }
      return
    }
    if side == .statement { statement.append(rows) } else { ledger.append(rows) }
  }

  /// Groups the rows that were appended.
  func build() {
    let count = statement.count + ledger.count
    while slotCapacity < count * 2 { slotCapacity *= 2 }
    slots.deallocate()
    slots = .allocate(capacity: slotCapacity)
    slots.initialize(repeating: 0, count: slotCapacity)
    if groupCapacity < count {
      groups.deallocate()
      groupCapacity = count
      groups = .allocate(capacity: count)
    }
    var last = group(statement, 0) { group, row in
      group.pointee.statement &+= 1
      group.pointee.statementRow = row
    }
    last = group(ledger, last) { group, row in
      group.pointee.ledger &+= 1
      group.pointee.ledgerRow = row
    }
    groupCount = last
  }

  @inline(__always)
  private func group(
    _ side: Side, _ known: Int, _ take: (UnsafeMutablePointer<Group>, UInt32) -> Void
  ) -> Int {
    let (slots, groups, mask) = (slots, groups, slotCapacity &- 1)
    let isByReference = key == .reference
    var count = known
    for index in 0..<side.count {
      let row = side.rows + index
      let first = isByReference ? row.pointee.referenceHigh : row.pointee.unitsLow
      let second =
        isByReference
        ? row.pointee.referenceLow : UInt64(bitPattern: row.pointee.unitsHigh)
      let pool = row.pointee.pool
      let mixed = (first ^ (pool &* 0x9e37_79b9_7f4a_7c15)) &* 0xa076_1d64_78bd_642f
      var slot = Int(truncatingIfNeeded: mixed ^ (mixed &>> 32)) & mask
      var place = Int(slots[slot])
      while place != 0 {
        let found = groups + (place &- 1)
        if found.pointee.first == first, found.pointee.second == second,
          found.pointee.pool == pool
        {
          break
        }
        slot = (slot &+ 1) & mask
        place = Int(slots[slot])
      }
      if place == 0 {
        (groups + count).initialize(
          to: Group(
            first: first, second: second, pool: pool, statement: 0, ledger: 0,
            statementRow: 0, ledgerRow: 0, isSettled: false, mustStay: false, isTorn: false))
        count &+= 1
        place = count
        slots[slot] = UInt32(truncatingIfNeeded: count)
      }
      let found = groups + (place &- 1)
      if row.pointee.mustStay { found.pointee.mustStay = true }
      take(found, UInt32(truncatingIfNeeded: index))
      side.groups[index] = UInt32(truncatingIfNeeded: place &- 1)
    }
    return count
  }
}
