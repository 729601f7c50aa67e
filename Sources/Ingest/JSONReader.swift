import Accounting

/// Reads one JSON text to tokens, strictly, without recursion: open arrays and objects stand on
/// a stack of limited depth. Never copied: copies a token had cost a third of the time.
struct JSONReader: ~Copyable {
  private enum Expects {
    case value, valueOrEnd, key, keyOrEnd, colon, separator, nothing
  }

  private let bytes: Bytes
  private let limits: InputLimits
  private var end: Int
  private var position: Int
  private(set) var tokens: [JSONToken] = []
  /// The tokens of the open arrays and objects, outermost first.
  private var open: [Int] = []
  /// Whether the innermost of them is an object.
  private var isInObject = false

  init(_ bytes: Bytes, from start: Int, to end: Int, limits: InputLimits) {
    self.bytes = bytes
    self.end = end
    self.limits = limits
    position = start
  }

  /// Starts on another range of the same bytes.
  mutating func restart(from start: Int, to end: Int) {
    tokens.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    isInObject = false
    position = start
    self.end = end
  }

  mutating func read() throws(JSONFault) {
    var expects = Expects.value
    while true {
      skipBlanks()
      guard position < end else {
        if expects == .nothing { return }
        throw JSONFault(rule: .truncated, offset: end)
      }
      expects = try token(bytes[position], expects)
    }
  }

  private mutating func token(
    _ byte: UInt8, _ expects: Expects
  ) throws(JSONFault) -> Expects {
    switch (expects, byte) {
    case (.valueOrEnd, UInt8(ascii: "]")), (.keyOrEnd, UInt8(ascii: "}")):
      return try close()
    case (.value, _), (.valueOrEnd, _):
      return try value(byte)
    case (.key, UInt8(ascii: "\"")), (.keyOrEnd, UInt8(ascii: "\"")):
      try string(.key)
      return .colon
    case (.colon, UInt8(ascii: ":")):
      position += 1
      return .value
    case (.separator, UInt8(ascii: ",")):
      position += 1
      return isInObject ? .key : .value
    case (.separator, UInt8(ascii: "}")) where isInObject,
      (.separator, UInt8(ascii: "]")) where !isInObject:
      return try close()
    case (.nothing, _):
      throw syntax("the text goes on after the JSON value")
    case (.key, _), (.keyOrEnd, _):
      throw syntax("a key in double quotes belongs here")
    case (.colon, _):
      throw syntax("a colon belongs here")
    case (.separator, _):
      throw syntax("a comma or the closing \(isInObject ? "brace" : "bracket") belongs here")
    }
  }

  private var afterValue: Expects { open.isEmpty ? .nothing : .separator }

  private mutating func skipBlanks() {
    while position < end, bytes[position].isJSONBlank { position &+= 1 }
  }

  private func syntax(_ what: String) -> JSONFault {
    JSONFault(rule: .syntax(what), offset: position)
  }

  private mutating func append(
    _ kind: JSONToken.Kind, from start: Int, to end: Int, isEscaped: Bool = false
  ) {
    tokens.append(
      JSONToken(
        start: UInt32(start), end: UInt32(end), next: UInt32(tokens.count + 1), kind: kind,
        isEscaped: isEscaped))
  }

  // MARK: Values

