import Accounting

/// Gives a file of JSON lines as batches of lines. A line that is no JSON object is refused and
/// the others go on.
struct JSONTextLines {
  let source: Source
  let id: SourceID
  let layout: JSONLinesLayout

  func scan(_ body: (Lines) throws(InputFault) -> Void) throws(InputFault) -> ScanOutcome {
    try source.content.withUnsafeBufferPointer { bytes throws(InputFault) in
      try scan(bytes, body)
    }
  }

  private func scan(
    _ bytes: Bytes, _ body: (Lines) throws(InputFault) -> Void
  ) throws(InputFault) -> ScanOutcome {
    var outcome = ScanOutcome()
    var counter = LineCounter()
    var reader = JSONReader(bytes, from: 0, to: 0, limits: layout.limits)
    var lines = emptyBatch()
    var texts = TextLines(bytes, from: source.textStart)
    while let text = texts.next() {
      guard !text.isEmpty else {
        outcome.blank += 1
        continue
      }
      if let fault = read(text, &reader) {
        let place = counter.place(of: text.lowerBound, in: bytes, file: source.name)
        let diagnostic: Diagnostic =
          switch fault {
          case .notObject: .jsonLineNotObject(at: place)
          case .json(let fault):
            .json(
              fault, in: bytes, limits: layout.limits, counter: counter, file: source.name)
          }
        outcome.refused.append(refused(diagnostic, text))
        continue
      }
      try write(JSONTape(tokens: reader.tokens), bytes, to: &lines) { full throws(InputFault) in
        outcome.linesRead += full.count
        try body(full)
      }
    }
    if lines.count > 0 {
      outcome.linesRead += lines.count
      try body(lines)
    }
    outcome.linesRead += outcome.refused.count
    return outcome
  }

  private enum LineFault {
    case json(JSONFault)
    case notObject
  }

  private func read(_ text: Range<Int>, _ reader: inout JSONReader) -> LineFault? {
    reader.restart(from: text.lowerBound, to: text.upperBound)
    do throws(JSONFault) {
      try reader.read()
    } catch {
      return .json(error)
    }
    return reader.tokens[0].kind == .object ? nil : .notObject
  }

  private func write(
    _ tape: JSONTape, _ bytes: Bytes, to lines: inout Lines,
    _ body: (Lines) throws(InputFault) -> Void
  ) throws(InputFault) {
    let walk = JSONWalk(
      bytes: bytes, tape: tape, path: layout.path, fields: layout.fields, document: 0)
    var elements = [0]
    try walk.lines(below: &elements) { elements throws(InputFault) in
      walk.write(elements, to: &lines)
      guard lines.count == Ingest.batchLines else { return }
      try body(lines)
      lines = emptyBatch()
    }
  }

  private func emptyBatch() -> Lines {
    Lines(source: id, width: layout.fields.count, list: layout.list)
  }

  private func refused(_ diagnostic: Diagnostic, _ text: Range<Int>) -> RefusedLine {
    let origin = Origin(
      source: id, offset: UInt64(text.lowerBound), length: UInt32(text.count), leg: 0)
    return RefusedLine(diagnostic: diagnostic, origin: origin, account: nil)
  }
}
