import Accounting

/// Whether bytes that stand where a JSON value belongs are one, by the same grammar as
/// `JSONReader` has.
enum PlainJSONValue {
  /// Whether bytes are a number: of up to 16 bytes without exponent by words, others one by one.
  ///
  /// Reads up to eight bytes past the text.
  @inline(__always)
  static func isNumber(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let isNegative = text[0] == UInt8(ascii: "-")
    let digits = text + (isNegative ? 1 : 0)
    let count = count &- (isNegative ? 1 : 0)
    guard count &- 1 < 16, count > 0 else { return isLongNumber(digits, count) }
    if digits[0] == UInt8(ascii: "0"), count > 1, digits[1] != UInt8(ascii: ".") {
      return isLongNumber(digits, count)
    }
    var others = self.others(digits)
    if count > 8 { others |= self.others(digits + 8) &<< 8 }
    others &= (1 as UInt64) &<< UInt64(truncatingIfNeeded: count) &- 1
    if others == 0 { return true }
    let place = others.trailingZeroBitCount
    guard others & (others &- 1) == 0, place > 0, place < count &- 1,
      digits[place] == UInt8(ascii: ".")
    else { return isLongNumber(digits, count) }
    return true
  }

  /// A bit for each of eight bytes that is no digit, perhaps also for those after it.
  @inline(__always)
  private static func others(_ text: UnsafePointer<UInt8>) -> UInt64 {
    let word = UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
    let digits = word ^ 0x3030_3030_3030_3030
    // Each byte for itself, so that no sum runs into the next.
    let over = ((digits & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676) | digits
    return (((over &>> 7) & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) &>> 56
  }

  /// Any number of JSON, its sign taken off.
  private static func isLongNumber(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var index = 0
    func digits() -> Int {
      let start = index
      while index < count, text[index] &- 0x30 < 10 { index += 1 }
      return index - start
    }
    if index < count, text[index] == UInt8(ascii: "0") {
      index += 1
    } else if digits() == 0 {
      return false
    }
    if index < count, text[index] == UInt8(ascii: ".") {
      index += 1
      if digits() == 0 { return false }
    }
    if index < count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") {
        index += 1
      }
      if digits() == 0 { return false }
    }
    return index == count
  }

  /// Whether bytes are `true`, `false` or `null`.
  static func isLiteral(_ text: Bytes) -> Bool {
    text.elementsEqual("null".utf8) || text.elementsEqual("true".utf8)
      || text.elementsEqual("false".utf8)
  }

  /// Whether every backslash inside a string starts an escape of JSON, and no surrogate is alone.
  static func hasOnlyEscapes(_ text: Bytes) -> Bool {
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      guard index + 1 < text.count else { return false }
      if text[index + 1] == UInt8(ascii: "u") {
        guard let length = characterLength(text, at: index) else { return false }
        index += length
      } else {
        guard "\"\\/bfnrt".utf8.contains(text[index + 1]) else { return false }
        index += 2
      }
    }
    return true
  }

  /// The bytes of `\u0041` or of a pair of surrogates; nil for half of one and for anything else.
  private static func characterLength(_ text: Bytes, at start: Int) -> Int? {
    guard let first = codeUnit(text, at: start), first & 0xFC00 != 0xDC00 else { return nil }
    guard first & 0xFC00 == 0xD800 else { return 6 }
    guard let second = codeUnit(text, at: start + 6), second & 0xFC00 == 0xDC00 else {
      return nil
    }
    return 12
  }

  /// The code unit of `\u` and four hexadecimal digits.
  private static func codeUnit(_ text: Bytes, at start: Int) -> UInt32? {
    guard start + 6 <= text.count, text[start] == UInt8(ascii: "\\"),
      text[start + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for byte in text[start + 2..<start + 6] {
      if byte &- 0x30 < 10 {
        unit = unit << 4 | UInt32(byte &- 0x30)
      } else if (byte | 0x20) &- 0x61 < 6 {
        unit = unit << 4 | UInt32((byte | 0x20) &- 0x57)
      } else {
        return nil
      }
    }
    return unit
  }
}
