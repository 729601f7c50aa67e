// Facts, read 2026-11-20: rotki's asset mappings for each exchange, ccxt's common currencies,
// the BittyTax parsers, Kraken's support pages, the dYdX chain's constants, ISO 4217.

extension AssetRow {
  /// What each venue's own codes mean.
  package static let byVenue: [String: [AssetRow]] = [
    "binance": binance,
    "bitfinex": bitfinex,
    "bitmex": bitmex,
    "bitpanda": bitpanda,
    "bitstamp": bitstamp,
    "coinbase": coinbase,
    "cryptocom": cryptocom,
    "dydx": dydx,
    "gemini": gemini,
    "kraken": kraken,
    "kucoin": kucoin,
  ]

  static let binance: [AssetRow] = [
    .code("BCHABC", is: "BCH", 8),
    .code("BCC", is: "BCH", 8, until: .bitcoinCashFork),
    .code("BCHSV", is: "BSV", 8),
    .code("HSR", is: "HC", 8),
    .code("RPX", is: "PHX", 8),
    .code("GXS", is: "GXC", 5),
    .code("RONIN", is: "RON", 18),
    .own("MATIC", 18),
    .own("BETH", 18, "receipt: never ETH"),
    .own("WBETH", 18, "receipt: never ETH or BETH"),
    .own("LDUSDT", 6, "receipt: never USDT"),
    .own("LDBTC", 8, "receipt: never BTC"),
  ]

  static let bitfinex: [AssetRow] = [
    .code("UST", is: "USDT", 6, "Tether; Terra has TERRAUST"),
    .code("TERRAUST", is: "USTC", 6),
    .code("BCHABC", is: "XEC", 2, "eCash here"),
    .code("BCHN", is: "BCH", 8),
    .code("DSH", is: "DASH", 8),
    .code("QTM", is: "QTUM", 8),
    .code("IOT", is: "IOTA", 6),
    .code("CNH", is: "CNY", 2),
    .code("LUNA2", is: "LUNA", 6),
    .code("LUNA", is: "LUNC", 6, "Terra Classic here"),
    .code("EDO", is: "PNT", 18, "Eidoo became pNetwork"),
    .disputed("DOG", "sources disagree between DOGE and MDOGE (1,000,000 DOGE)"),
    .code("ALG", is: "ALGO", 6),
    .code("ATO", is: "ATOM", 6),
    .code("AMP", is: "AMPL", 9, "Ampleforth here"),
    .code("DAT", is: "DATA", 18),
    .code("EUS", is: "EURS", 2),
    .code("EUT", is: "EURT", 6),
    .code("MNA", is: "MANA", 18),
    .code("SNG", is: "SNGLS", 0),
    .code("STJ", is: "STORJ", 8),
    .code("TSD", is: "TUSD", 18),
    .code("UDC", is: "USDC", 6),
    .code("USTF0", is: "USDT", 6, "derivatives wallet"),
    .code("EUTF0", is: "EURT", 6, "derivatives wallet"),
    .code("VSY", is: "VSYS", 8),
    .code("WAX", is: "WAXP", 8),
    .code("XCH", is: "XCHF", 18, "CryptoFranc here, not Chia"),
    .code("YGG", is: "YEED", 18, "YEED here, not Yield Guild Games"),
  ]

  static let bitmex: [AssetRow] = [
    .minorUnits("XBt", of: "BTC", 8),
    .code("XBT", is: "BTC", 8),
    .minorUnits("USDt", of: "USDT", 6),
  ]

  static let bitpanda: [AssetRow] = [
    .code("MIOTA", is: "IOTA", 6)
  ]

  static let bitstamp: [AssetRow] = [
    .code("ETH2R", is: "ETH2", 18),
    .own("ETH2", 18),
  ]

  static let coinbase: [AssetRow] = [
    .code("CGLD", is: "CELO", 18, "Coinbase's ticker for Celo"),
    .code("MCDAI", is: "DAI", 18),
    .own("ETH2", 18, "until Retail Eth2 Deprecation, 2025-01"),
    .code("ZETACHAIN", is: "ZETA", 18, "inferred from an export"),
    .own("MATIC", 18, "becomes POL by Asset Migration rows"),
    .own("REPV2", 18),
    .own("WLUNA", 18, "wrapped: never LUNA or LUNC"),
    .code("UST", is: "USTC", 6, until: .terraRelaunch),
  ]

  static let cryptocom: [AssetRow] = [
    .own("MCO", 8)
  ]

  static let dydx: [AssetRow] = [
    .own("USDC", 6, "asset id 0"),
    .minorUnits("adydx", of: "DYDX", 18),
    .minorUnits(
      "ibc/8E27BA2D5493AF5636760E354E46004562C46AB7EC0CC4C1CA14E9E20E2545B5", of: "USDC", 6),
    .code("USD", is: "USDC", 6, "quote of BTC-USD: settles in USDC"),
  ]

  static let gemini: [AssetRow] = [
    .own("GUSD", 2)
  ]

  static let kraken: [AssetRow] = [
    .code("XXBT", is: "BTC", 8),
    .code("XBT", is: "BTC", 8),
    .code("XETH", is: "ETH", 18),
    .code("XETC", is: "ETC", 18),
    .code("XLTC", is: "LTC", 8),
    .code("XXRP", is: "XRP", 6),
    .code("XXLM", is: "XLM", 7),
    .code("XXMR", is: "XMR", 12),
    .code("XZEC", is: "ZEC", 8),
    .code("XXDG", is: "DOGE", 8),
    .code("XDG", is: "DOGE", 8),
    .code("XMLN", is: "MLN", 18),
    .code("XREP", is: "REP", 18),
    .code("XICN", is: "ICN", 18),
    .code("XXVN", is: "VEN", 18),
    .code("XNMC", is: "NMC", 8),
    .code("XDAO", is: "DAO", 16),
    .code("ZUSD", is: "USD", 2),
    .code("ZEUR", is: "EUR", 2),
    .code("ZGBP", is: "GBP", 2),
    .code("ZCAD", is: "CAD", 2),
    .code("ZAUD", is: "AUD", 2),
    .code("ZJPY", is: "JPY", 0),
    .code("ZKRW", is: "KRW", 0),
    .code("EUR.HOLD", is: "EUR", 2, "wallet of instant purchases"),
    .code("USD.HOLD", is: "USD", 2, "wallet of instant purchases"),
    .own("ETH2", 18),
    .code("ETH2.S", is: "ETH2", 18, "staked"),
    .code("FLOWH", is: "FLOW", 8, "locked"),
    .code("FLOWH.S", is: "FLOW", 8, "locked, staked"),
    .code("LUNA", is: "LUNC", 6, "Terra Classic here"),
    .code("LUNA2", is: "LUNA", 6, "Terra 2.0 here"),
    .code("UST", is: "USTC", 6, "TerraUSD Classic here"),
    .own("REPV2", 18, "never REP"),
    .own("KFEE", 2, "fee credits, no money"),
  ]

  static let kucoin: [AssetRow] = [
    .code("WAX", is: "WAXP", 8)
  ]
}
