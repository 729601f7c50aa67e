import Accounting

extension VenueFormat {
  static let coinbaseProAccount = VenueFormat(
    Coinbase.csv(
      "coinbase-pro-account",
      CSVShape(
        headers: CoinbasePro.accountHeaders,
        aliases: [
          "portfolio": ["Portfolio"], "type": ["Type"], "time": ["Timestamp"],
          "amount": ["Amount"], "balance": ["Balance"],
          "amount/balance unit": ["Amount/balance unit"], "transfer id": ["Transfer id"],
          "trade id": ["Trade id"], "order id": ["Order id"],
        ]),
      fields: [
        "portfolio", "type", "time", "amount", "balance", "amount/balance unit", "transfer id",
        "trade id", "order id",
      ],
      summary: "Coinbase Pro account statement, one line a balance change, with running balance "
        + "per portfolio and unit. Reference: the trade id, else the transfer id; group: the "
        + "order. Without settings a portfolio is the account coinbase-pro/<portfolio>.",
      source: "BittyTax coinbasepro.py, rotki tests/data/coinbasepro.csv, "
        + "read 2026-11-20"),
    defaultAccount: CoinbasePro.account, events: Coinbase.Events.exchange,
    read: CoinbasePro.readAccount)

  static let coinbaseProFills = VenueFormat(
    Coinbase.csv(
      "coinbase-pro-fills",
      CSVShape(headers: [CoinbasePro.fillColumns, Array(CoinbasePro.fillColumns.dropFirst())]),
      fields: CoinbasePro.fillColumns,
      summary: "Coinbase Pro fills. Legs: size, size × price, fee; the total is checked against "
        + "them. Reference: the trade id. Tells of the same trades as the account statement.",
      source: "everytrade coinbasepro_v001.csv, read 2026-11-20"),
    defaultAccount: CoinbasePro.account, events: Coinbase.Events.exchange,
    read: CoinbasePro.readFill)
}

/// Reads Coinbase Pro's two CSV exports.
enum CoinbasePro {
  static let account = "coinbase-pro/default"
  static let fillColumns = [
    "portfolio", "trade id", "product", "side", "created at", "size", "size unit", "price", "fee",
    "total", "price/fee/total unit",
  ]
  static let accountHeaders: [[String]] = {
    let small = [
      "portfolio", "type", "time", "amount", "balance", "amount/balance unit", "transfer id",
      "trade id", "order id",
    ]
    let capital = [
      "Portfolio", "Type", "Timestamp", "Amount", "Balance", "Amount/balance unit", "Transfer id",
      "Trade id", "Order id",
    ]
    return [small, Array(small.dropFirst()), capital, Array(capital.dropFirst())]
  }()

  private enum Cell {
    static let portfolio = 0
    static let type = 1
    static let time = 2
    static let amount = 3
    static let balance = 4
    static let unit = 5
    static let transferID = 6
    static let tradeID = 7
    static let orderID = 8
  }

  private enum Fill {
    static let tradeID = 1
    static let product = 2
    static let side = 3
    static let time = 4
    static let size = 5
    static let sizeUnit = 6
    static let price = 7
    static let fee = 8
    static let total = 9
    static let unit = 10
  }

  @Sendable
  static func readAccount(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    guard let kind = kind(line.withoutBlanks(Cell.type)) else {
      throw .typeUnknown(line.text(Cell.type), field: Cell.type)
    }
    let instant = try reading.instant(line, Cell.time)
    let amount = try reading.amount(line, Cell.amount)
    let ids = [Cell.transferID, Cell.tradeID, Cell.orderID]
    // Portfolio, type and unit alone are nobody's id.
    if ids.contains(where: { !line.isEmpty($0) }) {
      reading.identify(line, by: [Cell.portfolio, Cell.type] + ids + [Cell.unit])
    }
    try reading.entry(
      kind, amount, asset: line.withoutBlanks(Cell.unit), assetField: Cell.unit, at: instant,
      line: line, reference: line.isEmpty(Cell.tradeID) ? Cell.transferID : Cell.tradeID,
      group: line.key(Cell.orderID), account: portfolio(line),
      balance: try reading.optionalAmount(line, Cell.balance))
  }

  private static func kind(_ type: Bytes) -> EntryKind? {
    if type.reads("match") { return .trade }
    if type.reads("fee") { return .fee }
    if type.reads("deposit") { return .deposit }
    if type.reads("withdrawal") { return .withdrawal }
    if type.reads("conversion") { return .conversion }
    if type.reads("rebate") { return .rebate }
    return nil
  }

  /// The account of a line that names its portfolio.
  private static func portfolio(_ line: Line) -> AccountText? {
    let name = line.withoutBlanks(Cell.portfolio)
    return name.isEmpty ? nil : AccountText(name, prefix: "coinbase-pro/")
  }

  @Sendable
  static func readFill(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let isBuy = try Coinbase.isBuy(line, Fill.side)
    let instant = try reading.instant(line, Fill.time)
    let size = try reading.amount(line, Fill.size).magnitude
    let fee = try reading.optionalAmount(line, Fill.fee) ?? .zero
    let gross = try Figures.product(
      size, try reading.amount(line, Fill.price), "size × price", field: Fill.price)
    try checkTotal(isBuy, gross, fee, line, reading)
    reading.identify(line, by: [Cell.portfolio, Fill.tradeID, Fill.product, Fill.side])
    try reading.entry(
      .trade, isBuy ? size : size.negated, asset: line.withoutBlanks(Fill.sizeUnit),
      assetField: Fill.sizeUnit, at: instant, line: line, reference: Fill.tradeID,
      account: portfolio(line))
    try reading.settle(
      isBuy: isBuy, gross: gross, fee: fee, asset: line.withoutBlanks(Fill.unit).text,
      assetField: Fill.unit, at: instant, line: line, reference: Fill.tradeID,
      account: portfolio(line))
  }

  /// Buyers pay size × price + fee, sellers get size × price − fee; exporters round the total.
  private static func checkTotal(
    _ isBuy: Bool, _ gross: Amount, _ fee: Amount, _ line: Line, _ reading: LineReading
  ) throws(LineFault) {
    guard let stated = try reading.optionalAmount(line, Fill.total) else { return }
    let net = try Figures.difference(
      isBuy ? gross.negated : gross, fee, "size × price and fee", field: Fill.total)
    let apart = try Figures.difference(net, stated, "the total", field: Fill.total)
    let text = line.withoutBlanks(Fill.total)
    let point = text.firstIndex(of: UInt8(ascii: "."))
    let written = point.map { text.count - $0 - 1 } ?? 0
    // Ten decimals are what some exports round to; one written with eight or nine is rounded there.
    let unit = Amount(units: 1, scale: written == 8 || written == 9 ? UInt8(written) : 10)
    guard apart.magnitude <= unit else {
      throw LineFault(
        code: "total-differs", field: Fill.total,
        message: "the total is \(stated), but size × price and fee make \(net)",
        hint: "the line contradicts itself; it is in no entry")
    }
  }
}
