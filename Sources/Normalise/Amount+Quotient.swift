import Accounting

extension Amount {
  /// The quotient where it is a finite decimal of at most 38 digits and decimals; nil otherwise,
  /// and for a divisor of zero: nothing is rounded.
  func exactQuotient(by divisor: Amount) -> Amount? {
    guard !divisor.isZero else { return nil }
    guard !isZero else { return .zero }
    let (top, bottom) = (reduced, divisor.reduced)
    var numerator = top.units.magnitude
    var denominator = bottom.units.magnitude
    let common = Amount.greatestCommonDivisor(numerator, denominator)
    numerator /= common
    denominator /= common
    var scale = Int(top.scale) - Int(bottom.scale)
    // What is left below the line must be a product of twos and fives.
    while denominator > 1 {
      let factor: UInt128
      if denominator % 10 == 0 {
        (denominator, factor) = (denominator / 10, 1)
      } else if denominator % 5 == 0 {
        (denominator, factor) = (denominator / 5, 2)
      } else if denominator % 2 == 0 {
        (denominator, factor) = (denominator / 2, 5)
      } else {
        return nil
      }
      let (product, overflow) = numerator.multipliedReportingOverflow(by: factor)
      guard !overflow else { return nil }
      numerator = product
      scale += 1
    }
    while scale < 0 {
      let (product, overflow) = numerator.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      numerator = product
      scale += 1
    }
    guard scale <= Amount.digitLimit, numerator < Int128.powersOfTen[38].magnitude else {
      return nil
    }
    let units = Int128(numerator)
    return Amount(
      units: isNegative == divisor.isNegative ? units : -units, scale: UInt8(scale))
  }

  private static func greatestCommonDivisor(_ one: UInt128, _ other: UInt128) -> UInt128 {
    var (left, right) = (one, other)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }
}
