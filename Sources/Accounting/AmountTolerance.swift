/// By how much two amounts of one event may differ.
///
/// With both limits neither may be passed. The relative one is a share of the larger magnitude of
/// the two amounts, to the last unit: nothing is rounded up.
package struct AmountTolerance: Hashable, Sendable {
  /// Not negative, in the asset; nil: no such limit.
  package var absolute: Amount?
  /// At least 0 and less than 1; nil: no such limit.
  package var relative: Amount?

  /// Amounts must be equal.
  package static let none = AmountTolerance(absolute: .zero)

  package init(absolute: Amount? = nil, relative: Amount? = nil) {
    precondition((absolute ?? .zero) >= .zero, "a tolerance is not negative")
    let share = relative ?? .zero
    precondition(
      share >= .zero && share < Amount(units: 1, scale: 0),
      "a relative tolerance is less than the whole")
    self.absolute = absolute
    self.relative = relative
  }

  /// Whether amounts must be equal.
  package var isNone: Bool {
    (absolute?.isZero ?? false) || (relative?.isZero ?? false)
      || (absolute == nil && relative == nil)
  }

  /// Whether two amounts may be so far apart.
  ///
  /// - Parameter gap: their distance, not negative.
  package func permits(_ gap: Amount, of one: Amount, and other: Amount) -> Bool {
    if gap.isZero { return true }
    if isNone { return false }
    if let absolute, gap > absolute { return false }
    guard let relative else { return true }
    guard let share = max(one.magnitude, other.magnitude).share(relative, decimals: gap.scale)
    else { return true }
    return gap.units.magnitude <= share
  }

  /// The greatest distance that is permitted, rounded down to the decimals that the amounts have:
  /// what any two amounts of such decimals can differ by.
  package func allowed(_ one: Amount, _ other: Amount) -> Amount {
    guard !isNone else { return .zero }
    guard let relative else { return absolute ?? .zero }
    let larger = max(one.magnitude, other.magnitude)
    var decimals = max(one.reduced.scale, other.reduced.scale)
    while true {
      if let share = larger.share(relative, decimals: decimals), share < Amount.magnitudeLimit {
        let share = Amount(units: Int128(share), scale: decimals).reduced
        return min(absolute ?? share, share)
      }
      precondition(decimals > 0, "a share of an amount is less than the amount")
      decimals -= 1
    }
  }
}

extension Amount {
  /// The product of two amounts that are not negative, in units of 10⁻ᵈ, rounded down; nil if it
  /// needs more than 128 bits.
  fileprivate func share(_ share: Amount, decimals: UInt8) -> UInt128? {
    var (high, low) = units.magnitude.multipliedFullWidth(by: share.units.magnitude)
    var surplus = Int(scale) + Int(share.scale) - Int(decimals)
    while surplus > 0 {
      let step = min(surplus, Amount.digitLimit)
      let divisor = UInt128(Int128.powersOfTen[step])
      let (upper, rest) = high.quotientAndRemainder(dividingBy: divisor)
      (high, low) = (upper, divisor.dividingFullWidth((rest, low)).quotient)
      surplus -= step
    }
    guard high == 0 else { return nil }
    guard surplus < 0 else { return low }
    let (scaled, overflow) = low.multipliedReportingOverflow(
      by: UInt128(Int128.powersOfTen[-surplus]))
    return overflow ? nil : scaled
  }
}
