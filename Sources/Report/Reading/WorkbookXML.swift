/// Reads one part of a workbook that somebody saved: tags, attributes and text, and no more of XML
/// than workbooks have. Without document types there are no entities but the five of XML itself.
struct WorkbookXML {
  enum Piece {
    /// The name without its prefix; an empty element is followed by its end.
    case start(String, attributes: [(name: String, value: String)])
    case end(String)
    case text(String)
  }

  private let bytes: [UInt8]
  private var place = 0
  /// The end of an empty element that was told.
  private var pending: String?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next piece; nil at the end.
  ///
  /// - Throws: `.notReadable` for anything that is not what a workbook has.
  mutating func next() throws(WorkbookFault) -> Piece? {
    if let name = pending {
      pending = nil
      return .end(name)
    }
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<") else { return .text(try text()) }
      if starts(with: "<?") {
        try skip(past: "?>")
      } else if starts(with: "<!--") {
        try skip(past: "-->")
      } else if starts(with: "<!") {
        throw .notReadable
      } else {
        return try tag()
      }
    }
    return nil
  }

  /// The text up to the end of an element whose start was read, elements in it passed over but
  /// `<t>`, and what is said of how it is spoken left out.
  mutating func content(of name: String) throws(WorkbookFault) -> String {
    var (text, depth, spoken) = ("", 1, 0)
    while depth > 0 {
      switch try next() {
      case nil: throw .notReadable
      case .start(let inner, _):
        depth += 1
        if inner == "rPh" { spoken += 1 }
      case .end(let inner):
        depth -= 1
        if inner == "rPh" { spoken -= 1 }
      case .text(let some): if spoken == 0 { text += some }
      }
    }
    return text
  }

  private func starts(with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    return (0..<count).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
  }

  private mutating func skip(past text: StaticString) throws(WorkbookFault) {
    while place < bytes.count {
      if starts(with: text) {
        place += text.utf8CodeUnitCount
        return
      }
      place += 1
    }
    throw .notReadable
  }

  private mutating func text() throws(WorkbookFault) -> String {
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
    return try Self.decoded(bytes[start..<place])
  }

  private mutating func tag() throws(WorkbookFault) -> Piece {
    place += 1
    let isEnd = place < bytes.count && bytes[place] == UInt8(ascii: "/")
    if isEnd { place += 1 }
    let name = name()
    guard !name.isEmpty else { throw .notReadable }
    var attributes: [(name: String, value: String)] = []
    while true {
      skipBlanks()
      guard place < bytes.count else { throw .notReadable }
      if bytes[place] == UInt8(ascii: ">") {
        place += 1
        return isEnd ? .end(name) : .start(name, attributes: attributes)
      }
      if starts(with: "/>"), !isEnd {
        place += 2
        pending = name
        return .start(name, attributes: attributes)
      }
      attributes.append(try attribute())
    }
  }

  private mutating func attribute() throws(WorkbookFault) -> (name: String, value: String) {
    let name = name()
    skipBlanks()
    guard !name.isEmpty, starts(with: "=") else { throw .notReadable }
    place += 1
    skipBlanks()
    guard place < bytes.count else { throw .notReadable }
    let quote = bytes[place]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw .notReadable }
    place += 1
    let start = place
    while place < bytes.count, bytes[place] != quote { place += 1 }
    guard place < bytes.count else { throw .notReadable }
    place += 1
    return (name, try Self.decoded(bytes[start..<place - 1]))
  }

  /// A name without its prefix.
  private mutating func name() -> String {
    var start = place
    let ends = Array(" \t\r\n/>=<\"'".utf8)
    while place < bytes.count, !ends.contains(bytes[place]) {
      if bytes[place] == UInt8(ascii: ":") { start = place + 1 }
      place += 1
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) throws(WorkbookFault) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notReadable }
    guard bytes.contains(UInt8(ascii: "&")) else { return text }
    var decoded = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "&" else {
        decoded.append(scalar)
        continue
      }
      guard let end = rest.prefix(10).firstIndex(of: ";"),
        let meant = self.scalar(String(rest[..<end]))
      else { throw .notReadable }
      decoded.append(meant)
      rest = rest[rest.index(after: end)...]
    }
    return String(decoded)
  }

  /// What stands between `&` and `;`.
  private static func scalar(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let number =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16)
        : name.hasPrefix("#") ? UInt32(name.dropFirst(1)) : nil
      return number.flatMap(Unicode.Scalar.init)
    }
  }
}
