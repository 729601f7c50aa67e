package import Accounting
import CScan

/// Cuts stretches of CSV, each a whole number of records, to the cells a plain reading wants.
///
/// What is unusual is left: an odd line is read the whole way, and a stretch with a fault that may
/// concern more than its line says that the file is not regular.
package struct CSVCutter {
  /// A block's bitmaps stay in the first cache.
  package static let blockBytes = 32 << 10

  /// What a stretch tells beside its lines.
  package struct Tally {
    /// Whether a carriage return is in it.
    package fileprivate(set) var hasReturn = false
    /// Nothing in it concerns more than its own line.
    package fileprivate(set) var isRegular = true
  }

  private let delimiter: UInt8
  private let width: Int
  /// Per column of the file the cell it fills; -1 if none is wanted.
  private let slots: UnsafeMutablePointer<Int32>
  private let stops: UnsafeMutablePointer<UInt64>
  private let quotes: UnsafeMutablePointer<UInt64>
  /// The cells of the record that is being read, then of those before it.
  private let cells: Int

  /// - Parameters:
  ///   - columns: per cell its column, each another; nil if the file has none.
  ///   - width: columns a record has.
  package init(delimiter: UInt8, columns: [Int?], width: Int) {
    self.delimiter = delimiter
    self.width = width
    cells = columns.count
    slots = .allocate(capacity: width + 1)
    slots.initialize(repeating: -1, count: width + 1)
    for (cell, column) in columns.enumerated() {
      if let column, column < width { slots[column] = Int32(cell) }
    }
    stops = .allocate(capacity: Self.blockBytes / 64)
    quotes = .allocate(capacity: Self.blockBytes / 64)
  }

  package func deallocate() {
    slots.deallocate()
    stops.deallocate()
    quotes.deallocate()
  }

  /// Cuts a stretch, block by block.
  ///
  /// - Parameters:
  ///   - bytes: under 4 GiB; ends with a line feed and is followed by 64 bytes that may be read.
  ///   - body: called after each block with the lines that end in it, and the block's end and
  ///     line feeds.
  package func cut(
    _ bytes: Bytes, into found: PlainCells, _ body: (_ end: Int, _ feeds: Int) -> Void
  ) -> Tally {
    var state = tieout_csv_state()
    var tally = Tally()
    let base = bytes.baseAddress.unsafelyUnwrapped
    var record = Record(start: 0, fieldStart: 0, column: 0)
    var start = 0
    while start < bytes.count {
      let count = min(Self.blockBytes, bytes.count - start)
      let before = state.line_feeds
      tieout_csv_scan(base + start, count, delimiter, stops, quotes, &state)
      found.restart(capacity: count / max(1, width) + 2)
      walk(base, from: start, count, &record, found)
      body(start + count, Int(state.line_feeds - before))
      start += count
    }
    tally.hasReturn = state.has_return != 0
    tally.isRegular =
      state.has_nul == 0 && state.has_stray == 0 && state.has_lone_return == 0
      && state.in_quotes == 0
      && (state.has_high == 0 || UTF8Check.firstFault(bytes) == nil)
    return tally
  }

  private struct Record {
    var start: Int
    var fieldStart: Int
    var column: Int
    /// The cells found of a record that began in an earlier block.
    var pending: [UInt32] = []
  }

  private func walk(
    _ base: UnsafePointer<UInt8>, from start: Int, _ count: Int, _ record: inout Record,
    _ found: PlainCells
  ) {
    let pairs = cells * 2
    let (stops, slots, width) = (stops, slots, width)
    let bounds = found.bounds
    var lines = 0
    var cell = found.cells
    restore(record, cell)
    var column = record.column
    var fieldStart = record.fieldStart
    var recordStart = record.start
    for word in 0..<(count + 63) / 64 {
      var bits = stops[word]
      while bits != 0 {
        let stop = start &+ (word &* 64) &+ bits.trailingZeroBitCount
        bits &= bits &- 1
        if column < width {
          let slot = Int(slots[column])
          if slot >= 0 {
            cell[slot &* 2] = UInt32(truncatingIfNeeded: fieldStart)
            cell[slot &* 2 &+ 1] = UInt32(truncatingIfNeeded: stop)
          }
        }
        column &+= 1
        fieldStart = stop &+ 1
        guard base[stop] == UInt8(ascii: "\n") else { continue }
        var end = stop
        if end > recordStart, base[end &- 1] == UInt8(ascii: "\r") { end &-= 1 }
        if isPlain(base, recordStart, end, column, cell) {
          bounds[lines &* 2] = UInt32(truncatingIfNeeded: recordStart)
          bounds[lines &* 2 &+ 1] = UInt32(truncatingIfNeeded: end)
          lines &+= 1
          cell += pairs
        } else {
          found.odd.append(UInt32(truncatingIfNeeded: recordStart))
          found.odd.append(UInt32(truncatingIfNeeded: end))
        }
        column = 0
        recordStart = fieldStart
      }
    }
    record = Record(start: recordStart, fieldStart: fieldStart, column: column)
    found.count = lines
    if column > 0 { record.pending = (0..<pairs).map { cell[$0] } }
  }

  private func restore(_ record: Record, _ cell: UnsafeMutablePointer<UInt32>) {
    for index in 0..<cells * 2 {
      cell[index] = index < record.pending.count ? record.pending[index] : .max
    }
  }

  /// Whether the record is a plain line; takes the quotes off its cells.
  @inline(__always)
  private func isPlain(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ columns: Int,
    _ cell: UnsafeMutablePointer<UInt32>
  ) -> Bool {
    guard columns == width, end &- start >= width else { return false }
    for index in 0..<cells {
      let from = Int(cell[index &* 2])
      guard from != Int(UInt32.max) else { continue }
      if Int(cell[index &* 2 &+ 1]) > end {
        cell[index &* 2 &+ 1] = UInt32(truncatingIfNeeded: end)
      }
      if base[from] == UInt8(ascii: "\""), from < Int(cell[index &* 2 &+ 1]),
        !unquote(base, cell + (index &* 2))
      {
        return false
      }
    }
    return true
  }

  /// Takes the quotes off a cell; false if there are more inside.
  @inline(never)
  private func unquote(
    _ base: UnsafePointer<UInt8>, _ cell: UnsafeMutablePointer<UInt32>
  ) -> Bool {
    let (start, end) = (Int(cell[0]) + 1, Int(cell[1]) - 1)
    guard start <= end, base[end] == UInt8(ascii: "\"") else { return false }
    for index in start..<end where base[index] == UInt8(ascii: "\"") { return false }
    cell[0] = UInt32(start)
    cell[1] = UInt32(end)
    return true
  }
}