  private mutating func value(_ byte: UInt8) throws(JSONFault) -> Expects {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard open.count < limits.jsonDepth else {
        throw JSONFault(rule: .tooDeep, offset: position)
      }
      isInObject = byte == UInt8(ascii: "{")
      open.append(tokens.count)
      append(isInObject ? .object : .array, from: position, to: position)
      position += 1
      return isInObject ? .keyOrEnd : .valueOrEnd
    case UInt8(ascii: "\""): try string(.string)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    case UInt8(ascii: "t"): try literal("true", .boolean)
    case UInt8(ascii: "f"): try literal("false", .boolean)
    case UInt8(ascii: "n"): try literal("null", .null)
    default: throw syntax("a JSON value belongs here")
    }
    return afterValue
  }

  private mutating func close() throws(JSONFault) -> Expects {
    guard let index = open.popLast() else { throw syntax("nothing is open here") }
    position += 1
    tokens[index].end = UInt32(position)
    tokens[index].next = UInt32(tokens.count)
    if isInObject { try checkKeys(of: index) }
    isInObject = !open.isEmpty && tokens[open[open.count - 1]].kind == .object
    return afterValue
  }

  private mutating func literal(
    _ word: StaticString, _ kind: JSONToken.Kind
  ) throws(JSONFault) {
    for index in 0..<word.utf8CodeUnitCount {
      guard position + index < end else { throw JSONFault(rule: .truncated, offset: end) }
      guard bytes[position + index] == word.utf8Start[index] else {
        throw syntax("a JSON value belongs here")
      }
    }
    append(kind, from: position, to: position + word.utf8CodeUnitCount)
    position += word.utf8CodeUnitCount
  }

  /// Checks a number's grammar and keeps its text.
  private mutating func number() throws(JSONFault) {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if position < end, bytes[position] == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits()
    }
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try digits()
    }
    guard position - start <= limits.fieldBytes else {
      throw JSONFault(rule: .valueTooLong, offset: start)
    }
    append(.number, from: start, to: position)
  }

  private mutating func digits() throws(JSONFault) {
    let start = position
    while position < end, bytes[position] &- 0x30 < 10 { position &+= 1 }
    guard position > start else {
      throw position < end
        ? syntax("a digit belongs here") : JSONFault(rule: .truncated, offset: end)
    }
  }

  // MARK: Strings

  private mutating func string(_ kind: JSONToken.Kind) throws(JSONFault) {
    let opening = position
    let start = position + 1
    position = start
    var isEscaped = false
    while true {
      position = stringStop(from: position)
      guard position - start <= limits.fieldBytes else {
        throw JSONFault(rule: .valueTooLong, offset: opening)
      }
      guard position < end else { throw JSONFault(rule: .truncated, offset: end) }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        append(kind, from: start, to: position, isEscaped: isEscaped)
        if kind == .key { tokens[tokens.count - 1].next = keyHash(tokens[tokens.count - 1]) }
        position += 1
        return
      case UInt8(ascii: "\\"):
        isEscaped = true
        try escape()
      default:
        throw syntax("a control character stands unescaped in a string")
      }
    }
  }

  /// The next quote, backslash or control character.
  private func stringStop(from start: Int) -> Int {
    var index = start
    let quotes = Swar.spread(UInt8(ascii: "\""))
    let backslashes = Swar.spread(UInt8(ascii: "\\"))
    while index &+ 8 <= end {
      let word = Swar.load(bytes, index)
      let mask =
        Swar.zeros(word ^ quotes) | Swar.zeros(word ^ backslashes) | Swar.controls(word)
      if mask != 0 { return index &+ Swar.place(mask) }
      index &+= 8
    }
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return index }
      index &+= 1
    }
    return index
  }

  private mutating func escape() throws(JSONFault) {
    guard position + 1 < end else { throw JSONFault(rule: .truncated, offset: end) }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"):
      let first = try codeUnit(at: position + 2)
      guard first & 0xFC00 != 0xDC00 else { throw syntax("half a surrogate pair is no character") }
      if first & 0xFC00 == 0xD800 {
        let low = position + 6
        for (index, wanted) in [UInt8(ascii: "\\"), UInt8(ascii: "u")].enumerated() {
          guard low + index < end else { throw JSONFault(rule: .truncated, offset: end) }
          guard bytes[low + index] == wanted else {
            throw syntax("half a surrogate pair is no character")
          }
        }
        guard try codeUnit(at: low + 2) & 0xFC00 == 0xDC00 else {
          throw syntax("half a surrogate pair is no character")
        }
        position += 6
      }
      position += 6
    default:
      throw syntax("this escape is not JSON")
    }
  }

  private func codeUnit(at start: Int) throws(JSONFault) -> UInt32 {
    var unit: UInt32 = 0
    for index in start..<start + 4 {
      guard index < end else { throw JSONFault(rule: .truncated, offset: end) }
      switch bytes[index] {
      case let byte where byte &- 0x30 < 10: unit = unit << 4 | UInt32(byte &- 0x30)
      case let byte where (byte | 0x20) &- 0x61 < 6:
        unit = unit << 4 | UInt32((byte | 0x20) &- 0x57)
      default: throw syntax("four hexadecimal digits belong here")
      }
    }
    return unit
  }
}

// MARK: - Keys

extension JSONReader {
  /// Above this number keys are sorted; up to it each is compared with each by hash.
  private static let fewKeys = 16

  private func keyHash(_ key: JSONToken) -> UInt32 {
    let raw = UnsafeBufferPointer(rebasing: bytes[Int(key.start)..<Int(key.end)])
    guard key.isEscaped else { return JSONKey.hash(raw) }
    return FieldText.decoded(raw, encoding: .utf8, escape: .json)
      .withUnsafeBufferPointer { JSONKey.hash($0) }
  }

  /// Refuses an object that has a key twice: which value counts would be a guess.
  private func checkKeys(of object: Int) throws(JSONFault) {
    var count = 0
    var key = object + 1
    while key < tokens.count {
      count += 1
      key = after(key)
    }
    guard count <= Self.fewKeys else { return try checkManyKeys(of: object, count) }
    key = object + 1
    while key < tokens.count {
      var earlier = object + 1
      while earlier < key {
        if tokens[earlier].next == tokens[key].next, text(of: earlier) == text(of: key) {
          throw JSONFault(rule: .duplicateKey, offset: Int(tokens[key].start) - 1)
        }
        earlier = after(earlier)
      }
      key = after(key)
    }
  }

  /// The key that follows a key and its value.
  private func after(_ key: Int) -> Int { Int(tokens[key + 1].next) }

  private func checkManyKeys(of object: Int, _ count: Int) throws(JSONFault) {
    var named: [(text: [UInt8], key: Int)] = []
    named.reserveCapacity(count)
    var key = object + 1
    while key < tokens.count {
      named.append((text: text(of: key), key: key))
      key = after(key)
    }
    named.sort { $0.text.lexicographicallyPrecedes($1.text) }
    let doubles = zip(named, named.dropFirst()).filter { $0.text == $1.text }
      .map { max($0.key, $1.key) }
    if let key = doubles.min() {
      throw JSONFault(rule: .duplicateKey, offset: Int(tokens[key].start) - 1)
    }
  }

  private func text(of key: Int) -> [UInt8] {
    let raw = bytes[Int(tokens[key].start)..<Int(tokens[key].end)]
    return tokens[key].isEscaped
      ? FieldText.decoded(raw, encoding: .utf8, escape: .json) : Array(raw)
  }
}
