/// An exact, signed decimal quantity of one asset.
///
/// - Unit: the value is `units` × 10⁻ˢᶜᵃˡᵉ of one whole asset (1 BTC, 1 USD).
/// - Sign: positive means the account holds more.
/// - Range: at most 38 significant digits and 38 decimals. Every operation checks; none rounds.
/// - Equality and order are by value: 1.10 equals 1.1.
package struct Amount: Sendable {
  /// The count of units of 10⁻ˢᶜᵃˡᵉ.
  package let units: Int128
  /// The number of decimals `units` counts in, 0...38.
  package let scale: UInt8

  /// The greatest number of decimals, and of significant digits, an amount has.
  package static let digitLimit = 38

  package static let zero = Amount(units: 0, scale: 0)

  /// An amount of `units` × 10⁻ˢᶜᵃˡᵉ.
  ///
  /// - Precondition: `units` has at most 38 digits, `scale` is at most 38.
  package init(units: Int128, scale: UInt8) {
    precondition(scale <= Amount.digitLimit, "an amount has at most 38 decimals")
    precondition(
      units.magnitude < Amount.magnitudeLimit, "an amount has at most 38 significant digits")
    self.units = units
    self.scale = scale
  }

  package var isZero: Bool { units == 0 }
  package var isNegative: Bool { units < 0 }

  /// The same value with no trailing zero decimals; zero has scale 0.
  package var reduced: Amount {
    guard units != 0 else { return .zero }
    var units = units
    var scale = scale
    // Nearly every amount fits 64 bits, where a division costs a tenth.
    while scale > 0, Int64(exactly: units) == nil {
      let (quotient, remainder) = units.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { return Amount(units: units, scale: scale) }
      units = quotient
      scale -= 1
    }
    guard scale > 0, var small = Int64(exactly: units) else {
      return Amount(units: units, scale: scale)
    }
    while scale > 0, small % 10 == 0 {
      small /= 10
      scale -= 1
    }
    return Amount(units: Int128(small), scale: scale)
  }
}

extension Amount: Hashable {
  package static func == (left: Amount, right: Amount) -> Bool {
    if left.scale == right.scale { return left.units == right.units }
    return Amount.order(left, right) == 0
  }

  package func hash(into hasher: inout Hasher) {
    let value = reduced
    hasher.combine(value.units)
    hasher.combine(value.scale)
  }
}

extension Amount: Comparable {
  package static func < (left: Amount, right: Amount) -> Bool { order(left, right) < 0 }

  /// Compares by value: negative, zero or positive as `left` is less, equal or greater.
  private static func order(_ left: Amount, _ right: Amount) -> Int {
    if left.scale == right.scale {
      return left.units == right.units ? 0 : (left.units < right.units ? -1 : 1)
    }
    if left.scale > right.scale { return -order(right, left) }
    let (scaled, overflow) = left.units.multipliedReportingOverflow(
      by: Int128.powersOfTen[Int(right.scale - left.scale)])
    if overflow { return left.units < 0 ? -1 : 1 }
    return scaled == right.units ? 0 : (scaled < right.units ? -1 : 1)
  }
}
