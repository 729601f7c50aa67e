import Accounting

/// The average price of what opened a position, and how far a venue's may be from it.
struct EntryPrice {
  /// Rounded at this decimal, as venues write it.
  static let decimals = 20
  /// Venues round the average at the sixteenth digit or later, once an opening fill.
  static let exactDigits: UInt8 = 15

  let amount: Amount
  let tolerance: Amount

  /// Nil if nothing was opened, or the average has no room in 38 digits.
  init?(_ opened: PositionWalk.Opened) {
    guard !opened.size.isZero,
      let amount = opened.cost.rounded(dividedBy: opened.size, decimals: EntryPrice.decimals)
    else { return nil }
    self.amount = amount
    let value = amount.reduced
    let fills = Amount(units: Int128(opened.fills), scale: 0)
    guard value.scale + EntryPrice.exactDigits <= UInt8(Amount.digitLimit),
      let allowed = try? Amount(
        units: value.units, scale: value.scale + EntryPrice.exactDigits
      ).magnitude.multiplied(by: fills)
    else { return nil }
    tolerance = allowed
  }

  /// - Throws: if the gap needs more than 38 digits.
  func agrees(with stated: Amount) throws(AmountError) -> Bool {
    try stated.subtracting(amount).magnitude <= tolerance
  }
}

extension Amount {
  /// The quotient of amounts not below zero, rounded half up at a decimal; nil if it has no room.
  func rounded(dividedBy divisor: Amount, decimals: Int) -> Amount? {
    let (top, bottom) = (reduced, divisor.reduced)
    let below = bottom.units.magnitude
    let steps = decimals + Int(bottom.scale) - Int(top.scale)
    guard below > 0, below < Int128.powersOfTen[37].magnitude, steps >= 0 else { return nil }
    var (quotient, rest) = top.units.magnitude.quotientAndRemainder(dividingBy: below)
    let limit = Int128.powersOfTen[37].magnitude
    for _ in 0..<steps {
      guard quotient < limit else { return nil }
      let (digit, remainder) = (rest * 10).quotientAndRemainder(dividingBy: below)
      (quotient, rest) = (quotient * 10 + digit, remainder)
    }
    if rest * 2 >= below { quotient += 1 }
    guard quotient < Int128.powersOfTen[38].magnitude else { return nil }
    return Amount(units: Int128(quotient), scale: UInt8(decimals)).reduced
  }
}
