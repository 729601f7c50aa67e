import Accounting

/// Reads a line of the report for US taxes.
enum CoinbaseUSTax {
  static let oldTotal = "USD Amount Transacted (Inclusive of Coinbase Fees)"
  static let total = "Total (inclusive of fees)"

  private enum Cell {
    static let time = 0
    static let type = 1
    static let asset = 2
    static let quantity = 3
    static let total = 4
    static let notes = 5
  }

  @Sendable
  static func read(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let instant = try day(line, &reading)
    guard let type = CoinbaseRetailType.find(line.withoutBlanks(Cell.type)) else {
      throw .typeUnknown(line.text(Cell.type), field: Cell.type)
    }
    let quantity = try reading.quantity(line, Cell.quantity)
    let amount: Amount
    switch type.movement {
    case .buy, .into: amount = quantity.magnitude
    case .sell, .out: amount = quantity.magnitude.negated
    case .asPrinted: amount = quantity
    case .convert:
      amount = quantity.magnitude.negated
      try received(instant, line, &reading)
    }
    try reading.entry(
      type.kind, amount, asset: line.withoutBlanks(Cell.asset), assetField: Cell.asset,
      at: instant, line: line)
    guard type.movement == .buy || type.movement == .sell else { return }
    let (money, currency) = try total(line, reading)
    try reading.settle(
      isBuy: type.movement == .buy, gross: money, fee: .zero, asset: currency,
      assetField: Cell.total, at: instant, line: line, reference: nil)
  }

  /// The half of a conversion that only the notes tell.
  private static func received(
    _ instant: Instant, _ line: Line, _ reading: inout LineReading
  ) throws(LineFault) {
    let asset = line.withoutBlanks(Cell.asset)
    guard let notes = try? CoinbaseNotes.read(line.withoutBlanks(Cell.notes)),
      notes.verb == .converted, reading.isSameAsset(asset, notes.asset, at: instant)
    else { throw .notesUnreadable(line.text(Cell.notes), field: Cell.notes) }
    try reading.entry(
      .conversion, notes.other, asset: notes.currency, assetField: Cell.notes, at: instant,
      line: line)
  }

  /// The day's first instant in the declared zone, or in UTC: the report has no time of day, and
  /// which day an entry falls on is all that can depend on it.
  private static func day(
    _ line: Line, _ reading: inout LineReading
  ) throws(LineFault) -> Instant {
    if reading.terms.zone == nil {
      reading.warn(
        "zone-assumed", field: Cell.time,
        message: "the report has days without a time zone; they are taken as UTC days",
        hint: "declare the zone of this source in the settings")
    }
    return try reading.instant(
      line, Cell.time, .local(.monthDayYear), zone: reading.terms.zone ?? .utc)
  }

  private static func total(
    _ line: Line, _ reading: LineReading
  ) throws(LineFault) -> (Amount, String) {
    let text = line.withoutBlanks(Cell.total)
    guard !text.isEmpty else {
      throw .amountMissing(reading.column(Cell.total), field: Cell.total)
    }
    do throws(AmountError) {
      let cell = try MoneyCell(text, dress: .all)
      return (cell.amount.magnitude, cell.ticker.isEmpty ? "USD" : cell.ticker.text)
    } catch {
      throw reading.fault(error, line, Cell.total)
    }
  }
}
