/// Reads runs of decimal digits as machine words.
enum DigitRun {
  /// 10⁰ ... 10¹⁸.
  static let powersOfTen: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000,
  ]

  /// The number the digits from `index` on make; `index` then stands after them. The number means
  /// nothing beyond 19 digits: callers count.
  static func read(_ text: Bytes, _ index: inout Int) -> UInt64 {
    var value: UInt64 = 0
    while index &+ 8 <= text.count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped)
          .loadUnaligned(fromByteOffset: index, as: UInt64.self))
      guard isDigits(word) else { break }
      value = value &* 100_000_000 &+ number(word)
      index &+= 8
    }
    while index < text.count {
      let digit = text[index] &- 0x30
      guard digit < 10 else { break }
      value = value &* 10 &+ UInt64(digit)
      index &+= 1
    }
    return value
  }

  /// Whether all eight bytes are digits: each high half is 3, also after adding 6.
  private static func isDigits(_ word: UInt64) -> Bool {
    let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    return (word & high) | (((word &+ 0x0606_0606_0606_0606) & high) >> 4)
      == 0x3333_3333_3333_3333
  }

  /// The number of eight digits, the first in the lowest byte: neighbours are joined to pairs,
  /// pairs to fours, fours to eight.
  private static func number(_ word: UInt64) -> UInt64 {
    let digits = word & 0x0F0F_0F0F_0F0F_0F0F
    let pairs = ((digits &* 10) &+ (digits >> 8)) & 0x00FF_00FF_00FF_00FF
    let fours = ((pairs &* 100) &+ (pairs >> 16)) & 0x0000_FFFF_0000_FFFF
    return ((fours &* 10_000) &+ (fours >> 32)) & 0x0000_0000_FFFF_FFFF
  }
}
