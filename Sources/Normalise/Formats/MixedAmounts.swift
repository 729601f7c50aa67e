import Accounting

/// The amounts of a cell with several commodities: `0.05 BTC, -3012.00 EUR`, `$5.00`, `-$5.00`,
/// `10 "1INCH"`; a bare `0` has no commodity.
struct MixedAmounts {
  struct Item {
    let amount: Amount
    /// Without its quotes; empty if the item has none.
    let commodity: Bytes
  }

  private let line: Line
  private let field: Int
  private let column: String
  private let text: Bytes
  private var index = 0

  init<Name: FieldNames>(_ line: Line, _ field: Name) {
    self.line = line
    self.field = field.rawValue
    column = field.name
    text = line[field].withoutBlanks
  }

  /// The next item; nil at the cell's end. A cell with nothing in it has none.
  ///
  /// - Throws: `amount-not-decimal`, `amount-too-long`.
  mutating func next() throws(LineFault) -> Item? {
    guard index < text.count else { return nil }
    let left = symbolInFront()
    let start = index
    if isNext("-") || isNext("+") { index += 1 }
    while index < text.count, text[index] &- 0x30 < 10 || text[index] == UInt8(ascii: ".") {
      index += 1
    }
    let number = Bytes(rebasing: text[start..<index])
    var amount = try decimal(number)
    if left.isNegative {
      guard !number.contains(byte: UInt8(ascii: "-")) else { throw malformed }
      amount = amount.negated
    }
    let right = try commodityBehind()
    guard left.symbol.isEmpty || right.isEmpty else { throw malformed }
    try separator()
    return Item(amount: amount, commodity: left.symbol.isEmpty ? right : left.symbol)
  }

  /// The amount of one commodity; zero if the cell has none of it.
  func amount(of commodity: Bytes) throws(LineFault) -> Amount {
    var cell = self
    while let item = try cell.next() {
      if item.commodity.elementsEqual(commodity) { return item.amount }
    }
    return .zero
  }

  private var malformed: LineFault { .amount(.notDecimal, line.text(field), column, field: field) }

  private func decimal(_ number: Bytes) throws(LineFault) -> Amount {
    do throws(AmountError) {
      return try Amount(parsing: number)
    } catch {
      throw .amount(error, line.text(field), column, field: field)
    }
  }

  private func isNext(_ character: Unicode.Scalar) -> Bool {
    index < text.count && text[index] == UInt8(ascii: character)
  }

  /// A commodity before its number, with a minus that stands before both.
  private mutating func symbolInFront() -> (symbol: Bytes, isNegative: Bool) {
    let start = index
    let isNegative = isNext("-")
    if isNegative { index += 1 }
    let symbol = commodity()
    guard !symbol.isEmpty else {
      index = start
      return (symbol, false)
    }
    skipBlanks()
    return (symbol, isNegative)
  }

  private mutating func commodityBehind() throws(LineFault) -> Bytes {
    skipBlanks()
    return commodity()
  }

  /// A quoted name, or all up to a blank, digit, sign, mark or quote.
  private mutating func commodity() -> Bytes {
    let quote = UInt8(ascii: "\"")
    let start = index
    if isNext("\"") {
      var end = index + 1
      while end < text.count, text[end] != quote { end += 1 }
      guard end < text.count else { return Bytes(rebasing: text[start..<start]) }
      index = end + 1
      return Bytes(rebasing: text[start + 1..<end])
    }
    while index < text.count, !MixedAmounts.endsCommodity(text[index]) { index += 1 }
    return Bytes(rebasing: text[start..<index])
  }

  /// The bytes hledger does not allow in an unquoted commodity.
  private static func endsCommodity(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte <= 0x20 || "-+.,;*?@\"{}()[]=<>!#&|^/\\`~'".utf8.contains(byte)
  }

  private mutating func skipBlanks() {
    while isNext(" ") { index += 1 }
  }

  /// `, ` or the end.
  private mutating func separator() throws(LineFault) {
    guard index < text.count else { return }
    guard isNext(",") else { throw malformed }
    index += 1
    guard isNext(" ") else { throw malformed }
    skipBlanks()
    guard index < text.count else { throw malformed }
  }
}
