import Accounting

/// How two amounts that differ may be the same one, told by their digits alone.
enum AmountLikeness {
  /// One is the other times a power of ten, not 1.
  static func isScaled(_ one: Amount, _ other: Amount) -> Bool {
    guard one != other, one.isNegative == other.isNegative else { return false }
    return significand(one) == significand(other) && significand(one) > 9
  }

  /// Two neighbouring digits changed places, and nothing else. Where a zero at an end did, it may
  /// be the decimal mark as well.
  static func isTransposed(_ one: Amount, _ other: Amount) -> Bool {
    guard one.isNegative == other.isNegative, significand(one) != significand(other),
      let (left, right) = digits(one, other)
    else { return false }
    let places = left.indices.filter { left[$0] != right[$0] }
    return places.count == 2 && places[1] == places[0] + 1
      && left[places[0]] == right[places[1]] && left[places[1]] == right[places[0]]
  }

  /// One is the other with its last decimals cut off.
  static func isCut(_ one: Amount, _ other: Amount) -> Bool {
    guard let (long, short) = longAndShort(one, other), let power = power(long, short) else {
      return false
    }
    let (quotient, rest) = long.units.quotientAndRemainder(dividingBy: power)
    return quotient == short.units && rest.magnitude >= leastRest
  }

  /// One is the other rounded up, away from zero, to fewer decimals.
  static func isRounded(_ one: Amount, _ other: Amount) -> Bool {
    guard let (long, short) = longAndShort(one, other), let power = power(long, short) else {
      return false
    }
    let (quotient, rest) = long.units.quotientAndRemainder(dividingBy: power)
    let away = quotient + (long.units < 0 ? -1 : 1)
    return rest.magnitude * 2 >= power.magnitude && power.magnitude - rest.magnitude >= leastRest
      && away == short.units
  }

  /// What is cut or rounded off is two digits at least, and not one last unit more or less: that
  /// would be another amount as well.
  private static let leastRest: UInt128 = 2

  /// The one with more decimals first, two at least. The other keeps two, or all but a
  /// ten-thousandth: fewer would make one amount of many.
  private static func longAndShort(
    _ one: Amount, _ other: Amount
  ) -> (long: Amount, short: Amount)? {
    let (left, right) = (one.reduced, other.reduced)
    let (long, short) = left.scale > right.scale ? (left, right) : (right, left)
    guard long.scale >= short.scale + 2, !short.isZero else { return nil }
    if short.scale >= leastDecimals { return (long, short) }
    guard let gap = try? long.subtracting(short).magnitude,
      let scaled = try? gap.multiplied(by: Amount(units: 10_000, scale: 0)),
      scaled < short.magnitude
    else { return nil }
    return (long, short)
  }

  /// The amount with the decimals that what is cut or rounded keeps at least, cut or rounded.
  static func atCommonDecimals(_ amount: Amount, isRounded: Bool) -> Amount {
    let value = amount.reduced
    guard value.scale > leastDecimals,
      let power = Int128.powersOfTen.dropFirst(Int(value.scale - leastDecimals)).first
    else { return value }
    let (quotient, rest) = value.units.quotientAndRemainder(dividingBy: power)
    let isUp = isRounded && rest.magnitude >= power.magnitude - rest.magnitude
    return Amount(
      units: quotient + (isUp ? (value.isNegative ? -1 : 1) : 0), scale: leastDecimals)
  }

  /// What is cut or rounded keeps so many, or is as good as whole.
  private static let leastDecimals: UInt8 = 2

  private static func power(_ long: Amount, _ short: Amount) -> Int128? {
    let places = Int(long.scale) - Int(short.scale)
    return places < Int128.powersOfTen.count ? Int128.powersOfTen[places] : nil
  }

  /// The digits without the zeros at both ends.
  static func significand(_ amount: Amount) -> UInt128 {
    var units = amount.units.magnitude
    while units != 0, units % 10 == 0 { units /= 10 }
    return units
  }

  /// The digits of both at one scale, as many of each; nil if there are not as many. Zeros before
  /// the decimal mark are none, those after it are.
  private static func digits(_ one: Amount, _ other: Amount) -> ([UInt8], [UInt8])? {
    let (left, right) = (one.reduced, other.reduced)
    let scale = max(left.scale, right.scale)
    guard let first = left.units(at: scale), let second = right.units(at: scale) else { return nil }
    let texts = [first, second].map { units -> [UInt8] in
      var (rest, digits) = (units.magnitude, [UInt8]())
      repeat {
        digits.append(UInt8(rest % 10))
        rest /= 10
      } while rest > 0 || digits.count <= scale
      return digits
    }
    return texts[0].count == texts[1].count ? (texts[0], texts[1]) : nil
  }
}
