import Accounting

/// Finds the one CSV format whose header, or whose first record, a source has.
struct CSVRecogniser {
  let source: Source
  let limits: InputLimits

  /// A record near the start of the file, as text; without cells if its quotes are astray.
  private struct Opening {
    var cells: [String]
    /// Where each cell's text begins.
    var starts: [Int]
    var start: Int
    var next: Int
  }

  private struct Match {
    var format: Format
    var layout: CSVLayout
    var header: [String]
    /// Whether it is the format's whole header; else only some of its columns.
    var isWhole: Bool
  }

  func recognise(among formats: [Format], forced: Format?) throws(InputFault) -> Recognition {
    var openings: [CSVDialect: (records: [Opening], fault: CSVFault?)] = [:]
    var matches: [Match] = []
    var repeated: InputFault?
    for format in forced.map({ [$0] }) ?? formats {
      guard case .csv(let shape) = format.shape else { continue }
      let dialect = CSVDialect(delimiter: shape.delimiter, escape: shape.escape)
      let opening = openings[dialect] ?? opening(dialect)
      openings[dialect] = opening
      if forced != nil, opening.records.isEmpty, let fault = opening.fault {
        throw InputFault(.csv(fault, limit: limits.fieldBytes, in: source))
      }
      do throws(InputFault) {
        let match = try match(format, shape, opening.records, isForced: forced != nil)
        if let match { matches.append(match) }
      } catch {
        repeated = repeated ?? error
      }
    }
    // A whole header is better evidence than some columns.
    let whole = matches.filter(\.isWhole)
    if whole.isEmpty, let repeated { throw repeated }
    let fitting = whole.isEmpty ? matches : whole
    guard let match = fitting.first else {
      throw InputFault(unknown(formats, forced: forced))
    }
    guard fitting.count == 1 else {
      let names = fitting.map(\.format.name).sorted()
      throw InputFault(.formatAmbiguous(names, at: Place(file: source.name)))
    }
    return Recognition(
      format: match.format, header: match.header, warnings: [], statedTotal: nil,
      layout: .csv(match.layout))
  }

  // MARK: The start of the file

  /// The records in which a header may be, up to the limits or a fault.
  private func opening(_ dialect: CSVDialect) -> (records: [Opening], fault: CSVFault?) {
    source.content.withUnsafeBufferPointer { bytes in
      var scanner = CSVScanner(
        bytes, from: source.textStart, dialect: dialect, fieldLimit: limits.fieldBytes)
      var records: [Opening] = []
      do throws(CSVFault) {
        for _ in 0..<limits.preambleRecords {
          let step = try scanner.next()
          if step == .end { break }
          switch step {
          case .record: records.append(record(scanner, bytes, dialect))
          case .stray:
            records.append(Opening(cells: [], starts: [], start: scanner.recordStart, next: 0))
          case .blank, .end: break
          }
          if scanner.position - source.textStart > limits.preambleBytes { break }
        }
      } catch {
        return (records, error)
      }
      return (records, nil)
    }
  }

  private func record(_ scanner: CSVScanner, _ bytes: Bytes, _ dialect: CSVDialect) -> Opening {
    let cells = scanner.cells.map { cell in
      let text = FieldText.decoded(
        bytes[cell.start..<cell.end], encoding: source.encoding,
        escape: cell.isEscaped ? dialect.escape : .none)
      return HeaderCell.trimmed(text)
    }
    return Opening(
      cells: cells, starts: scanner.cells.map(\.start), start: scanner.recordStart,
      next: scanner.position)
  }

  // MARK: One format

  private func match(
    _ format: Format, _ shape: CSVShape, _ records: [Opening], isForced: Bool
  ) throws(InputFault) -> Match? {
    if let width = shape.headerless {
      return headerless(format, shape, width, records, isForced: isForced)
    }
    for record in shape.preamble ? records[...] : records.prefix(1) {
      guard let names = shape.header(in: record.cells, isForced: isForced) else { continue }
      let columns = try HeaderColumns(cells: record.cells, names: names, aliases: shape.aliases)
        .columns(of: format.fields) { source.place(at: record.starts[$0]) }
      let layout = CSVLayout(
        dialect: CSVDialect(delimiter: shape.delimiter, escape: shape.escape),
        dataStart: record.next, width: HeaderCell.width(record.cells), columns: columns,
        isRagged: shape.ragged, limits: limits)
      let header = columns.map { column in column.map { record.cells[$0] } ?? "" }
      return Match(
        format: format, layout: layout, header: header, isWhole: shape.headers.contains(names))
    }
    return nil
  }

  /// Fields of a format without a header are columns by their order.
  private func headerless(
    _ format: Format, _ shape: CSVShape, _ width: Int, _ records: [Opening], isForced: Bool
  ) -> Match? {
    guard let first = records.first(where: { !$0.cells.isEmpty }),
      shape.ragged || HeaderCell.width(first.cells, at: width)
    else { return nil }
    let probed = shape.probe.map { $0(first.cells) }
    guard isForced || probed == true else { return nil }
    let layout = CSVLayout(
      dialect: CSVDialect(delimiter: shape.delimiter, escape: shape.escape),
      dataStart: source.textStart, width: width,
      columns: format.fields.indices.map { $0 < width ? $0 : nil }, isRagged: shape.ragged,
      limits: limits)
    let header = format.fields.map { _ in "" }
    return Match(format: format, layout: layout, header: header, isWhole: true)
  }

  // MARK: None fits

  private func unknown(_ formats: [Format], forced: Format?) -> Diagnostic {
    let dialects = (forced.map { [$0] } ?? formats).compactMap { format -> CSVDialect? in
      guard case .csv(let shape) = format.shape else { return nil }
      return CSVDialect(delimiter: shape.delimiter, escape: shape.escape)
    }
    let comma = CSVDialect(delimiter: UInt8(ascii: ","), escape: .doubledQuote)
    let opening = opening(dialects.contains(comma) ? comma : dialects.first ?? comma)
    let (header, shared) = likelyHeader(opening.records, formats)
    if shared == 0, let fault = opening.fault {
      return .csv(fault, limit: limits.fieldBytes, in: source)
    }
    let place = header.map { source.place(at: $0.start) } ?? Place(file: source.name)
    let text = (header?.cells ?? []).joined(separator: ",")
    if let forced { return .formatMismatch(forced.name, header: text, at: place) }
    let near = NearestFormats.of(cells: header?.cells ?? [], among: formats)
    return .formatUnknown(header: text, nearest: near, at: place)
  }

  /// The record that shares most cells with a known header, and how many; the first if none
  /// shares any.
  private func likelyHeader(_ records: [Opening], _ formats: [Format]) -> (Opening?, Int) {
    var best = records.first { !$0.cells.isEmpty }
    var bestShared = 0
    for record in records {
      let shared = formats.map { NearestFormats.shared($0, record.cells) }.max() ?? 0
      if shared > bestShared { (best, bestShared) = (record, shared) }
    }
    return (best, bestShared)
  }
}
