/// Reads digits of ordinary texts as machine words. Unlike `DigitRun` it is told how many there
/// are, and gathers what is no digit instead of stopping there, so that one branch at the end of
/// a text serves for all of it.
package enum PlainDigits {
  /// Eight bytes, the first lowest.
  @inlinable @inline(__always)
  package static func word(_ text: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
  }

  /// The number that 1...8 digits make; `others` gets bits if one of them is no digit.
  ///
  /// Reads eight bytes, whatever `count` is.
  @inlinable @inline(__always)
  package static func number(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ others: inout UInt64
  ) -> UInt64 {
    // The digits go to the upper bytes; the bytes below are digits of zero in front of them.
    let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    return number(of: (word(text) ^ 0x3030_3030_3030_3030) &<< unused, &others)
  }

  /// The number of eight digits from 0 to 9, a byte each, the first lowest: neighbours are joined
  /// to pairs, pairs to fours, fours to eight.
  @inlinable @inline(__always)
  package static func number(of digits: UInt64, _ others: inout UInt64) -> UInt64 {
    others |= (digits | (digits &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
    let pairs = ((digits &* 10) &+ (digits &>> 8)) & 0x00FF_00FF_00FF_00FF
    let fours = ((pairs &* 100) &+ (pairs &>> 16)) & 0x0000_FFFF_0000_FFFF
    return ((fours &* 10_000) &+ (fours &>> 32)) & 0x0000_0000_FFFF_FFFF
  }

  /// 10⁰ ... 10¹⁸; 0 for other exponents. A switch becomes a table without a first-use check.
  @inlinable @inline(__always)
  package static func powerOfTen(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1_000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    case 7: 10_000_000
    case 8: 100_000_000
    case 9: 1_000_000_000
    case 10: 10_000_000_000
    case 11: 100_000_000_000
    case 12: 1_000_000_000_000
    case 13: 10_000_000_000_000
    case 14: 100_000_000_000_000
    case 15: 1_000_000_000_000_000
    case 16: 10_000_000_000_000_000
    case 17: 100_000_000_000_000_000
    case 18: 1_000_000_000_000_000_000
    default: 0
    }
  }
}
