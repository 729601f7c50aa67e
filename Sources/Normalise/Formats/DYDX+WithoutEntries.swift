import Accounting

// Answers of the indexer that hold no balance change of their own: recognised, so that a folder
// of downloads can be given whole, and every line set aside by a named rule.

extension VenueFormat {
  static let dydxV4HistoricalFunding = withoutEntries(
    "dydx-v4-historical-funding", paths: ["historicalFunding[]"],
    keys: ["ticker", "rate", "price", "effectiveAt"], rule: "no-balance-change",
    summary: "A market's funding rates (/v4/historicalFunding): nobody's payments")

  static let dydxV4HistoricalPnl = withoutEntries(
    "dydx-v4-historical-pnl", paths: ["historicalPnl[]", "pnl[]"],
    keys: ["equity", "totalPnl", "netTransfers", "createdAt"], rule: "no-balance-change",
    summary: "Equity over time (/v4/historical-pnl, /v4/pnl): valuations, not balances")

  static let dydxV4TradingRewardAggregations = withoutEntries(
    "dydx-v4-trading-reward-aggregations",
    paths: ["rewards[]", "historicalTradingRewardAggregations[]"],
    keys: ["tradingReward", "startedAt", "period"], claimsEmpty: false, rule: "aggregate",
    summary: "Sums of trading rewards a day, week or month "
      + "(/v4/historicalTradingRewardAggregations): the rewards themselves are "
      + "dydx-v4-trading-rewards")

  static let dydxV4TradeHistory = withoutEntries(
    "dydx-v4-trade-history", paths: ["tradeHistory[]", "trades[]"],
    keys: ["action", "executionPrice", "netFee", "prevSize"], rule: "aggregate",
    summary: "Fills summed by order (/v4/tradeHistory): the fills themselves are dydx-v4-fills")

  static let dydxV4Orders = withoutEntries(
    "dydx-v4-orders", paths: ["orders[]"],
    keys: ["clientId", "side", "size", "totalFilled", "status"], rule: "no-balance-change",
    summary: "Orders (/v4/orders): what was asked for, not what was done")

  private static func withoutEntries(
    _ name: String, paths: [String], keys: [String], claimsEmpty: Bool = true, rule: String,
    summary: String
  ) -> VenueFormat {
    VenueFormat(
      Format(
        name: name, venue: DYDX.venue, sides: [.statement],
        shape: .json(
          JSONShape(lists: paths.map { JSONList(path: $0, keys: keys, claimsEmpty: claimsEmpty) })),
        fields: keys, summary: "\(summary). Every line is set aside by the rule \(rule).",
        source: DYDX.schema),
      defaultAccount: DYDX.account
    ) { _, reading throws(LineFault) in reading.ignore(rule) }
  }
}
