import Accounting

// dYdX: one collateral, USDC; a derivative's size is a position, never an entry.
//
// Account names: with settings, the source's account. Without, lines that name a subaccount go to
// `dydx/<number>` whatever the file (fills, funding and positions know no address), others to
// `dydx/main`, trading rewards to `dydx/wallet`.

extension VenueFormat {
  /// dYdX v4 indexer JSON, v4 web CSV and v3 CSV.
  package static let dydx: [VenueFormat] = [
    .dydxV4Fills, .dydxV4Transfers, .dydxV4FundingPayments, .dydxV4AssetPositions,
    .dydxV4PerpetualPositions, .dydxV4Subaccount, .dydxV4Address, .dydxV4TradingRewards,
    .dydxV4TradingRewardAggregations, .dydxV4HistoricalFunding, .dydxV4HistoricalPnl,
    .dydxV4TradeHistory, .dydxV4Orders, .dydxV4WebTrades, .dydxV4WebTransfers,
    .dydxV4WebVaultTransfers, .dydxV4WebFundingPayments, .dydxV3Transfers, .dydxV3Trades,
    .dydxV3Funding,
  ]
}

/// What all dYdX formats share.
enum DYDX {
  static let venue = "dydx"
  static let collateral = "USDC"
  static let account = "dydx/main"
  static let schema =
    "dydxprotocol/v4-chain indexer/services/comlink/public/swagger.json, read 2026-11-20"
  static let accounts =
    "Without settings, subaccount n is the account dydx/n, whatever its address."

  /// Formats that tell of the same events.
  enum Events {
    static let trades = "dydx-v4-trades"
    static let transfers = "dydx-v4-transfers"
    static let funding = "dydx-v4-funding"
  }

  /// A list of an indexer answer, bare, paged or enveloped.
  static func indexer<Name: FieldNames>(
    _ name: String, fields: Name.Type, lists: [JSONList], summary: String
  ) -> Format {
    Format(
      name: name, venue: venue, sides: [.statement], shape: .json(JSONShape(lists: lists)),
      fields: Name.names, summary: summary, source: schema)
  }

  /// The USDC change of a fill but for its fees: a buyer pays price × size.
  ///
  /// - Throws: `amount-too-long` if the exact product needs more than 38 digits.
  static func notional<Name: FieldNames>(
    _ line: Line, price: Name, size: Name, isBuy: Bool
  ) throws(LineFault) -> Amount {
    let quantity = try line.decimal(size)
    let rate = try line.decimal(price)
    do throws(AmountError) {
      let value = try rate.multiplied(by: quantity)
      return isBuy ? value.negated : value
    } catch {
      throw .amount(
        error, "\(line.text(price)) × \(line.text(size))", price.name, field: price.rawValue)
    }
  }

  /// A trade in the collateral alone, of an export that tells no id of it: ∓price × size less fee.
  static func readTradeWithoutID<Name: FieldNames>(
    _ line: Line, _ reading: inout LineReading, at time: Name, side: Name, price: Name,
    size: Name, fee: Name, market: Name
  ) throws(LineFault) {
    let instant = try line.instant(time)
    let isBuy = try isBuy(line, side)
    let value = try notional(line, price: price, size: size, isBuy: isBuy)
    let quantity = try line.decimal(size)
    reading.fill(
      market: line.text(market), size: isBuy ? quantity : quantity.negated,
      price: try line.decimal(price), at: instant)
    try reading.entry(.trade, value, asset: collateral, at: instant, line: line)
    try addFee(
      try line.decimal(fee), at: instant, line, &reading, reference: nil, account: nil)
  }

  /// Whether the side's word says buy.
  static func isBuy<Name: FieldNames>(_ line: Line, _ field: Name) throws(LineFault) -> Bool {
    let word = line[field]
    if word.reads("BUY") || word.reads("Buy") { return true }
    if word.reads("SELL") || word.reads("Sell") { return false }
    throw .unknownWord(
      code: "side-unknown", line.text(field), field.name, field: field.rawValue,
      known: "BUY and SELL, and Buy and Sell in the English web export")
  }

  /// Adds the fee as its own entry: a positive fee is paid, a negative one received.
  static func addFee(
    _ fee: Amount?, at instant: Instant, _ line: Line, _ reading: inout LineReading,
    reference: Int?, group: ReferenceKey = .none, account: AccountText?
  ) throws(LineFault) {
    guard let fee, !fee.isZero else { return }
    try reading.entry(
      fee.isNegative ? .rebate : .fee, fee.negated, asset: collateral, at: instant, line: line,
      reference: reference, group: group, account: account)
  }
}
