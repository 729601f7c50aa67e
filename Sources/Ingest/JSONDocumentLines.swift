import Accounting

/// Gives the elements of a JSON document's lists as batches of lines, list after list.
struct JSONDocumentLines {
  let source: Source
  let id: SourceID
  let layout: JSONLayout

  func scan(_ body: (Lines) throws(InputFault) -> Void) throws(InputFault) -> ScanOutcome {
    try source.content.withUnsafeBufferPointer { bytes throws(InputFault) in
      var outcome = ScanOutcome()
      for list in layout.lists {
        try scan(list, bytes, &outcome, body)
      }
      return outcome
    }
  }

  private func scan(
    _ list: JSONListLayout, _ bytes: Bytes, _ outcome: inout ScanOutcome,
    _ body: (Lines) throws(InputFault) -> Void
  ) throws(InputFault) {
    let walk = JSONWalk(
      bytes: bytes, tape: layout.tape, path: list.path, fields: list.fields,
      document: list.document)
    var lines = Lines(source: id, width: list.fields.count, list: list.list)
    var read = 0
    var elements: [Int] = []
    var element = list.isSingle ? list.container : layout.tape.firstElement(of: list.container)
    while let value = element {
      elements.append(value)
      try walk.lines(below: &elements) { elements throws(InputFault) in
        walk.write(elements, to: &lines)
        guard lines.count == Ingest.batchLines else { return }
        read += lines.count
        try body(lines)
        lines = Lines(source: id, width: list.fields.count, list: list.list)
      }
      elements.removeLast()
      element =
        list.isSingle ? nil : layout.tape.element(after: value, in: list.container)
    }
    if lines.count > 0 {
      read += lines.count
      try body(lines)
    }
    outcome.linesRead += read
  }
}
