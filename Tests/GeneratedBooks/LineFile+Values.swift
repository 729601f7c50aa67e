// Numbers, times and ids as text: plain arithmetic, nothing of the product's own.

extension LineFile {
  /// All decimals.
  mutating func append(_ value: Quantity, decimals: Int) {
    if value.isNegative { append(UInt8(ascii: "-")) }
    append(Int(value.whole))
    append(UInt8(ascii: "."))
    append(value.fraction, width: decimals)
  }

  /// `2026-11-19T08:00:00.000001`, with 3 or 6 decimals.
  ///
  /// - Parameter microseconds: since 1970, not negative.
  mutating func append(time microseconds: Int, decimals: Int) {
    let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    append(day: days)
    append(UInt8(ascii: "T"))
    append(UInt64(second / 3_600), width: 2)
    append(UInt8(ascii: ":"))
    append(UInt64(second / 60 % 60), width: 2)
    append(UInt8(ascii: ":"))
    append(UInt64(second % 60), width: 2)
    append(UInt8(ascii: "."))
    append(UInt64(decimals == 3 ? fraction / 1_000 : fraction), width: decimals)
  }

  /// The civil date by eras of 400 years, as Howard Hinnant writes it in `chrono`.
  private mutating func append(day days: Int) {
    let shifted = days + 719_468
    let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    append(UInt64(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), width: 4)
    append(UInt8(ascii: "-"))
    append(UInt64(month), width: 2)
    append(UInt8(ascii: "-"))
    append(UInt64(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1), width: 2)
  }

  /// `L4UESK-KG3EQ-UFO4T5`: 16 letters and digits of 85 bits.
  mutating func append(id number: Int, salt: UInt64, letter: UInt8) {
    let first = mixed(UInt64(number), salt)
    var bits = first
    append(letter)
    for place in 0..<16 {
      if place == 5 || place == 10 { append(UInt8(ascii: "-")) }
      if place == 12 { bits = mixed(first, ~salt) }
      append(Self.alphabet.utf8Start[Int(bits & 31)])
      bits >>= 5
    }
  }

  private static let alphabet: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
}

/// A decimal as its two sides of the point.
struct Quantity {
  var isNegative: Bool
  var whole: UInt64
  /// In units of the asset's last decimal.
  var fraction: UInt64
}
