package import Accounting

/// One thread's way to a shelf: a block of rows a partition and side, put away when it is full.
package final class RowWriter {
  private let shelf: RowShelf
  private let lane: Int
  private let blockRows: Int
  /// Of each place: its block, the rows in it and the rows it has room for.
  private let blocks: UnsafeMutablePointer<UnsafeMutablePointer<EntryRow>?>
  private let counts: UnsafeMutablePointer<Int32>
  private let rooms: UnsafeMutablePointer<Int32>
  private let slabs: RowSlabs

  /// Rows of a place's first block: most places of a shelf that gets little never need more.
  private static let firstRows = 8

  init(_ shelf: RowShelf, lane: Int) {
    self.shelf = shelf
    self.lane = lane
    blockRows = shelf.blockRows
    let places = shelf.partitions * 2
    blocks = .allocate(capacity: places)
    blocks.initialize(repeating: nil, count: places)
    counts = .allocate(capacity: places)
    counts.initialize(repeating: 0, count: places)
    rooms = .allocate(capacity: places)
    rooms.initialize(repeating: 0, count: places)
    // One row more, so that whole pages can be written.
    slabs = RowSlabs(blockRows: shelf.blockRows + 1)
  }

  deinit {
    close()
    blocks.deallocate()
    counts.deallocate()
    rooms.deallocate()
  }

  /// Adds rows of one side.
  ///
  /// - Parameter others: gets those without a reference.
  package func add(
    _ rows: UnsafeBufferPointer<EntryRow>, of side: Side, others: RowWriter
  ) {
    let offset = side == .statement ? 0 : 1
    guard let base = rows.baseAddress else { return }
    for index in 0..<rows.count {
      let row = base + index
      if row.pointee.hasReference {
        add(row.pointee, to: (shelf.partition(of: row.pointee) &* 2) &+ offset)
      } else {
        others.add(row.pointee, of: side)
      }
    }
  }

  package func add(_ row: EntryRow, of side: Side) {
    add(row, to: (shelf.partition(of: row) &* 2) &+ (side == .statement ? 0 : 1))
  }

  @inline(__always)
  private func add(_ row: EntryRow, to place: Int) {
    if counts[place] == rooms[place] { makeRoom(place) }
    let count = counts[place]
    (blocks[place].unsafelyUnwrapped + Int(count)).initialize(to: row)
    counts[place] = count &+ 1
  }

  @inline(never)
  private func makeRoom(_ place: Int) {
    let room = Int(rooms[place])
    if room == 0 {
      blocks[place] = .allocate(capacity: RowWriter.firstRows + 1)
      rooms[place] = Int32(min(RowWriter.firstRows, blockRows))
    } else if room < blockRows {
      let block = slabs.block()
      block.update(from: blocks[place]!, count: room)
      blocks[place]!.deallocate()
      blocks[place] = block
      rooms[place] = Int32(blockRows)
    } else {
      flush(place)
    }
  }

  private func flush(_ place: Int) {
    guard counts[place] > 0, let block = blocks[place] else { return }
    shelf.put(block, Int(counts[place]), in: place, lane: lane)
    counts[place] = 0
  }

  /// Puts everything away.
  package func close() {
    for place in 0..<shelf.partitions * 2 where rooms[place] > 0 {
      flush(place)
      if rooms[place] < blockRows { blocks[place]?.deallocate() }
      blocks[place] = nil
      rooms[place] = 0
    }
    slabs.deallocate()
  }
}

/// Blocks cut from large pieces of memory, which go back to the system when they are given up.
private final class RowSlabs {
  private let blockRows: Int
  private var slabs: [UnsafeMutablePointer<EntryRow>] = []
  private var left = 0

  private static let slabBlocks = 128

  init(blockRows: Int) { self.blockRows = blockRows }

  deinit { deallocate() }

  func block() -> UnsafeMutablePointer<EntryRow> {
    if left == 0 {
      slabs.append(.allocate(capacity: blockRows * RowSlabs.slabBlocks))
      left = RowSlabs.slabBlocks
    }
    left -= 1
    return slabs[slabs.count - 1] + left * blockRows
  }

  func deallocate() {
    for slab in slabs { slab.deallocate() }
    slabs = []
    left = 0
  }
}
