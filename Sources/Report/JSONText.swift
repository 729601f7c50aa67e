import Accounting

/// Writes canonical JSON: UTF-8, names sorted by their bytes, texts escaped as RFC 8785 says.
///
/// `jq -S .` gives a document back unchanged, `jq -cS .` a line (but for U+007F, which jq escapes
/// since 1.7).
struct JSONText: Sendable {
  private(set) var bytes: [UInt8] = []
  private let isIndented: Bool
  private var depth = 0
  /// Whether the object that is open has no member yet.
  private var isFirstMember = true

  init(isIndented: Bool) { self.isIndented = isIndented }

  /// A document: two blanks a level, LF at the end.
  static func document(_ value: JSONValue) -> [UInt8] {
    var text = JSONText(isIndented: true)
    text.append(value)
    text.endDocument()
    return text.bytes
  }

  /// JSON lines: one value a line without blanks.
  static func lines(_ values: some Sequence<JSONValue>) -> [UInt8] {
    var text = JSONText(isIndented: false)
    for value in values {
      text.append(value)
      text.bytes.append(UInt8(ascii: "\n"))
    }
    return text.bytes
  }

  /// A text between quotes.
  static func quoted(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendJSON(text)
    return bytes
  }

  mutating func append(_ value: JSONValue) {
    switch value {
    case .text(let text): bytes.appendJSON(text)
    case .count(let count): bytes.append(contentsOf: String(count).utf8)
    case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .null: bytes.appendNull()
    case .list(let values): append(list: values)
    case .object(let members): append(object: members)
    }
  }

  private mutating func append(list: any Sequence<JSONValue>) {
    beginList()
    var isEmpty = true
    for value in list {
      beginItem(isFirst: isEmpty)
      isEmpty = false
      append(value)
    }
    endList(isEmpty: isEmpty)
  }

  private mutating func append(object: [(name: String, value: JSONValue)]) {
    beginObject()
    for member in object.sorted(by: { $0.name.precedesInBytes($1.name) }) {
      append(member.name, member.value)
    }
    endObject()
  }
}

// Piece by piece: the caller keeps names in order of their bytes.

extension JSONText {
  /// Forgets the bytes so far and keeps the place in the document.
  mutating func removeAll() { bytes = [] }

  mutating func append(_ name: String, _ value: JSONValue) {
    append(name: name)
    append(value)
  }

  private mutating func append(name: String) {
    beginItem(isFirst: isFirstMember)
    isFirstMember = false
    bytes.appendJSON(name)
    bytes.append(UInt8(ascii: ":"))
    if isIndented { bytes.append(UInt8(ascii: " ")) }
  }

  mutating func beginObject() {
    bytes.append(UInt8(ascii: "{"))
    depth += 1
    isFirstMember = true
  }

  mutating func endObject() {
    end(UInt8(ascii: "}"), isEmpty: isFirstMember)
    // What it stands in, if that is an object, has it as a member.
    isFirstMember = false
  }

  private mutating func beginList() {
    bytes.append(UInt8(ascii: "["))
    depth += 1
  }

  mutating func beginList(_ name: String) {
    append(name: name)
    beginList()
  }

  private mutating func beginItem(isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    newLine()
  }

  mutating func endList(isEmpty: Bool) {
    end(UInt8(ascii: "]"), isEmpty: isEmpty)
    isFirstMember = false
  }

  mutating func endDocument() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func end(_ bracket: UInt8, isEmpty: Bool) {
    depth -= 1
    if !isEmpty { newLine() }
    bytes.append(bracket)
  }

  private mutating func newLine() {
    guard isIndented else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth * 2 { bytes.append(UInt8(ascii: " ")) }
  }
}

extension String {
  /// The order of the UTF-8 bytes: total, and the same on every machine, where `<` takes some
  /// different texts for equal.
  func precedesInBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
