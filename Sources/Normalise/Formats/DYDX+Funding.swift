import Accounting

extension VenueFormat {
  static let dydxV4FundingPayments = VenueFormat(
    DYDX.indexer(
      "dydx-v4-funding-payments", fields: DYDX.Funding.self,
      lists: [
        JSONList(
          path: "fundingPayments[]", keys: ["createdAt", "ticker", "payment", "rate"])
      ],
      summary: "Funding payments of the v4 indexer (/v4/fundingPayments), with all their digits; "
        + "the chain settles whole millionths of USDC, so the stated balance differs by less "
        + "than one a settlement. No reference; time, market and subaccount tell duplicates. "
        + DYDX.accounts),
    defaultAccount: DYDX.account, events: DYDX.Events.funding, read: DYDX.readFunding)

  static let dydxV4TradingRewards = VenueFormat(
    DYDX.indexer(
      "dydx-v4-trading-rewards", fields: DYDX.Reward.self,
      lists: ["rewards[]", "historicalBlockTradingRewards[]"].map {
        JSONList(path: $0, keys: ["tradingReward", "createdAt"], without: ["startedAt"])
      },
      summary: "Trading rewards of the v4 indexer (/v4/historicalBlockTradingRewards): DYDX paid "
        + "to the wallet, not to a subaccount. Without settings the account is dydx/wallet."),
    defaultAccount: "dydx/wallet", linesNameAccount: false, read: DYDX.readReward)
}

extension DYDX {
  enum Funding: Int, FieldNames {
    case createdAt, ticker, payment, subaccountNumber
  }

  static func readFunding(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let owner = try owner(line, number: Funding.subaccountNumber, reading)
    if let rule = owner.foreign { return reading.ignore(rule) }
    reading.identify(
      line,
      by: [Funding.createdAt, .ticker, .subaccountNumber].map(\.rawValue))
    try reading.entry(
      .funding, try line.decimal(Funding.payment), asset: collateral,
      at: try line.instant(Funding.createdAt), line: line, account: owner.account)
  }

  enum Reward: Int, FieldNames {
    case tradingReward, createdAt, createdAtHeight
  }

  static func readReward(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    reading.identify(line, by: [Reward.createdAt, .createdAtHeight].map(\.rawValue))
    try reading.entry(
      .income, try line.decimal(Reward.tradingReward), asset: "DYDX",
      at: try line.instant(Reward.createdAt), line: line)
  }
}
