package import Accounting

/// Strict UTF-8: no surrogates, nothing overlong, nothing past U+10FFFF.
/// Source: The Unicode Standard 16, table 3-7, well-formed byte sequences.
package enum UTF8Check {
  /// The offset of the first sequence that is not well formed; nil if all are.
  package static func firstFault(_ bytes: Bytes) -> Int? {
    var index = 0
    let count = bytes.count
    while index < count {
      index = Swar.firstHigh(in: bytes, from: index)
      guard index < count else { return nil }
      let length = sequenceLength(bytes, at: index)
      guard length > 0 else { return index }
      index &+= length
    }
    return nil
  }

  /// Bytes of the well-formed sequence that starts with a byte over 0x7F; 0 if it is not one.
  private static func sequenceLength(_ bytes: Bytes, at index: Int) -> Int {
    let first = bytes[index]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for next in (index + 2)..<max(index + 2, index + length)
    where bytes[next] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
