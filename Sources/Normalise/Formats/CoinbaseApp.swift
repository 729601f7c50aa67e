import Accounting

extension VenueFormat {
  static let coinbaseAppV2Transactions = VenueFormat(
    Coinbase.json(
      "coinbase-app-v2-transactions",
      JSONList(
        path: "data[]", keys: ["id", "type", "status", "amount", "native_amount", "created_at"]),
      fields: [
        "id", "type", "status", "amount.amount", "amount.currency", "created_at",
        "network.transaction_fee.amount", "network.transaction_fee.currency", "trade.id",
        "advanced_trade_fill.order_id", "buy.id", "sell.id",
      ],
      summary: "Coinbase app GET /v2/accounts/:id/transactions, one line a wallet's change. Only "
        + "completed ones count. A send's network fee is a leg of its own out of the amount. "
        + "Reference: id; group: the trade, order, buy or sell. An exchange_deposit may repeat a "
        + "send.",
      source: "rotki tests/utils/exchanges.py, JKorf GetTransactions, "
        + "read 2026-11-20"),
    defaultAccount: Coinbase.account, events: Coinbase.Events.retail, linesNameAccount: false,
    read: CoinbaseApp.read)
}

/// Reads the app's transactions.
enum CoinbaseApp {
  private enum Cell {
    static let id = 0
    static let type = 1
    static let status = 2
    static let amount = 3
    static let currency = 4
    static let time = 5
    static let networkFee = 6
    static let networkFeeCurrency = 7
    static let groups = [8, 9, 10, 11]
  }

  @Sendable
  static func read(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let type = line.withoutBlanks(Cell.type)
    guard let kind = kind(type) else {
      throw .typeUnknown(line.text(Cell.type), field: Cell.type)
    }
    guard line.withoutBlanks(Cell.status).reads("completed") else {
      return reading.ignore("not-completed")
    }
    let instant = try reading.instant(line, Cell.time)
    let asset = line.withoutBlanks(Cell.currency)
    var amount = try reading.amount(line, Cell.amount)
    // A sell of a coin is sometimes written without its sign.
    if type.reads("sell"), !AliasTable.isCurrency(asset.text) { amount = amount.magnitude.negated }
    let group = line.key(Cell.groups.first { !line.isEmpty($0) } ?? Cell.groups[0])
    let fee = type.reads("send") && amount.isNegative ? try networkFee(line, reading) : .zero
    reading.identify(line, by: [Cell.id])
    try reading.entry(
      kind ?? (amount.isNegative ? .withdrawal : .deposit),
      try Figures.sum(amount, fee, "amount + network fee", field: Cell.amount), asset: asset,
      assetField: Cell.currency, at: instant, line: line, reference: Cell.id, group: group)
    try reading.entry(
      .fee, fee.negated, asset: asset, assetField: Cell.currency, at: instant, line: line,
      reference: Cell.id, group: group)
  }

  /// What of a send went to the network; not negative.
  private static func networkFee(
    _ line: Line, _ reading: LineReading
  ) throws(LineFault) -> Amount {
    let fee = try reading.optionalAmount(line, Cell.networkFee)?.magnitude ?? .zero
    let currency = line.withoutBlanks(Cell.networkFeeCurrency)
    guard fee.isZero || currency.isEqual(line.withoutBlanks(Cell.currency)) else {
      throw .currencyDiffers(
        currency.text, line.text(Cell.currency), field: Cell.networkFeeCurrency)
    }
    return fee
  }

  /// The kind of a type; nil inside for one whose sign tells, nil for an unknown type.
  private static func kind(_ type: Bytes) -> EntryKind?? {
    for (name, kind) in kinds where type.reads(name) { return .some(kind) }
    for family: StaticString in ["prime_", "intx_"] {
      let length = family.utf8CodeUnitCount
      if type.count > length, Bytes(rebasing: type[..<length]).reads(family) {
        return .some(.transfer)
      }
    }
    return nil
  }

  private static let kinds: [(StaticString, EntryKind?)] = [
    ("send", nil), ("receive", .deposit), ("request", nil), ("transfer", .transfer),
    ("buy", .trade), ("sell", .trade), ("trade", .conversion), ("advanced_trade_fill", .trade),
    ("fiat_deposit", .deposit), ("fiat_withdrawal", .withdrawal),
    ("exchange_deposit", .transfer), ("exchange_withdrawal", .transfer),
    ("pro_deposit", .transfer), ("pro_withdrawal", .transfer), ("vault_withdrawal", .transfer),
    ("interest", .income), ("inflation_reward", .income), ("staking_reward", .income),
    ("staking_transfer", .staking), ("unstaking_transfer", .staking), ("earn_payout", .income),
    ("incentives_rewards_payout", .income), ("incentives_shared_clawback", .adjustment),
    ("clawback", .adjustment), ("cardspend", .withdrawal), ("cardbuyback", .rebate),
    ("subscription", .fee), ("subscription_rebate", .rebate),
    ("retail_simple_dust", .conversion), ("wrap_asset", .conversion),
    ("unwrap_asset", .conversion), ("derivatives_settlement", .other),
    ("fcm_futures_usdc_sell", .transfer), ("unsupported_asset_recovery", .adjustment),
    ("tx", .other),
  ]
}
