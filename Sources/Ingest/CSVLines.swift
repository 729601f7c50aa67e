import Accounting

/// Gives a CSV source's records as batches of lines.
struct CSVLines {
  let source: Source
  let id: SourceID
  let layout: CSVLayout

  func scan(_ body: (Lines) throws(InputFault) -> Void) throws(InputFault) -> ScanOutcome {
    try source.content.withUnsafeBufferPointer { bytes throws(InputFault) in
      try scan(bytes, body)
    }
  }

  private func scan(
    _ bytes: Bytes, _ body: (Lines) throws(InputFault) -> Void
  ) throws(InputFault) -> ScanOutcome {
    var scanner = CSVScanner(
      bytes, from: layout.dataStart, dialect: layout.dialect, fieldLimit: layout.limits.fieldBytes)
    var counter = LineCounter()
    var outcome = ScanOutcome()
    var lines = emptyBatch()
    var width = layout.isPiece ? layout.width : nil
    reading: while true {
      switch try step(&scanner) {
      case .end: break reading
      case .blank: outcome.blank += 1
      case .stray(let offset):
        let place = counter.place(of: offset, in: bytes, file: source.name)
        outcome.refused.append(refused(.strayQuote(at: place), scanner))
      case .record where scanner.isPadding: outcome.blank += 1
      case .record where fits(scanner.cells, &width):
        append(scanner, bytes, to: &lines)
        if lines.count == Ingest.batchLines {
          outcome.linesRead += lines.count
          try body(lines)
          lines = emptyBatch()
        }
      case .record:
        let place = counter.place(of: scanner.recordStart, in: bytes, file: source.name)
        let fault = Diagnostic.raggedLine(
          found: scanner.cells.count, expected: layout.width, at: place)
        outcome.refused.append(refused(fault, scanner))
      }
    }
    if lines.count > 0 {
      outcome.linesRead += lines.count
      try body(lines)
    }
    outcome.linesRead += outcome.refused.count
    return outcome
  }

  private func step(_ scanner: inout CSVScanner) throws(InputFault) -> CSVScanner.Step {
    do throws(CSVFault) {
      return try scanner.next()
    } catch {
      throw InputFault(.csv(error, limit: layout.limits.fieldBytes, in: source))
    }
  }

  /// One empty cell more at the end is tolerated if the first record has it and all others too: in
  /// one line alone it may be what an unquoted delimiter pushed there.
  private func fits(_ cells: [CSVCell], _ width: inout Int?) -> Bool {
    if layout.isRagged { return true }
    let hasSpare = cells.count == layout.width + 1 && cells.last.map { $0.start == $0.end } ?? false
    let expected = width ?? (hasSpare ? layout.width + 1 : layout.width)
    width = expected
    return cells.count == expected && (hasSpare || expected == layout.width)
  }

  private func emptyBatch() -> Lines { Lines(source: id, width: layout.columns.count) }

  private func refused(_ diagnostic: Diagnostic, _ scanner: CSVScanner) -> RefusedLine {
    let origin = Origin(
      source: id, offset: UInt64(scanner.recordStart),
      length: UInt32(scanner.recordEnd - scanner.recordStart), leg: 0)
    return RefusedLine(diagnostic: diagnostic, origin: origin, account: nil)
  }

  private func append(_ scanner: CSVScanner, _ bytes: Bytes, to lines: inout Lines) {
    for column in layout.columns {
      guard let column, column < scanner.cells.count else {
        lines.fields.append(.absent)
        continue
      }
      lines.fields.append(field(scanner.cells[column], bytes, &lines.decoded))
    }
    lines.offsets.append(UInt64(scanner.recordStart))
    lines.lengths.append(UInt32(scanner.recordEnd - scanner.recordStart))
  }

  private func field(_ cell: CSVCell, _ bytes: Bytes, _ decoded: inout [UInt8]) -> Field {
    let raw = TextRange(offset: UInt64(cell.start), length: UInt32(cell.end - cell.start))
    let text = bytes[cell.start..<cell.end]
    let isForeign = source.encoding == .windows1252 && text.contains { $0 >= 0x80 }
    guard cell.isEscaped || isForeign else { return Field(raw: raw, form: .plain) }
    let start = decoded.count
    decoded.append(
      contentsOf: FieldText.decoded(
        text, encoding: source.encoding, escape: cell.isEscaped ? layout.dialect.escape : .none))
    let range = TextRange(offset: UInt64(start), length: UInt32(decoded.count - start))
    return Field(raw: raw, decoded: range, form: .decoded)
  }
}
