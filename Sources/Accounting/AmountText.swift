/// Bytes of a source while it is being read.
package typealias Bytes = UnsafeBufferPointer<UInt8>

// The only way from text to `Amount`; `Amount+Text.swift` is the way back.

extension Amount {
  /// Reads a decimal: optional sign, digits with at most one mark, optional exponent.
  ///
  /// No blanks, symbols or grouping: a format that has them takes them off first, by name.
  /// Zeros in front and behind do not count as digits: `0.10000` is one digit. The result has no
  /// trailing zero decimals.
  ///
  /// - Parameter mark: the decimal mark the format declares.
  /// - Throws: `.notDecimal`, or `.tooManyDigits` if the exact value needs more than 38
  ///   significant digits or decimals. Cost is bounded by the length of the text, never by the
  ///   exponent's value.
  package init(
    parsing text: Bytes, mark: UInt8 = UInt8(ascii: ".")
  ) throws(AmountError) {
    if let amount = Amount.short(text, mark) {
      self = amount
    } else {
      try self.init(long: text, mark)
    }
  }

  /// Reads a decimal from text, with a point as mark.
  package init(parsing text: String) throws(AmountError) {
    let bytes = Array(text.utf8)
    let result: Result<Amount, AmountError> = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(AmountError) in try Amount(parsing: buffer) }
    }
    self = try result.get()
  }

  /// Reads at most 18 digits on each side of the mark and no exponent, as nearly every line has;
  /// nil for anything else, be it longer or no decimal.
  private static func short(_ text: Bytes, _ mark: UInt8) -> Amount? {
    var index = 0
    var negative = false
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      negative = sign == UInt8(ascii: "-")
      index = 1
    }
    let start = index
    guard text.count &- start <= 37 else { return nil }
    let whole = DigitRun.read(text, &index)
    let wholeDigits = index &- start
    guard wholeDigits <= 18 else { return nil }
    if index == text.count {
      guard wholeDigits > 0 else { return nil }
      return Amount(units: negative ? -Int128(whole) : Int128(whole), scale: 0)
    }
    guard text[index] == mark else { return nil }
    index &+= 1
    let afterMark = index
    var fraction = DigitRun.read(text, &index)
    var decimals = index &- afterMark
    guard index == text.count, decimals <= 18, wholeDigits &+ decimals > 0 else { return nil }
    if fraction == 0 {
      decimals = 0
    } else {
      var last = index &- 1
      while text[last] == 0x30 {
        fraction /= 10
        decimals &-= 1
        last &-= 1
      }
    }
    let (high, low) = whole.multipliedFullWidth(by: DigitRun.powersOfTen[decimals])
    let magnitude = (UInt128(high) << 64 | UInt128(low)) &+ UInt128(fraction)
    let units = Int128(truncatingIfNeeded: magnitude)
    return Amount(units: negative ? -units : units, scale: UInt8(truncatingIfNeeded: decimals))
  }

  /// Reads a decimal of any length.
  private init(long text: Bytes, _ mark: UInt8) throws(AmountError) {
    var index = 0
    var negative = false
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      negative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    var digits = DigitCollector()
    var sawDigit = false
    var sawMark = false
    while index < text.count {
      let byte = text[index]
      if byte &- 0x30 < 10 {
        digits.append(byte &- 0x30, afterMark: sawMark)
        sawDigit = true
      } else if byte == mark, !sawMark {
        sawMark = true
      } else {
        break
      }
      index += 1
    }
    guard sawDigit else { throw .notDecimal }
    let exponent = try Amount.exponent(of: text, from: index)
    try self.init(digits: digits, exponent: exponent, negative: negative)
  }

  private init(
    digits: DigitCollector, exponent: Int, negative: Bool
  ) throws(AmountError) {
    guard digits.units != 0 else {
      self = .zero
      return
    }
    guard !digits.overflow else { throw .tooManyDigits }
    // The collected units end in a digit other than zero, so this is the least scale there is.
    let scale = digits.decimals - digits.heldZeros - exponent
    guard scale >= -Amount.digitLimit, scale <= Amount.digitLimit else { throw .tooManyDigits }
    var units = Int128(digits.units)
    if scale < 0 {
      let (scaled, overflow) = units.multipliedReportingOverflow(by: .powersOfTen[-scale])
      guard !overflow, scaled < .powersOfTen[38] else { throw .tooManyDigits }
      units = scaled
    }
    self.init(units: negative ? -units : units, scale: UInt8(max(scale, 0)))
  }

  /// The exponent from `e` on, held within ±10¹⁷: no text is long enough to make up for more.
  private static func exponent(of text: Bytes, from start: Int) throws(AmountError) -> Int {
    guard start < text.count else { return 0 }
    guard text[start] | 0x20 == UInt8(ascii: "e") else { throw .notDecimal }
    var index = start + 1
    var negative = false
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      negative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < text.count else { throw .notDecimal }
    var value = 0
    while index < text.count {
      guard text[index] &- 0x30 < 10 else { throw .notDecimal }
      value = min(value * 10 + Int(text[index] &- 0x30), 100_000_000_000_000_000)
      index += 1
    }
    return negative ? -value : value
  }
}

/// Collects decimal digits; trailing zeros are held back so that they cost no range.
private struct DigitCollector {
  var units: UInt128 = 0
  var decimals = 0
  var overflow = false
  /// Zeros since the last other digit, not yet in `units`.
  private(set) var heldZeros = 0

  mutating func append(_ digit: UInt8, afterMark: Bool) {
    if afterMark { decimals += 1 }
    if digit == 0 {
      if units != 0 { heldZeros += 1 }
      return
    }
    for _ in 0..<min(heldZeros, 40) { push(0) }
    heldZeros = 0
    push(digit)
  }

  private mutating func push(_ digit: UInt8) {
    guard units < 10_000_000_000_000_000_000_000_000_000_000_000_000 else {
      overflow = true
      return
    }
    units = units * 10 + UInt128(digit)
  }
}
