package import Accounting

/// Reads some lines of a streamed file the whole way: each is cut as if the file were read whole.
package struct PieceReader {
  private let input: StreamedInput
  private let source: Source
  private let id: SourceID
  private let limits: InputLimits
  /// Bytes put together before they are cut.
  private let pieceBytes: Int

  /// - Parameter source: the file as described: what its pieces say they are.
  package init(
    _ input: StreamedInput, source: Source, id: SourceID, pieceBytes: Int = 1 << 20,
    limits: InputLimits = .standard
  ) {
    self.input = input
    self.source = source
    self.id = id
    self.pieceBytes = pieceBytes
    self.limits = limits
  }

  /// Reads stretches of whole lines, in file order.
  ///
  /// - Returns: the lines that could not be cut, and how many were blank.
  /// - Throws: what concerns the file as a whole.
  package func read(
    _ runs: some Sequence<Range<Int>>,
    _ body: (Lines, SourcePiece) throws(InputFault) -> Void
  ) throws(InputFault) -> ScanOutcome {
    var outcome = ScanOutcome()
    var gathering = Gathering(input.cut)
    for run in runs {
      var start = run.lowerBound
      while run.upperBound - start > pieceBytes, case .csv = input.cut {
        let bytes = input.file.bytes(at: start, count: pieceBytes)
        let end = bytes.withUnsafeBufferPointer {
          LineEnds.lastCSV($0.baseAddress!, from: 0, to: $0.count)
        }
        guard let end, end > 0 else { break }
        gathering.add(bytes[..<end], from: start)
        try flush(&gathering, &outcome, body)
        start += end
      }
      gathering.add(input.file.bytes(at: start, count: run.upperBound - start)[...], from: start)
      if gathering.content.count >= pieceBytes { try flush(&gathering, &outcome, body) }
    }
    try flush(&gathering, &outcome, body)
    return outcome
  }

  /// Reads the lines that start at these offsets, ascending.
  package func readLines(
    at offsets: some Sequence<Int>,
    _ body: (Lines, SourcePiece) throws(InputFault) -> Void
  ) throws(InputFault) -> ScanOutcome {
    let isCSV = if case .csv = input.cut { true } else { false }
    let window = ForwardWindow(
      file: input.file, isCSV: isCSV, bytesAhead: min(pieceBytes, 1 << 16))
    return try read(offsets.lazy.map { window.line(at: $0) }, body)
  }

  private func flush(
    _ gathering: inout Gathering, _ outcome: inout ScanOutcome,
    _ body: (Lines, SourcePiece) throws(InputFault) -> Void
  ) throws(InputFault) {
    guard !gathering.starts.isEmpty else { return }
    var part = source
    part.content = gathering.closed()
    part.window = nil
    part.hasByteOrderMark = false
    let piece = SourcePiece(source: part, starts: gathering.starts, origins: gathering.origins)
    let recognition = try input.recognition.ofPiece(part, limits)
    let found = try Ingest.scan(part, id: id, as: recognition) { lines throws(InputFault) in
      try body(lines, piece)
    }
    outcome.linesRead += found.linesRead
    outcome.blank += found.blank
    outcome.refused += found.refused.map { refused($0, piece) }
    gathering = Gathering(input.cut)
  }

  /// The line with its place in the file.
  private func refused(_ line: RefusedLine, _ piece: SourcePiece) -> RefusedLine {
    let local = Int(line.origin.offset)
    let shift = piece.shift(at: local)
    let origin = Origin(
      source: id, offset: UInt64(local + shift), length: line.origin.length, leg: 0)
    let old = line.diagnostic
    let offset = (old.place.offset ?? local) + shift
    let (number, column) = input.file.lineAndColumn(of: offset)
    let diagnostic = Diagnostic(
      code: old.code, severity: old.severity,
      place: Place(file: source.name, line: number, column: column, offset: offset),
      message: old.message, hint: old.hint)
    return RefusedLine(diagnostic: diagnostic, origin: origin, account: line.account)
  }
}

/// Lines being put together.
private struct Gathering {
  private(set) var content: [UInt8] = []
  private(set) var starts: [Int] = []
  private(set) var origins: [Int] = []
  private let isArray: Bool

  init(_ cut: StreamedInput.Cut) {
    if case .jsonArray = cut { isArray = true } else { isArray = false }
  }

  mutating func add(_ bytes: ArraySlice<UInt8>, from origin: Int) {
    if isArray { content.append(UInt8(ascii: content.isEmpty ? "[" : ",")) }
    starts.append(content.count)
    origins.append(origin)
    content += bytes
    if !isArray, content.last != UInt8(ascii: "\n") { content.append(UInt8(ascii: "\n")) }
  }

  func closed() -> [UInt8] { isArray ? content + [UInt8(ascii: "]")] : content }
}
