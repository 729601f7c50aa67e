import Accounting
import Synchronization

/// Rows spread over partitions by a key, so that rows of one key stand together: in memory up to a
/// bound, beyond it in a file.
///
/// Each thread writes through a writer of its own; when all writers are closed partitions can be
/// taken.
package final class RowShelf: Sendable {
  /// How rows are spread.
  package enum Key: Sendable {
    /// By account, asset and reference.
    case reference
    /// By account, asset and amount.
    case amount
  }

  let key: Key
  let partitions: Int
  /// Rows written at once, in whole pages.
  let blockRows: Int
  private let store: SpillStore
  private let memory: Int
  private let state = Mutex(State())

  private struct State {
    var held = 0
    var writers = 0
    var error: SpillError?
    var dropped: [Int: Int] = [:]
    var blocks: [[RowBlock]] = []
  }

  /// - Parameters:
  ///   - expected: rows that may come, of both sides.
  ///   - writers: threads that write.
  ///   - memory: bytes of rows that are kept in memory.
  ///   - folder: where the file is made if they do not fit.
  package init(key: Key, expected: Int, writers: Int, memory: Int, folder: String) {
    self.key = key
    self.memory = memory
    var count = 1
    while count < 4096, expected / count > RowShelf.partitionRows { count *= 2 }
    partitions = count
    var pages = RowShelf.blockBytes / (count * max(1, writers) * 2 * RowShelf.pageBytes)
    pages = max(1, min(4, pages))
    store = SpillStore(blockBytes: pages * RowShelf.pageBytes, lanes: writers, folder: folder)
    blockRows = store.blockBytes / MemoryLayout<EntryRow>.stride
    state.withLock { $0.blocks = Array(repeating: [], count: count * 2) }
  }

  /// A shelf of the same size, whose rows beyond the memory's bound go where the other's are read
  /// back from.
  package init(key: Key, beside other: RowShelf, memory: Int) {
    self.key = key
    self.memory = memory
    partitions = other.partitions
    store = other.store
    blockRows = other.blockRows
    let places = partitions * 2
    state.withLock { $0.blocks = Array(repeating: [], count: places) }
  }

  /// Rows of both sides a partition should have: a table of them stays in the cache.
  private static let partitionRows = 80_000
  /// Bytes of blocks that are being filled.
  private static let blockBytes = 20 << 20
  private static let pageBytes = 4096

  package func writer() -> RowWriter {
    let number = state.withLock { state in
      defer { state.writers += 1 }
      return state.writers
    }
    return RowWriter(self, lane: number)
  }

  /// The partition of a row: all legs of a reference are in one.
  @inline(__always)
  func partition(of row: EntryRow) -> Int {
    let mixed: UInt64
    switch key {
    case .reference: mixed = row.referenceHigh
    case .amount:
      mixed = (row.unitsLow ^ (row.pool &<< 17)) &* 0x9e37_79b9_7f4a_7c15
    }
    let spread = (mixed ^ (mixed &>> 29)) &* 0xe703_7ed1_a0b4_28db
    return Int(truncatingIfNeeded: spread &>> 40) & (partitions &- 1)
  }

  /// Puts a full block away.
  ///
  /// - Parameter lane: the writer's number.
  func put(
    _ rows: UnsafeMutablePointer<EntryRow>, _ count: Int, in place: Int, lane: Int
  ) {
    let bytes = count * MemoryLayout<EntryRow>.stride
    let kept = state.withLock { state -> Bool in
      guard state.held + bytes <= memory else { return false }
      state.held += bytes
      return true
    }
    if kept {
      let copy = UnsafeMutablePointer<EntryRow>.allocate(capacity: count)
      copy.initialize(from: rows, count: count)
      state.withLock { $0.blocks[place].append(.memory(HeldRows(copy), count)) }
      return
    }
    guard state.withLock({ $0.error == nil }) else { return }
    // Whole pages of a full block: nothing of the file need be read to write the rest of one.
    let whole = count == blockRows ? store.blockBytes : bytes
    do throws(SpillError) {
      let block = try store.write(UnsafeRawBufferPointer(start: rows, count: whole), lane: lane)
      state.withLock { $0.blocks[place].append(.file(block, UInt32(count))) }
    } catch {
      state.withLock { $0.error = error }
    }
  }

  /// The number of rows of a side in a partition.
  func count(_ side: Side, _ partition: Int) -> Int {
    state.withLock { $0.blocks[place(side, partition)].reduce(0) { $0 + $1.count } }
  }

  /// The rows of a side in a partition, in no order; the shelf has them no longer.
  ///
  /// - Parameter each: called with some rows at a time.
  func take(
    _ side: Side, _ partition: Int, _ each: (UnsafeBufferPointer<EntryRow>) -> Void
  ) throws(SpillError) {
    let place = place(side, partition)
    let (blocks, error) = state.withLock { state in
      defer { state.blocks[place] = [] }
      return (state.blocks[place], state.error)
    }
    if let error { throw error }
    let room = UnsafeMutablePointer<EntryRow>.allocate(capacity: blockRows)
    defer { room.deallocate() }
    for block in blocks {
      switch block {
      case .memory(let rows, let count):
        each(UnsafeBufferPointer(start: rows.rows, count: count))
        state.withLock { $0.held -= count * MemoryLayout<EntryRow>.stride }
      case .file(let block, let count):
        let bytes = UnsafeMutableRawBufferPointer(
          start: room, count: Int(count) * MemoryLayout<EntryRow>.stride)
        try store.take(block, into: bytes)
        each(UnsafeBufferPointer(start: room, count: Int(count)))
      }
    }
  }

  /// Forgets the rows of a source: those of its first reading, and when called again those of the
  /// second.
  package func drop(source: Int) { state.withLock { $0.dropped[source, default: 0] += 1 } }

  /// The sources whose rows are forgotten, and how many readings of each.
  var dropped: [Int: Int] { state.withLock { $0.dropped } }

  /// - Throws: if rows could not be written.
  package func check() throws(SpillError) {
    if let error = state.withLock({ $0.error }) { throw error }
  }

  private func place(_ side: Side, _ partition: Int) -> Int {
    partition * 2 + (side == .statement ? 0 : 1)
  }
}

/// Rows that were put away together.
private enum RowBlock: Sendable {
  case memory(HeldRows, Int)
  case file(SpillStore.Block, UInt32)

  var count: Int {
    switch self {
    case .memory(_, let count): count
    case .file(_, let count): Int(count)
    }
  }
}

private final class HeldRows: @unchecked Sendable {
  let rows: UnsafeMutablePointer<EntryRow>
  init(_ rows: UnsafeMutablePointer<EntryRow>) { self.rows = rows }
  deinit { rows.deallocate() }
}
