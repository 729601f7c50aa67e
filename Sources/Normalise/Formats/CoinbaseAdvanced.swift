import Accounting

// Advanced Trade's answers, saved as JSON.

extension VenueFormat {
  static let coinbaseAdvancedAccounts = VenueFormat(
    Coinbase.json(
      "coinbase-advanced-accounts",
      JSONList(path: "accounts[]", keys: ["uuid", "currency", "available_balance", "hold"]),
      fields: [
        "currency", "available_balance.value", "available_balance.currency", "hold.value",
        "hold.currency",
      ],
      summary: "Coinbase Advanced Trade GET accounts: balances, each available + hold. They carry "
        + "no time of their own.",
      source: "nautilus_trader coinbase test_data/http_accounts.json, read 2026-11-20"),
    defaultAccount: Coinbase.account, linesNameAccount: false,
    read: CoinbaseAdvanced.readAccount)

  static let coinbaseAdvancedFills = VenueFormat(
    Coinbase.json(
      "coinbase-advanced-fills",
      JSONList(
        path: "fills[]",
        keys: ["entry_id", "trade_id", "order_id", "product_id", "price", "size", "commission"]),
      fields: [
        "entry_id", "trade_id", "order_id", "trade_time", "trade_type", "product_id", "side",
        "price", "size", "size_in_quote", "commission",
      ],
      summary: "Coinbase Advanced Trade fills. Legs: base, quote, commission in the quote "
        + "currency. A fill of a perpetual or dated future moves its commission only; realised "
        + "profit and loss is not in this export. Reference: the trade id; group: the order. "
        + "Tells of the same trades as the retail report.",
      source: "nautilus_trader coinbase test_data/http_fills.json, read 2026-11-20"),
    defaultAccount: Coinbase.account, events: Coinbase.Events.retail, linesNameAccount: false,
    read: CoinbaseAdvanced.readFill)
}

/// Reads Advanced Trade's answers.
enum CoinbaseAdvanced {
  private enum Held {
    static let currency = 0
    static let available = 1
    static let availableCurrency = 2
    static let hold = 3
    static let holdCurrency = 4
  }

  private enum Fill {
    static let entryID = 0
    static let tradeID = 1
    static let orderID = 2
    static let time = 3
    static let type = 4
    static let product = 5
    static let side = 6
    static let price = 7
    static let size = 8
    static let sizeInQuote = 9
    static let commission = 10
  }

  @Sendable
  static func readAccount(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let currency = line.withoutBlanks(Held.currency)
    for field in [Held.availableCurrency, Held.holdCurrency] {
      guard line.isEmpty(field) || line.withoutBlanks(field).isEqual(currency) else {
        throw .currencyDiffers(line.text(field), currency.text, field: field)
      }
    }
    let held = try reading.optionalAmount(line, Held.hold) ?? .zero
    let total = try Figures.sum(
      try reading.amount(line, Held.available), held, "available + hold", field: Held.available)
    try reading.balance(
      total, held: held, asset: currency, assetField: Held.currency, at: nil)
  }

  @Sendable
  static func readFill(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let type = line.withoutBlanks(Fill.type)
    guard type.isEmpty || type.reads("FILL") else {
      throw .typeUnknown(line.text(Fill.type), field: Fill.type)
    }
    let isBuy = try Coinbase.isBuy(line, Fill.side)
    let instant = try reading.instant(line, Fill.time)
    let commission = try reading.optionalAmount(line, Fill.commission) ?? .zero
    let group = line.key(Fill.orderID)
    reading.identify(line, by: [Fill.entryID])
    if let margin = marginCurrency(line.withoutBlanks(Fill.product)) {
      return try reading.settle(
        isBuy: isBuy, gross: .zero, fee: commission, asset: margin, assetField: nil, at: instant,
        line: line, reference: Fill.tradeID, group: group)
    }
    let product = try CoinbaseProduct(line, field: Fill.product)
    let (base, gross) = try sizes(line, reading)
    try reading.entry(
      .trade, isBuy ? base : base.negated, asset: product.base, assetField: Fill.product,
      at: instant, line: line, reference: Fill.tradeID, group: group)
    try reading.settle(
      isBuy: isBuy, gross: gross, fee: commission, asset: product.quote.text,
      assetField: Fill.product, at: instant, line: line, reference: Fill.tradeID, group: group)
  }

  /// What a derivative's fill is charged in: perpetuals in USDC, dated futures in USD; nil for a
  /// spot product.
  private static func marginCurrency(_ product: Bytes) -> String? {
    if product.ends(with: "-CDE") { return "USD" }
    return product.ends(with: "-PERP-INTX") || product.ends(with: "-PERP") ? "USDC" : nil
  }

  /// Base and quote quantity. `size_in_quote` makes the size quote money; the base it bought is
  /// then size ÷ price, which must come out exactly.
  private static func sizes(
    _ line: Line, _ reading: LineReading
  ) throws(LineFault) -> (base: Amount, quote: Amount) {
    let size = try reading.amount(line, Fill.size).magnitude
    let price = try reading.amount(line, Fill.price)
    guard line.withoutBlanks(Fill.sizeInQuote).reads("true") else {
      return (size, try Figures.product(size, price, "size × price", field: Fill.price))
    }
    guard let base = size.exactQuotient(by: price) else {
      throw LineFault(
        code: "size-not-exact", field: Fill.size,
        message: "the size is quote money, and \(size) ÷ \(price) is no finite decimal",
        hint: "the base quantity stands in the retail report or the app's transactions")
    }
    return (base, size)
  }
}

extension Bytes {
  func ends(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    return Bytes(rebasing: self[(count - length)...]).reads(text)
  }
}
