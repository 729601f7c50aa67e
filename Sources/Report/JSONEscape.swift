import Accounting

extension [UInt8] {
  /// Appends a text's bytes between quotes, escaped as RFC 8785 says.
  mutating func appendJSON(_ text: Bytes) {
    append(UInt8(ascii: "\""))
    let (quote, slash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
    if !text.holdAny(below: 0x20, quote, slash, slash) {
      append(contentsOf: text)
    } else {
      for byte in text { appendEscaped(byte) }
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a text between quotes, escaped as RFC 8785 says.
  mutating func appendJSON(_ text: String) {
    var text = text
    text.withUTF8 { appendJSON($0) }
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      append(UInt8(ascii: "\\"))
      append(byte)
    case 0x08: append(contentsOf: "\\b".utf8)
    case 0x09: append(contentsOf: "\\t".utf8)
    case 0x0A: append(contentsOf: "\\n".utf8)
    case 0x0C: append(contentsOf: "\\f".utf8)
    case 0x0D: append(contentsOf: "\\r".utf8)
    case 0..<0x20:
      append(contentsOf: "\\u00".utf8)
      appendHexadecimalDigit(byte >> 4)
      appendHexadecimalDigit(byte & 15)
    default: append(byte)
    }
  }

  /// Appends one digit, lower case.
  mutating func appendHexadecimalDigit(_ value: UInt8) {
    append(value < 10 ? 0x30 &+ value : 0x57 &+ value)
  }

  /// Appends a count as JSON writes it.
  mutating func appendCount(_ count: UInt64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      var rest = count
      repeat {
        start &-= 1
        digits.initializeElement(at: start, to: 0x30 &+ UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      append(contentsOf: digits[start...])
    }
  }
}
