/// A sum of amounts in units of 10⁻¹⁸ that never overflows on the way: 192 bits.
package struct AmountSum: Hashable, Sendable {
  package var low: UInt128 = 0
  package var high: Int64 = 0

  @inlinable package init() {}

  @inlinable @inline(__always)
  package mutating func add(_ units: Int128) {
    let (sum, carry) = low.addingReportingOverflow(UInt128(truncatingIfNeeded: units))
    low = sum
    high = high &+ (units < 0 ? -1 : 0) &+ (carry ? 1 : 0)
  }

  package mutating func add(_ other: AmountSum) {
    let (sum, carry) = low.addingReportingOverflow(other.low)
    low = sum
    high = high &+ other.high &+ (carry ? 1 : 0)
  }

  package mutating func subtract(_ other: AmountSum) {
    let (difference, borrow) = low.subtractingReportingOverflow(other.low)
    low = difference
    high = high &- other.high &- (borrow ? 1 : 0)
  }

  /// The sum as an amount.
  ///
  /// - Throws: `.tooManyDigits` if it needs more than 38 digits.
  package func total() throws(AmountError) -> Amount {
    let units = Int128(truncatingIfNeeded: low)
    if high == (units < 0 ? -1 : 0), units.magnitude < Amount.magnitudeLimit {
      return Amount(units: units, scale: EntryRow.scale).reduced
    }
    var wide = WideSum()
    wide.add(self)
    return try wide.total()
  }
}

extension Amount {
  /// The sum of many amounts and of others that were summed before, exact; whether it fits does
  /// not depend on which are where.
  ///
  /// - Throws: `.tooManyDigits` if the sum needs more than 38 digits.
  package static func sum(
    _ amounts: some Sequence<Amount>, and others: AmountSum
  ) throws(AmountError) -> Amount {
    if others == AmountSum() { return try sum(amounts) }
    if let one = try? sum(amounts), let other = try? others.total(),
      let both = try? one.adding(other)
    {
      return both
    }
    var wide = WideSum()
    for amount in amounts { wide.add(amount) }
    wide.add(others)
    return try wide.total()
  }
}
