import Accounting

// The Exchange's REST answers, saved as JSON.

extension VenueFormat {
  static let coinbaseExchangeAccounts = VenueFormat(
    Coinbase.json(
      "coinbase-exchange-accounts",
      JSONList(
        path: "[]", keys: ["id", "currency", "balance", "available", "hold"]),
      fields: ["currency", "balance", "available", "hold"],
      summary: "Coinbase Exchange GET /accounts: balances, each available + hold. They carry no "
        + "time.",
      source: "docs.cdp.coinbase.com get-accounts, read 2026-11-20"),
    defaultAccount: CoinbaseExchange.account, linesNameAccount: false,
    read: CoinbaseExchange.readAccount)

  static let coinbaseExchangeLedger = VenueFormat(
    Coinbase.json(
      "coinbase-exchange-ledger",
      JSONList(
        path: "[]", keys: ["id", "amount", "balance", "created_at", "type", "details"],
        without: ["status", "currency"]),
      fields: [
        "id", "amount", "balance", "created_at", "type", "details.trade_id", "details.order_id",
        "details.transfer_id", "details.profile_transfer_id", "details.conversion_id",
      ],
      summary: "Coinbase Exchange GET /accounts/{id}/ledger: one currency, which the file does "
        + "not name and the settings must; running balance. Reference: the trade, else transfer, "
        + "else conversion id, else the line's own; group: the order.",
      source: "docs.cdp.coinbase.com get-single-account-ledger, read 2026-11-20"),
    defaultAccount: CoinbaseExchange.account, events: Coinbase.Events.exchange,
    linesNameAccount: false, read: CoinbaseExchange.readLedger)

  static let coinbaseExchangeFills = VenueFormat(
    Coinbase.json(
      "coinbase-exchange-fills",
      JSONList(
        path: "[]",
        keys: ["trade_id", "product_id", "order_id", "price", "size", "fee", "side", "created_at"],
        without: ["entry_id"]),
      fields: [
        "trade_id", "product_id", "order_id", "created_at", "side", "size", "price", "fee",
      ],
      summary: "Coinbase Exchange GET /fills. Legs: size, size × price, fee in the quote "
        + "currency. Reference: the trade id, unique within a product; group: the order.",
      source: "docs.cdp.coinbase.com get-all-fills, read 2026-11-20"),
    defaultAccount: CoinbaseExchange.account, events: Coinbase.Events.exchange,
    linesNameAccount: false, read: CoinbaseExchange.readFill)
}

/// Reads the Exchange's answers.
enum CoinbaseExchange {
  static let account = "coinbase-exchange/main"

  private enum Held {
    static let currency = 0
    static let balance = 1
    static let available = 2
    static let hold = 3
  }

  private enum Item {
    static let id = 0
    static let amount = 1
    static let balance = 2
    static let time = 3
    static let type = 4
    static let tradeID = 5
    static let orderID = 6
    static let transferID = 7
    static let profileTransferID = 8
    static let conversionID = 9
  }

  private enum Fill {
    static let tradeID = 0
    static let product = 1
    static let orderID = 2
    static let time = 3
    static let side = 4
    static let size = 5
    static let price = 6
    static let fee = 7
  }

  @Sendable
  static func readAccount(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let balance = try reading.amount(line, Held.balance)
    let held = try reading.amount(line, Held.hold)
    let sum = try Figures.sum(
      try reading.amount(line, Held.available), held, "available + hold", field: Held.balance)
    guard sum == balance else {
      throw LineFault(
        code: "balance-differs", field: Held.balance,
        message: "the balance is \(balance), but available and hold make \(sum)",
        hint: "the line contradicts itself; it is no balance of any account")
    }
    try reading.balance(
      balance, held: held, asset: line.withoutBlanks(Held.currency), assetField: Held.currency,
      at: nil)
  }

  @Sendable
  static func readLedger(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    guard let currency = reading.terms.currency else {
      throw LineFault(
        code: "currency-missing", field: nil,
        message: "the file is the ledger of one currency and does not say of which",
        hint: "declare the currency of this source in the settings, or with --currency")
    }
    guard let kind = ledgerKind(line.withoutBlanks(Item.type)) else {
      throw .typeUnknown(line.text(Item.type), field: Item.type)
    }
    let ids = [Item.tradeID, Item.transferID, Item.profileTransferID, Item.conversionID]
    reading.identify(line, by: [Item.id])
    try reading.entry(
      kind, try reading.amount(line, Item.amount), asset: currency,
      at: try reading.instant(line, Item.time), line: line,
      reference: ids.first { !line.isEmpty($0) } ?? Item.id, group: line.key(Item.orderID),
      balance: try reading.optionalAmount(line, Item.balance))
  }

  private static func ledgerKind(_ type: Bytes) -> EntryKind? {
    if type.reads("match") { return .trade }
    if type.reads("fee") { return .fee }
    if type.reads("transfer") { return .transfer }
    if type.reads("rebate") { return .rebate }
    if type.reads("conversion") { return .conversion }
    return nil
  }

  @Sendable
  static func readFill(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let isBuy = try Coinbase.isBuy(line, Fill.side)
    let product = try CoinbaseProduct(line, field: Fill.product)
    let instant = try reading.instant(line, Fill.time)
    let size = try reading.amount(line, Fill.size).magnitude
    let gross = try Figures.product(
      size, try reading.amount(line, Fill.price), "size × price", field: Fill.price)
    let fee = try reading.optionalAmount(line, Fill.fee) ?? .zero
    let group = line.key(Fill.orderID)
    reading.identify(line, by: [Fill.tradeID, Fill.product, Fill.orderID])
    try reading.entry(
      .trade, isBuy ? size : size.negated, asset: product.base, assetField: Fill.product,
      at: instant, line: line, reference: Fill.tradeID, group: group)
    try reading.settle(
      isBuy: isBuy, gross: gross, fee: fee, asset: product.quote.text, assetField: Fill.product,
      at: instant, line: line, reference: Fill.tradeID, group: group)
  }
}

/// The two assets of a spot product: `ETH-USD`.
struct CoinbaseProduct {
  let base: Bytes
  let quote: Bytes

  /// - Throws: `product-unknown` if the field is not two codes with one dash between.
  init(_ line: Line, field: Int) throws(LineFault) {
    let text = line.withoutBlanks(field)
    guard let dash = text.firstIndex(of: UInt8(ascii: "-")), dash > 0, dash + 1 < text.count,
      text.lastIndex(of: UInt8(ascii: "-")) == dash
    else { throw .productUnknown(text.text, field: field) }
    base = Bytes(rebasing: text[0..<dash])
    quote = Bytes(rebasing: text[(dash + 1)...])
  }
}

extension LineFault {
  static func productUnknown(_ text: String, field: Int) -> LineFault {
    LineFault(
      code: "product-unknown", field: field,
      message: "\(Diagnostic.quoted(text)) is no product this format is known to trade",
      hint: "a spot product has two codes and one dash between them, such as BTC-USD")
  }
}
