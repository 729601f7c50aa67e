/// A sum of amounts that has room for every intermediate value, so that no order of adding can
/// fail where another succeeds.
///
/// A two's complement number of 384 bits that counts units of 10⁻³⁸: one amount needs fewer than
/// 256 of them.
struct WideSum: Hashable, Sendable {
  private var low: UInt128 = 0
  private var middle: UInt128 = 0
  private var high: UInt128 = 0

  mutating func add(_ amount: Amount) {
    let power = Int128.powersOfTen[Amount.digitLimit - Int(amount.scale)].magnitude
    let (upper, lower) = amount.units.magnitude.multipliedFullWidth(by: power)
    if amount.isNegative { negate() }
    add(lower, upper)
    if amount.isNegative { negate() }
  }

  mutating func add(_ sum: AmountSum) {
    let isNegative = sum.high < 0
    if isNegative { negate() }
    var (low, high) = (sum.low, UInt128(truncatingIfNeeded: sum.high))
    if isNegative {
      (low, high) = (~low &+ 1, ~high &+ (low == 0 ? 1 : 0))
    }
    let power = UInt128(Int128.powersOfTen[Amount.digitLimit - Int(EntryRow.scale)])
    let (upper, lower) = low.multipliedFullWidth(by: power)
    let (top, next) = high.multipliedFullWidth(by: power)
    add(lower, upper)
    add(0, next)
    self.high = self.high &+ top
    if isNegative { negate() }
  }

  mutating func add(_ other: WideSum) {
    add(other.low, other.middle)
    high = high &+ other.high
  }

  /// The sum as an amount.
  ///
  /// - Throws: `.tooManyDigits` if it needs more than 38 digits or decimals.
  func total() throws(AmountError) -> Amount {
    let isNegative = high >> 127 == 1
    var value = self
    if isNegative { value.negate() }
    guard value.high == 0 else { throw .tooManyDigits }
    let magnitude = try Amount.narrowed(
      high: value.middle, low: value.low, scale: Amount.digitLimit)
    return isNegative ? magnitude.negated : magnitude
  }

  private mutating func add(_ lower: UInt128, _ upper: UInt128) {
    let (newLow, carryLow) = low.addingReportingOverflow(lower)
    let (partMiddle, carryUpper) = middle.addingReportingOverflow(upper)
    let (newMiddle, carryMiddle) = partMiddle.addingReportingOverflow(carryLow ? 1 : 0)
    low = newLow
    middle = newMiddle
    high = high &+ (carryUpper ? 1 : 0) &+ (carryMiddle ? 1 : 0)
  }

  private mutating func negate() {
    (low, middle, high) = (~low, ~middle, ~high)
    add(1, 0)
  }
}
