/// Reads manifest JSON strictly (RFC 8259, 2017-12, less what a manifest may not hold).
///
/// Refused: byte order mark, invalid UTF-8, duplicate keys, numbers with fraction or exponent or
/// beyond ±(2⁵³ − 1), lone surrogates, data after the value, depth over 32, size over the limit.
/// Does not recurse.
package struct JSONParser {
  package static let depthLimit = 32
  package static let sizeLimit = 16 << 20

  private let bytes: [UInt8]
  private var index = 0

  /// The value the bytes hold.
  package static func value(
    of bytes: [UInt8], sizeLimit: Int = JSONParser.sizeLimit
  ) throws(JSONFault) -> JSONValue {
    guard bytes.count <= sizeLimit else { throw JSONFault(.tooLarge(limit: sizeLimit)) }
    guard !bytes.starts(with: [0xef, 0xbb, 0xbf]) else { throw JSONFault(.byteOrderMark) }
    var parser = JSONParser(bytes: bytes)
    return try parser.document()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// An object or array that is not closed yet.
  private struct Frame {
    var isObject: Bool
    var names: [String] = []
    var values: [JSONValue] = []
  }

  private mutating func document() throws(JSONFault) -> JSONValue {
    var stack: [Frame] = []
    while true {
      skipBlanks()
      let first = try peek()
      var value: JSONValue
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        guard stack.count < Self.depthLimit else {
          throw JSONFault(.tooDeep(limit: Self.depthLimit), at: index)
        }
        var frame = Frame(isObject: first == UInt8(ascii: "{"))
        index += 1
        skipBlanks()
        if try peek() == closing(frame) {
          index += 1
          value = frame.isObject ? [:] : []
        } else {
          if frame.isObject { frame.names.append(try name()) }
          stack.append(frame)
          continue
        }
      } else {
        value = try scalar()
      }
      if let whole = try attach(value, to: &stack) { return whole }
    }
  }

  /// Puts a complete value into the innermost open frame and closes what ends; the whole value
  /// when none is open.
  private mutating func attach(
    _ complete: JSONValue, to stack: inout [Frame]
  ) throws(JSONFault) -> JSONValue? {
    var value = complete
    while var frame = stack.popLast() {
      frame.values.append(value)
      skipBlanks()
      let byte = try peek()
      if byte == UInt8(ascii: ",") {
        index += 1
        skipBlanks()
        if frame.isObject { frame.names.append(try name()) }
        stack.append(frame)
        return nil
      }
      guard byte == closing(frame) else { throw JSONFault(.unexpectedByte, at: index) }
      index += 1
      value = try closed(frame)
    }
    skipBlanks()
    guard index == bytes.count else { throw JSONFault(.trailingData, at: index) }
    return value
  }

  private func closing(_ frame: Frame) -> UInt8 {
    frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
  }

  private func closed(_ frame: Frame) throws(JSONFault) -> JSONValue {
    guard frame.isObject else { return .array(frame.values) }
    let members = zip(frame.names, frame.values).map { (name: $0, value: $1) }
    if let object = JSONObject(distinct: members) { return .object(object) }
    let sorted = frame.names.sorted(by: ByteOrder.isLess)
    let twice = sorted.indices.dropFirst().first {
      ByteOrder.isEqual(sorted[$0 - 1], sorted[$0])
    }
    throw JSONFault(.duplicateKey(twice.map { sorted[$0] } ?? ""), at: index)
  }

  private mutating func name() throws(JSONFault) -> String {
    let text = try string()
    skipBlanks()
    guard try peek() == UInt8(ascii: ":") else { throw JSONFault(.unexpectedByte, at: index) }
    index += 1
    return text
  }

  private mutating func scalar() throws(JSONFault) -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), 0x30...0x39: return .integer(try number())
    default: throw JSONFault(.unexpectedByte, at: index)
    }
  }

  private mutating func literal(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONFault) -> JSONValue {
    for offset in 0..<word.utf8CodeUnitCount {
      guard try peek() == word.utf8Start[offset] else {
        throw JSONFault(.unexpectedByte, at: index)
      }
      index += 1
    }
    return value
  }

  private mutating func number() throws(JSONFault) -> Int {
    let start = index
    let negative = try peek() == UInt8(ascii: "-")
    if negative { index += 1 }
    let first = try peek()
    guard first &- 0x30 < 10 else { throw JSONFault(.unexpectedByte, at: index) }
    var value = 0
    while index < bytes.count, bytes[index] &- 0x30 < 10 {
      value = value * 10 + Int(bytes[index] &- 0x30)
      index += 1
      if first == 0x30 { break }
      guard value <= JSONValue.integerLimit else { throw JSONFault(.numberOutOfRange, at: start) }
    }
    if index < bytes.count {
      let next = bytes[index]
      if next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") {
        throw JSONFault(.float, at: start)
      }
      guard next &- 0x30 >= 10 else { throw JSONFault(.unexpectedByte, at: index) }
    }
    return negative ? -value : value
  }

  private mutating func string() throws(JSONFault) -> String {
    let start = index
    guard try peek() == UInt8(ascii: "\"") else { throw JSONFault(.unexpectedByte, at: index) }
    index += 1
    var text: [UInt8] = []
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: "\"") { break }
      guard byte >= 0x20 else { throw JSONFault(.invalidString, at: index) }
      if byte == UInt8(ascii: "\\") {
        try escape(into: &text)
      } else {
        text.append(byte)
        index += 1
      }
    }
    index += 1
    guard let decoded = String(validating: text, as: UTF8.self) else {
      throw JSONFault(.invalidUTF8, at: start)
    }
    return decoded
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    let start = index
    index += 1
    let letter = try peek()
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try fourDigits()
      if code & 0xfc00 == 0xd800 {
        guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
          bytes[index + 1] == UInt8(ascii: "u")
        else { throw JSONFault(.invalidString, at: start) }
        index += 2
        let low = try fourDigits()
        guard low & 0xfc00 == 0xdc00 else { throw JSONFault(.invalidString, at: start) }
        code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw JSONFault(.invalidString, at: start) }
      text.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
    default: throw JSONFault(.invalidString, at: start)
    }
  }

  private mutating func fourDigits() throws(JSONFault) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Hex.value(try peek()) else { throw JSONFault(.invalidString, at: index) }
      code = code << 4 | UInt32(digit)
      index += 1
    }
    return code
  }

  private func peek() throws(JSONFault) -> UInt8 {
    guard index < bytes.count else { throw JSONFault(.endOfData, at: index) }
    return bytes[index]
  }

  private mutating func skipBlanks() {
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return }
      index += 1
    }
  }
}
