import Accounting

/// A money cell as a venue dresses it up: symbol, ticker, grouped thousands.
///
/// Only what a format declares is taken off; anything else is no number. The decimal mark is a
/// point, always: `1,23` is refused, because its comma parts no group of three.
struct MoneyCell {
  /// What may stand around the digits.
  struct Dress: OptionSet {
    let rawValue: UInt8

    /// A currency's sign or short name in front, perhaps a blank after it: `€1.20`, `Kč 5`.
    static let symbol = Dress(rawValue: 1)
    /// A code behind, after a blank: `249.73 USD`.
    static let ticker = Dress(rawValue: 2)
    /// Groups of three parted by commas, U+00A0 or U+202F: `1,234.56`.
    static let groups = Dress(rawValue: 4)
    /// Round brackets for less than zero: `($53.62)`.
    static let brackets = Dress(rawValue: 8)

    static let all: Dress = [.symbol, .ticker, .groups, .brackets]
  }

  let amount: Amount
  /// The code behind the number; empty if none.
  let ticker: Bytes
  /// The sign or name in front; empty if none.
  let symbol: Bytes

  /// Reads a cell that is not empty.
  ///
  /// - Throws: `.notDecimal`, `.tooManyDigits`.
  init(_ cell: Bytes, dress: Dress) throws(AmountError) {
    var scanner = MoneyScanner(text: cell)
    scanner.skipBlanks()
    let isBracketed = dress.contains(.brackets) && scanner.take(UInt8(ascii: "("))
    if isBracketed { scanner.skipBlanks() }
    var negative = scanner.takeSign()
    scanner.skipBlanks()
    symbol = dress.contains(.symbol) ? scanner.takeSymbol() : Bytes(rebasing: cell[0..<0])
    if !symbol.isEmpty, negative == nil { negative = scanner.takeSign() }
    guard !isBracketed || negative == nil else { throw .notDecimal }
    let digits = try scanner.takeNumber(grouped: dress.contains(.groups))
    if isBracketed {
      scanner.skipBlanks()
      guard scanner.take(UInt8(ascii: ")")) else { throw .notDecimal }
    }
    ticker =
      dress.contains(.ticker) ? scanner.takeTicker() : Bytes(rebasing: cell[0..<0])
    scanner.skipBlanks()
    guard scanner.isAtEnd else { throw .notDecimal }
    let magnitude = try digits.withUnsafeBufferPointer { (text) throws(AmountError) in
      try Amount(parsing: text)
    }
    amount = isBracketed || negative == true ? magnitude.negated : magnitude
  }
}

/// Reads the parts of a money cell from the front.
struct MoneyScanner {
  let text: Bytes
  private(set) var index = 0

  init(text: Bytes) { self.text = text }

  var isAtEnd: Bool { index == text.count }

  mutating func skipBlanks() {
    while index < text.count {
      let width = text.blankWidth(at: index)
      if width == 0 { return }
      index += width
    }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard index < text.count, text[index] == byte else { return false }
    index += 1
    return true
  }

  /// True for `-` or U+2212, false for `+`, nil for none.
  mutating func takeSign() -> Bool? {
    if take(UInt8(ascii: "-")) { return true }
    if take(UInt8(ascii: "+")) { return false }
    if index + 2 < text.count, text[index] == 0xE2, text[index + 1] == 0x88,
      text[index + 2] == 0x92
    {
      index += 3
      return true
    }
    return nil
  }

  /// A currency's sign or name that a venue is known to write, and the blanks after it.
  mutating func takeSymbol() -> Bytes {
    var end = index
    while end < text.count, !isNumberStart(text[end]), text.blankWidth(at: end) == 0,
      !(text[end] == 0xE2 && end + 2 < text.count && text[end + 1] == 0x88)
    {
      end += 1
    }
    let symbol = Bytes(rebasing: text[index..<end])
    guard CurrencySymbol.isKnown(symbol) else { return Bytes(rebasing: text[index..<index]) }
    index = end
    skipBlanks()
    return symbol
  }

  /// The plain digits, point and exponent of a number, its grouping checked and taken off.
  mutating func takeNumber(grouped: Bool) throws(AmountError) -> [UInt8] {
    var digits: [UInt8] = []
    var groupMark: [UInt8]?
    var sinceMark = 0
    while index < text.count {
      if text[index].isDigit {
        digits.append(text[index])
        sinceMark += 1
        index += 1
        continue
      }
      let mark = grouped ? takeGroupMark() : []
      if mark.isEmpty { break }
      let isFirst = groupMark == nil
      guard groupMark == nil || groupMark == mark,
        isFirst ? (1...3).contains(sinceMark) : sinceMark == 3
      else { throw .notDecimal }
      groupMark = mark
      sinceMark = 0
    }
    // `0,123` groups nothing: its comma is a decimal mark, and is not guessed.
    guard groupMark == nil || (sinceMark == 3 && digits[0] != UInt8(ascii: "0")) else {
      throw .notDecimal
    }
    takeFractionAndExponent(&digits)
    guard digits.contains(where: \.isDigit) else { throw .notDecimal }
    return digits
  }

  /// A comma, U+00A0 or U+202F with a digit right after it; empty if there is none.
  private mutating func takeGroupMark() -> [UInt8] {
    let width = text[index] == UInt8(ascii: ",") ? 1 : text.blankWidth(at: index)
    guard width > 0, text[index] != 0x20, text[index] != 0x09, index + width < text.count,
      text[index + width].isDigit
    else { return [] }
    let mark = Array(text[index..<index + width])
    index += width
    return mark
  }

  private mutating func takeFractionAndExponent(_ digits: inout [UInt8]) {
    if take(UInt8(ascii: ".")) {
      digits.append(UInt8(ascii: "."))
      while index < text.count, text[index].isDigit {
        digits.append(text[index])
        index += 1
      }
    }
    var end = index
    guard end < text.count, text[end] | 0x20 == UInt8(ascii: "e") else { return }
    end += 1
    if end < text.count, text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "+") {
      end += 1
    }
    guard end < text.count, text[end].isDigit else { return }
    while end < text.count, text[end].isDigit { end += 1 }
    digits.append(contentsOf: text[index..<end])
    index = end
  }

  /// Letters, digits and points after at least one blank, a letter among them; empty if there are
  /// none.
  mutating func takeTicker() -> Bytes {
    var start = index
    while start < text.count, text.blankWidth(at: start) > 0 { start += text.blankWidth(at: start) }
    var end = start
    while end < text.count, text[end].isDigit || text[end].isLetter || text[end] == 0x2E {
      end += 1
    }
    guard start > index, text[start..<end].contains(where: \.isLetter) else {
      return Bytes(rebasing: text[index..<index])
    }
    index = end
    return Bytes(rebasing: text[start..<end])
  }

  private func isNumberStart(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+")
  }
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }
  /// An ASCII letter.
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
