import Accounting

/// Reads a line of the wallet report of before 2019.
enum CoinbaseWallet {
  static let longID =
    "Coinbase ID (visit https://www.coinbase.com/transactions/[ID] in your browser)"
  static let longHash =
    "Bitcoin Hash (visit https://www.coinbase.com/tx/[HASH] in your browser for more info)"
  private static let firstColumns = [
    "Timestamp", "Balance", "Amount", "Currency", "To", "Notes", "Instantly Exchanged",
    "Transfer Total", "Transfer Total Currency", "Transfer Fee", "Transfer Fee Currency",
    "Transfer Payment Method", "Transfer ID", "Order Price", "Order Currency", "Order BTC",
    "Order Tracking Code", "Order Custom Parameter", "Order Paid Out", "Recurring Payment ID",
  ]
  static let columns = firstColumns + [longID, longHash]
  static let shortColumns = firstColumns + ["Coinbase ID", longHash]

  private enum Cell {
    static let time = 0
    static let balance = 1
    static let amount = 2
    static let currency = 3
    static let total = 4
    static let totalCurrency = 5
    static let fee = 6
    static let feeCurrency = 7
    static let transferID = 8
    static let id = 9
    static let hash = 10
  }

  @Sendable
  static func read(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let instant = try reading.instant(line, Cell.time)
    guard let amount = try reading.optionalAmount(line, Cell.amount) else {
      guard !line.isEmpty(Cell.fee) else {
        throw .amountMissing(reading.column(Cell.amount), field: Cell.amount)
      }
      return reading.ignore("fee-repeated")
    }
    reading.identify(line, by: [Cell.id, Cell.transferID, Cell.hash])
    let reference = line.isEmpty(Cell.id) ? Cell.transferID : Cell.id
    let isTrade =
      line.isEmpty(Cell.hash) && !line.isEmpty(Cell.total)
      && !line.withoutBlanks(Cell.totalCurrency).isEqual(line.withoutBlanks(Cell.currency))
    let kind: EntryKind = isTrade ? .trade : amount.isNegative ? .withdrawal : .deposit
    try reading.entry(
      kind, amount, asset: line.withoutBlanks(Cell.currency), assetField: Cell.currency,
      at: instant, line: line, reference: reference, group: line.key(Cell.transferID),
      balance: try reading.optionalAmount(line, Cell.balance))
    if isTrade { try settle(isBuy: !amount.isNegative, instant, line, &reading, reference) }
  }

  /// The transfer's money: its total includes the fee for a buyer and is without it for a seller.
  private static func settle(
    isBuy: Bool, _ instant: Instant, _ line: Line, _ reading: inout LineReading, _ reference: Int
  ) throws(LineFault) {
    let currency = line.withoutBlanks(Cell.totalCurrency)
    let total = try reading.amount(line, Cell.total).magnitude
    let fee = try reading.optionalAmount(line, Cell.fee)?.magnitude ?? .zero
    guard fee.isZero || line.withoutBlanks(Cell.feeCurrency).isEqual(currency) else {
      throw .currencyDiffers(line.text(Cell.feeCurrency), currency.text, field: Cell.feeCurrency)
    }
    let gross =
      isBuy
      ? try Figures.difference(total, fee, "total − fee", field: Cell.total)
      : try Figures.sum(total, fee, "total + fee", field: Cell.total)
    try reading.settle(
      isBuy: isBuy, gross: gross, fee: fee, asset: currency.text, assetField: Cell.totalCurrency,
      at: instant, line: line, reference: reference, group: line.key(Cell.transferID))
  }
}

/// Reads a line of the buys and sells of one coin.
enum CoinbaseCoinTransfers {
  private enum Cell {
    static let time = 0
    static let type = 1
    static let coin = 2
    static let fees = 3
    static let total = 4
    static let currency = 5
    static let id = 6
  }

  @Sendable
  static func read(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let instant = try reading.instant(line, Cell.time)
    let type = line.withoutBlanks(Cell.type)
    let isBuy = type.readsIgnoringCase("buy")
    guard isBuy || type.readsIgnoringCase("sell") else {
      throw .typeUnknown(line.text(Cell.type), field: Cell.type)
    }
    let quantity = try reading.quantity(line, Cell.coin).magnitude
    let money: MoneyCell.Dress = [.symbol, .groups, .brackets]
    guard let total = try reading.dressedAmount(line, Cell.total, money)?.magnitude else {
      throw .amountMissing(reading.column(Cell.total), field: Cell.total)
    }
    let fee = try reading.dressedAmount(line, Cell.fees, money)?.magnitude ?? .zero
    if !line.isEmpty(Cell.id) { reading.identify(line, by: [Cell.id]) }
    try reading.entry(
      .trade, isBuy ? quantity : quantity.negated, asset: reading.column(Cell.coin), at: instant,
      line: line, reference: Cell.id)
    let gross =
      isBuy
      ? try Figures.difference(total, fee, "total − fees", field: Cell.total)
      : try Figures.sum(total, fee, "total + fees", field: Cell.total)
    try reading.settle(
      isBuy: isBuy, gross: gross, fee: fee, asset: line.withoutBlanks(Cell.currency).text,
      assetField: Cell.currency, at: instant, line: line, reference: Cell.id)
  }
}
