import Accounting
import CScan

/// What one thread needs to cut chunks of any of a stream's files.
final class StreamWorker {
  private let number: Int
  private let inputs: [StreamedInput]
  private var csv: [Int: CSVCutter] = [:]
  private var json: [Int: JSONCutter] = [:]
  private var cells: [Int: PlainCells] = [:]

  init(number: Int, inputs: [StreamedInput]) {
    self.number = number
    self.inputs = inputs
  }

  deinit { for cutter in csv.values { cutter.deallocate() } }

  /// Cuts a chunk and gives its plain lines to `body`.
  func parse(_ chunk: Chunk, _ body: FileStream.Body) -> ChunkFindings {
    switch inputs[chunk.file].cut {
    case .csv(let layout): csv(chunk, layout, body)
    case .jsonArray: json(chunk, chunk.lines ?? PlainLines(width: 0), body)
    case .jsonLines(let keys): jsonLines(chunk, keys, body)
    }
  }

  private func jsonLines(
    _ chunk: Chunk, _ keys: [String], _ body: FileStream.Body
  ) -> ChunkFindings {
    var cutter = json.removeValue(forKey: chunk.file) ?? JSONCutter(keys: keys, isLines: true)
    var lines = PlainLines(width: keys.count)
    let end = cutter.cut(chunk.bytes, isFirst: true, isLast: true, into: &lines)
    chunk.hasHigh = cutter.hasHigh
    json[chunk.file] = cutter
    var found = json(chunk, lines, body)
    if end != chunk.count { found.isRegular = false }
    // What a fault quotes of a line goes on to its end.
    for place in stride(from: 1, to: found.odd.count, by: 2) {
      while chunk.memory[Int(found.odd[place])] != UInt8(ascii: "\n") { found.odd[place] += 1 }
    }
    return found
  }

  private func csv(
    _ chunk: Chunk, _ layout: CSVLayout, _ body: FileStream.Body
  ) -> ChunkFindings {
    let input = inputs[chunk.file]
    let columns = (input.cells ?? []).map { layout.columns[$0] }
    let cutter =
      csv[chunk.file]
      ?? CSVCutter(
        delimiter: layout.dialect.delimiter, columns: columns, width: layout.width)
    csv[chunk.file] = cutter
    let cells = cells[chunk.file] ?? PlainCells(width: columns.count)
    self.cells[chunk.file] = cells
    // The header and what stands before it are no lines; their line feeds count.
    let start = chunk.number == 0 ? min(layout.dataStart, chunk.count) : 0
    var found = ChunkFindings()
    if start > 0 { found.blocks.append((start, LineFeeds.count(chunk.memory, to: start))) }
    let bytes = Bytes(start: chunk.memory + start, count: chunk.count - start)
    let tally = cutter.cut(bytes, into: cells) { end, feeds in
      found.blocks.append((start + end, feeds))
      guard input.cells != nil else { return }
      let stretch = PlainStretch(
        bytes: bytes, offset: chunk.offset + start, file: chunk.file, worker: number,
        width: cells.width, count: cells.count, cells: cells.cells, bounds: cells.bounds)
      body(stretch, &cells.odd)
    }
    found.newlines = NewlineKinds(
      chunk.ownBytes, mayHaveReturns: tally.hasReturn || chunk.number == 0)
    found.isRegular = tally.isRegular
    if input.cells != nil {
      found.odd = StreamWorker.sorted(cells.odd).map { $0 + UInt32(start) }
    } else if start < chunk.ownBytes.count {
      found.odd = [UInt32(start), UInt32(chunk.ownBytes.count)]
    }
    cells.odd.removeAll(keepingCapacity: true)
    return found
  }

  private func json(
    _ chunk: Chunk, _ lines: PlainLines, _ body: FileStream.Body
  ) -> ChunkFindings {
    var found = ChunkFindings()
    var lines = lines
    lines.cells.withUnsafeBufferPointer { cells in
      lines.bounds.withUnsafeBufferPointer { bounds in
        guard let cells = cells.baseAddress, let bounds = bounds.baseAddress else { return }
        let stretch = PlainStretch(
          bytes: chunk.bytes, offset: chunk.offset, file: chunk.file, worker: number,
          width: lines.width, count: lines.count, cells: cells, bounds: bounds)
        body(stretch, &found.odd)
      }
    }
    lines.odd += found.odd
    found.odd = StreamWorker.sorted(lines.odd)
    var start = 0
    while start < chunk.count {
      let stop = min(chunk.count, start + CSVCutter.blockBytes)
      let feeds = LineFeeds.count(chunk.memory + start, to: stop - start)
      found.blocks.append((stop, feeds))
      start = stop
    }
    found.newlines = NewlineKinds(chunk.ownBytes)
    // A plain line has no NUL, and an odd one that has it is a fault of the file.
    found.isRegular =
      (!chunk.hasHigh || UTF8Check.firstFault(chunk.bytes) == nil)
      && (found.odd.isEmpty || tieout_count(chunk.memory, chunk.count, 0) == 0)
    return found
  }

  /// Pairs of start and end, in order of start.
  private static func sorted(_ pairs: [UInt32]) -> [UInt32] {
    guard pairs.count > 2 else { return pairs }
    let all = stride(from: 0, to: pairs.count, by: 2).map { (pairs[$0], pairs[$0 + 1]) }
    return all.sorted { $0.0 < $1.0 }.flatMap { [$0.0, $0.1] }
  }
}
