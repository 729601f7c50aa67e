import Accounting

/// In which currency a retail trade settled, for how much, and what of it was the fee.
struct CoinbaseSettlement {
  let currency: String
  /// The field that names the currency; nil: a column's name does.
  let field: Int?
  /// Before the fee; not negative.
  let gross: Amount
  /// Positive if it was paid.
  let fee: Amount

  private typealias Cell = CoinbaseRetail.Cell

  /// - Parameter display: the currency of the money columns; they count if the notes name no other.
  init(
    isBuy: Bool, quantity: Amount, display: String, notes: CoinbaseNotes?, _ instant: Instant,
    _ line: Line, _ reading: inout LineReading
  ) throws(LineFault) {
    if let notes, let named = notes.named, named != display {
      currency = named
      field = Cell.notes
      (gross, fee) = try CoinbaseSettlement.byNotes(
        isBuy, quantity, notes, instant, line, reading)
      return
    }
    currency = display
    field = reading.fields[Cell.currency].utf8.first == UInt8(ascii: "*") ? nil : Cell.currency
    (gross, fee) = try CoinbaseSettlement.byColumns(isBuy, display, line, reading)
    if let notes { try CoinbaseSettlement.compare(notes, isBuy, gross, fee, &reading) }
  }

  /// The notes name another currency than the columns: quantity × price before the fee, and the
  /// fee is what is missing to the amount named. Without a price, the amount named is all.
  private static func byNotes(
    _ isBuy: Bool, _ quantity: Amount, _ notes: CoinbaseNotes, _ instant: Instant, _ line: Line,
    _ reading: LineReading
  ) throws(LineFault) -> (gross: Amount, fee: Amount) {
    guard let price = notes.price, price.currency.text == notes.named,
      reading.isSameAsset(price.asset, line.withoutBlanks(Cell.asset), at: instant)
    else { return (notes.other, .zero) }
    let gross = try Figures.product(
      quantity, price.amount, "quantity × price", field: Cell.quantity)
    let (more, less) = isBuy ? (notes.other, gross) : (gross, notes.other)
    return (gross, try Figures.difference(more, less, "the fee", field: Cell.notes))
  }

  /// Total is the money that moved: with the fee for a buyer, without it for a seller.
  private static func byColumns(
    _ isBuy: Bool, _ display: String, _ line: Line, _ reading: LineReading
  ) throws(LineFault) -> (gross: Amount, fee: Amount) {
    guard let total = try money(line, Cell.total, display, reading) else {
      throw .amountMissing(reading.column(Cell.total), field: Cell.total)
    }
    var fee = try money(line, Cell.fees, display, reading) ?? .zero
    // A line whose money follows the quantity's sign has total and fee below zero alike.
    if total.isNegative, fee.isNegative { fee = fee.negated }
    let gross =
      isBuy
      ? try Figures.difference(total.magnitude, fee, "total − fees", field: Cell.total)
      : try Figures.sum(total.magnitude, fee, "total + fees", field: Cell.total)
    return (gross, fee)
  }

  /// The amount of a money cell; nil if it is empty.
  private static func money(
    _ line: Line, _ field: Int, _ display: String, _ reading: LineReading
  ) throws(LineFault) -> Amount? {
    let text = line.withoutBlanks(field)
    if text.isEmpty { return nil }
    let cell: MoneyCell
    do throws(AmountError) {
      cell = try MoneyCell(text, dress: .all)
    } catch {
      throw reading.fault(error, line, field)
    }
    let named = cell.ticker.isEmpty ? CurrencySymbol.currency(cell.symbol) : cell.ticker.text
    if let named, named != display {
      throw .currencyDiffers(text.text, display, field: field)
    }
    return cell.amount
  }

  /// Tells the reader when the notes name another amount, in the same currency, than the columns.
  private static func compare(
    _ notes: CoinbaseNotes, _ isBuy: Bool, _ gross: Amount, _ fee: Amount,
    _ reading: inout LineReading
  ) throws(LineFault) {
    let moved = try Figures.difference(
      gross, isBuy ? fee.negated : fee, "the total", field: Cell.total)
    let apart = try Figures.difference(moved, notes.other, "the total", field: Cell.total)
    let cent = Amount(units: 1, scale: 2)
    guard apart.magnitude > cent else { return }
    reading.warn(
      "notes-differ", field: Cell.notes,
      message: "the notes name \(notes.other), the total is \(moved)",
      hint: "the total is what is counted: the venue calls it the money that moved")
  }
}

extension LineFault {
  static func currencyDiffers(_ text: String, _ currency: String, field: Int) -> LineFault {
    LineFault(
      code: "currency-differs", field: field,
      message: "\(Diagnostic.quoted(text)) is not in \(Diagnostic.quoted(currency)), which the "
        + "line names as its currency",
      hint: "the line may be damaged; it is in no entry")
  }
}
