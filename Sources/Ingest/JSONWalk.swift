import Accounting

/// Walks one list of a document and writes its lines. Never copied, as it works once a line.
struct JSONWalk: ~Copyable {
  let bytes: Bytes
  let tape: JSONTape
  let path: JSONPath
  let fields: [JSONFieldPath]
  /// The token that `/` paths start from.
  let document: Int

  /// Gives the elements that stand for lines below one element of the list's first `[]`: at each
  /// the elements of the levels above it too, outermost first.
  ///
  /// The depth is that of the declared path, not of the input. An element whose next list is
  /// missing stands for a line itself, so that its reading refuses it: nothing is left out.
  func lines(
    below elements: inout [Int], _ body: ([Int]) throws(InputFault) -> Void
  ) throws(InputFault) {
    let level = elements.count - 1
    guard level < path.levels.count,
      let container = tape.value(at: path.levels[level], from: elements[level], bytes),
      tape.isContainer(container)
    else { return try body(elements) }
    var element = tape.firstElement(of: container)
    while let value = element {
      elements.append(value)
      try lines(below: &elements, body)
      elements.removeLast()
      element = tape.element(after: value, in: container)
    }
  }

  /// Writes one line: the fields that stand below its elements.
  func write(_ elements: [Int], to lines: inout Lines) {
    for index in fields.indices {
      guard let value = value(of: index, elements) else {
        lines.fields.append(.absent)
        continue
      }
      lines.fields.append(field(tape[value], &lines.decoded))
    }
    let line = tape[elements[elements.count - 1]]
    // A string's quotes belong to the line.
    let quote: UInt32 = line.kind == .string ? 1 : 0
    lines.offsets.append(UInt64(line.start - quote))
    lines.lengths.append(line.end - line.start + 2 * quote)
  }

  /// The token of a field's value; nil if it is not there.
  private func value(of index: Int, _ elements: [Int]) -> Int? {
    guard let level = fields[index].level else {
      return tape.value(at: fields[index].keys, from: document, bytes)
    }
    guard level < elements.count else { return nil }
    return tape.value(at: fields[index].keys, from: elements[level], bytes)
  }

  private func field(_ token: JSONToken, _ decoded: inout [UInt8]) -> Field {
    let raw = TextRange(offset: UInt64(token.start), length: token.end - token.start)
    switch token.kind {
    case .null: return .absent
    case .number: return Field(raw: raw, form: .number)
    case .boolean: return Field(raw: raw, form: .boolean)
    case .object, .array: return Field(raw: raw, form: .nested)
    case .string, .key:
      guard token.isEscaped else { return Field(raw: raw, form: .plain) }
      let start = decoded.count
      decoded.append(
        contentsOf: FieldText.decoded(
          bytes[Int(token.start)..<Int(token.end)], encoding: .utf8, escape: .json))
      let range = TextRange(offset: UInt64(start), length: UInt32(decoded.count - start))
      return Field(raw: raw, decoded: range, form: .decoded)
    }
  }
}
