/// Why an amount could not be made.
package enum AmountError: Error, Hashable, Sendable {
  /// The text is no plain or exponent decimal.
  case notDecimal
  /// The value needs more than 38 significant digits or more than 38 decimals.
  case tooManyDigits
}

extension Amount {
  /// The sum, exact.
  ///
  /// - Throws: `.tooManyDigits` if it needs more than 38 digits.
  package func adding(_ other: Amount) throws(AmountError) -> Amount {
    let scale = max(self.scale, other.scale)
    if let left = units(at: scale), let right = other.units(at: scale) {
      let (sum, overflow) = left.addingReportingOverflow(right)
      if !overflow, sum.magnitude < Amount.magnitudeLimit {
        return Amount(units: sum, scale: scale)
      }
    }
    var sum = WideSum()
    sum.add(self)
    sum.add(other)
    return try sum.total()
  }

  /// The difference, exact.
  ///
  /// - Throws: `.tooManyDigits` if it needs more than 38 digits.
  package func subtracting(_ other: Amount) throws(AmountError) -> Amount {
    try adding(other.negated)
  }

  /// The product, exact.
  ///
  /// - Throws: `.tooManyDigits` if it needs more than 38 digits or decimals.
  package func multiplied(by other: Amount) throws(AmountError) -> Amount {
    let scale = Int(scale) + Int(other.scale)
    let (product, overflow) = units.multipliedReportingOverflow(by: other.units)
    if !overflow, scale <= Amount.digitLimit, product.magnitude < Amount.magnitudeLimit {
      return Amount(units: product, scale: UInt8(scale))
    }
    let (high, low) = units.magnitude.multipliedFullWidth(by: other.units.magnitude)
    let magnitude = try Amount.narrowed(high: high, low: low, scale: scale)
    return isNegative == other.isNegative ? magnitude : magnitude.negated
  }

  /// The same distance from zero on the other side.
  package var negated: Amount { Amount(units: -units, scale: scale) }

  /// The distance from zero.
  package var magnitude: Amount { units < 0 ? negated : self }

  /// The sum of many amounts, exact; whether it fits does not depend on their order.
  ///
  /// - Throws: `.tooManyDigits` if the sum needs more than 38 digits.
  package static func sum(_ amounts: some Sequence<Amount>) throws(AmountError) -> Amount {
    var total = Amount.zero
    var wide: WideSum?
    for amount in amounts {
      if wide != nil {
        wide?.add(amount)
      } else if let sum = try? total.adding(amount) {
        total = sum
      } else {
        var sum = WideSum()
        sum.add(total)
        sum.add(amount)
        wide = sum
      }
    }
    return try wide?.total() ?? total
  }

  /// The unit count at a scale not less than this one; nil if it does not fit.
  package func units(at scale: UInt8) -> Int128? {
    if scale == self.scale { return units }
    precondition(scale > self.scale, "a smaller scale would round")
    let (scaled, overflow) = units.multipliedReportingOverflow(
      by: Int128.powersOfTen[Int(scale - self.scale)])
    return overflow ? nil : scaled
  }

  /// An amount of 256 bits of 10⁻ˢᶜᵃˡᵉ: trailing zero decimals are taken out until it fits.
  static func narrowed(high: UInt128, low: UInt128, scale: Int) throws(AmountError) -> Amount {
    var (high, low, scale) = (high, low, scale)
    while scale > 0 {
      let (upper, rest) = high.quotientAndRemainder(dividingBy: 10)
      let (lower, remainder) = UInt128(10).dividingFullWidth((rest, low))
      guard remainder == 0 else { break }
      (high, low, scale) = (upper, lower, scale - 1)
    }
    guard scale <= digitLimit, high == 0, low < magnitudeLimit else { throw .tooManyDigits }
    return Amount(units: Int128(low), scale: UInt8(scale))
  }

  /// 10³⁸: what every unit count is less than.
  static let magnitudeLimit: UInt128 = 100_000_000_000_000_000_000_000_000_000_000_000_000
}

extension Int128 {
  /// 10⁰ ... 10³⁸.
  package static let powersOfTen: [Int128] = {
    var powers: [Int128] = [1]
    for _ in 1...38 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()
}
