import Accounting

/// Writes canonical JSON: UTF-8, names sorted by their bytes, texts escaped as RFC 8785 says.
///
/// `jq -S .` gives a document back unchanged, `jq -cS .` a line (but for U+007F, which jq escapes
/// since 1.7).
struct JSONText {
  private(set) var bytes: [UInt8] = []
  private let isIndented: Bool
  private var depth = 0

  private init(isIndented: Bool) { self.isIndented = isIndented }

  /// A document: two blanks a level, LF at the end.
  static func document(_ value: JSONValue) -> [UInt8] {
    var text = JSONText(isIndented: true)
    text.append(value)
    text.bytes.append(UInt8(ascii: "\n"))
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

  private mutating func append(_ value: JSONValue) {
    switch value {
    case .text(let text): bytes.appendJSON(text)
    case .count(let count): bytes.append(contentsOf: String(count).utf8)
    case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .null: bytes.append(contentsOf: "null".utf8)
    case .list(let values): append(list: values)
    case .object(let members): append(object: members)
    }
  }

  private mutating func append(list: any Sequence<JSONValue>) {
    bytes.append(UInt8(ascii: "["))
    depth += 1
    var isEmpty = true
    for value in list {
      startItem(isFirst: isEmpty)
      isEmpty = false
      append(value)
    }
    end(UInt8(ascii: "]"), isEmpty: isEmpty)
  }

  private mutating func append(object: [(name: String, value: JSONValue)]) {
    bytes.append(UInt8(ascii: "{"))
    depth += 1
    let members = object.sorted { $0.name.precedesInBytes($1.name) }
    for (index, member) in members.enumerated() {
      startItem(isFirst: index == 0)
      bytes.appendJSON(member.name)
      bytes.append(UInt8(ascii: ":"))
      if isIndented { bytes.append(UInt8(ascii: " ")) }
      append(member.value)
    }
    end(UInt8(ascii: "}"), isEmpty: members.isEmpty)
  }

  private mutating func startItem(isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    newLine()
  }

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
