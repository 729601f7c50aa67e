/// A number as `%.16G` prints it: sixteen significant digits at most, whatever the locale.
enum XLSXReportDigits {
  /// Appends the text of a number; false, and nothing, if it is not of the ordinary size: zero, or
  /// from 0.0001 to less than 10¹⁵ either way.
  static func append(_ number: Double, to bytes: inout [UInt8]) -> Bool {
    let magnitude = number.magnitude
    guard magnitude >= 0.0001, magnitude < 1e15 else {
      guard magnitude == 0, number.sign == .plus else { return false }
      bytes.append(0x30)
      return true
    }
    // number = significand × 2⁻ˢʰⁱᶠᵗ; a decimal more or less brings it to sixteen digits.
    let significand = UInt128(magnitude.significandBitPattern | 1 << 52)
    let shift = UInt128(52 - Int(magnitude.exponent))
    var (decimals, power, limit) = (1, 10 as UInt128, 1e14)
    while magnitude < limit, decimals < 20 {
      limit /= 10
      decimals += 1
      power *= 10
    }
    var digits = rounded(significand * power, shift)
    if digits >= 10_000_000_000_000_000 {
      decimals -= 1
      digits = rounded(significand * (power / 10), shift)
    } else if digits < 1_000_000_000_000_000 {
      decimals += 1
      digits = rounded(significand * (power * 10), shift)
    }
    while digits % 10 == 0, decimals > 0 {
      digits /= 10
      decimals -= 1
    }
    if number < 0 { bytes.append(0x2D) }
    append(digits, decimals, to: &bytes)
    return true
  }

  /// Divided by a power of two, to the nearest, a tie to the even one.
  private static func rounded(_ number: UInt128, _ shift: UInt128) -> UInt64 {
    let quotient = number >> shift
    let rest = number - (quotient << shift)
    let half = (1 as UInt128) << (shift - 1)
    let up = rest > half || (rest == half && quotient & 1 == 1)
    return UInt64(quotient) + (up ? 1 : 0)
  }

  private static func append(_ digits: UInt64, _ decimals: Int, to bytes: inout [UInt8]) {
    let start = bytes.count
    var (rest, place) = (digits, 0)
    while rest > 0 || place <= decimals {
      if place == decimals, decimals > 0 { bytes.append(0x2E) }
      bytes.append(0x30 + UInt8(rest % 10))
      rest /= 10
      place += 1
    }
    bytes[start...].reverse()
  }
}
