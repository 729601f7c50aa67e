/// The fast reading of a decimal as nearly every line has it; `Amount(parsing:)` reads the others
/// and gives the same value for these.
package enum PlainDecimal {
  /// The units of 10⁻¹⁸ of a text `-?d{1,16}(.d{1,18})?`; `-0` is 0.
  ///
  /// Sets `isPlain` to false for every other text, and the result then means nothing; leaves it
  /// as it is for these.
  ///
  /// - Precondition: eight bytes past the text can be read; their values do not matter.
  @inlinable
  package static func units18(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ isPlain: inout Bool
  ) -> Int128 {
    let isNegative = text[0] == UInt8(ascii: "-")
    let digits = text + (isNegative ? 1 : 0)
    let count = count &- (isNegative ? 1 : 0)
    let mark = self.mark(digits, count)
    guard count > 0, mark > 0, mark <= 16, count &- mark <= 19, mark &+ 1 != count else {
      isPlain = false
      return 0
    }
    var others: UInt64 = 0
    var whole: UInt64
    if mark <= 8 {
      whole = PlainDigits.number(digits, mark, &others)
    } else {
      whole = PlainDigits.number(digits, mark &- 8, &others) &* 100_000_000
      whole &+= PlainDigits.number(digits + (mark &- 8), 8, &others)
    }
    var fraction: UInt64 = 0
    if mark < count {
      fraction = self.fraction(digits + (mark &+ 1), count &- mark &- 1, &others)
    }
    if others != 0 { isPlain = false }
    let product = whole.multipliedFullWidth(by: 1_000_000_000_000_000_000)
    let magnitude =
      Int128(truncatingIfNeeded: UInt128(product.high) &<< 64 | UInt128(product.low))
      &+ Int128(fraction)
    return isNegative ? 0 &- magnitude : magnitude
  }

  /// The place of the first point; `count` if there is none; more than 16 if it stands after
  /// more than 16 bytes.
  @inlinable @inline(__always)
  package static func mark(_ digits: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let first = pointPlace(PlainDigits.word(digits))
    if first < 8 || count <= 8 { return min(first, count) }
    let second = 8 &+ pointPlace(PlainDigits.word(digits + 8))
    if second < 16 || count <= 16 { return min(second, count) }
    return digits[16] == UInt8(ascii: ".") ? 16 : 17
  }

  /// Which of eight bytes is the first point; 8 if none is.
  @inlinable @inline(__always)
  package static func pointPlace(_ word: UInt64) -> Int {
    let others = word ^ 0x2E2E_2E2E_2E2E_2E2E
    let points = (others &- 0x0101_0101_0101_0101) & ~others & 0x8080_8080_8080_8080
    return points.trailingZeroBitCount &>> 3
  }

  /// The units of 10⁻¹⁸ of 1...18 digits after the point.
  @inlinable @inline(__always)
  package static func fraction(
    _ digits: UnsafePointer<UInt8>, _ count: Int, _ others: inout UInt64
  ) -> UInt64 {
    var value = PlainDigits.number(digits, min(count, 8), &others)
    if count > 16 {
      value = value &* 100_000_000 &+ PlainDigits.number(digits + 8, 8, &others)
      value = value &* PlainDigits.powerOfTen(count &- 16)
      value &+= PlainDigits.number(digits + 16, count &- 16, &others)
    } else if count > 8 {
      value = value &* PlainDigits.powerOfTen(count &- 8)
      value &+= PlainDigits.number(digits + 8, count &- 8, &others)
    }
    return value &* PlainDigits.powerOfTen(18 &- count)
  }
}
