/// Undoes a source's encoding and escapes. The bytes given were checked when the source was read.
package enum FieldText {
  /// The UTF-8 bytes that a field's raw bytes stand for.
  package static func decoded(
    _ raw: some Collection<UInt8>, encoding: TextEncoding, escape: FieldEscape
  ) -> [UInt8] {
    let text = encoding == .windows1252 ? utf8(fromWindows1252: raw) : Array(raw)
    switch escape {
    case .none: return text
    case .doubledQuote: return undoubled(text)
    case .backslash: return unbackslashed(text)
    case .json: return unescapedJSON(text)
    }
  }

  /// The characters of cp1252 bytes 0x80...0x9F; 0 where it defines none.
  /// Source: the WHATWG Encoding Standard's index-windows-1252 without its C1 mappings.
  package static let windows1252High: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]

  private static func utf8(fromWindows1252 raw: some Collection<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(raw.count + 8)
    for byte in raw {
      guard byte >= 0x80 else {
        output.append(byte)
        continue
      }
      let code = byte < 0xA0 ? UInt32(windows1252High[Int(byte - 0x80)]) : UInt32(byte)
      let scalar = Unicode.Scalar(code == 0 ? 0xFFFD : code) ?? "\u{FFFD}"
      output.append(contentsOf: UTF8.encode(scalar)!)
    }
    return output
  }

  private static func undoubled(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var index = 0
    while index < text.count {
      output.append(text[index])
      let doubled =
        text[index] == UInt8(ascii: "\"") && index + 1 < text.count
        && text[index + 1] == UInt8(ascii: "\"")
      index += doubled ? 2 : 1
    }
    return output
  }

  private static func unbackslashed(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "\\"), index + 1 < text.count { index += 1 }
      output.append(text[index])
      index += 1
    }
    return output
  }

  private static func unescapedJSON(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else {
        output.append(text[index])
        index += 1
        continue
      }
      let escape = text[index + 1]
      index += 2
      switch escape {
      case UInt8(ascii: "b"): output.append(0x08)
      case UInt8(ascii: "f"): output.append(0x0C)
      case UInt8(ascii: "n"): output.append(0x0A)
      case UInt8(ascii: "r"): output.append(0x0D)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "u"):
        var code = hexadecimal(text, at: index)
        index += 4
        if code & 0xFC00 == 0xD800, let low = lowSurrogate(text, at: index) {
          code = 0x10000 + ((code & 0x3FF) << 10 | low & 0x3FF)
          index += 6
        }
        output.append(contentsOf: UTF8.encode(Unicode.Scalar(code) ?? "\u{FFFD}")!)
      default: output.append(escape)
      }
    }
    return output
  }

  /// The second half of a pair, if its escape stands at `start`.
  private static func lowSurrogate(_ text: [UInt8], at start: Int) -> UInt32? {
    guard start + 5 < text.count, text[start] == UInt8(ascii: "\\"),
      text[start + 1] == UInt8(ascii: "u")
    else { return nil }
    let code = hexadecimal(text, at: start + 2)
    return code & 0xFC00 == 0xDC00 ? code : nil
  }

  private static func hexadecimal(_ text: [UInt8], at start: Int) -> UInt32 {
    var value: UInt32 = 0
    for index in start..<min(start + 4, text.count) {
      let byte = text[index]
      let digit = byte < 0x3A ? byte &- 0x30 : (byte | 0x20) &- 0x57
      value = value << 4 | UInt32(digit & 0xF)
    }
    return value
  }
}
