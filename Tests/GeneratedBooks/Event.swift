/// One event as it really was.
struct Event {
  var index: Int
  var account: Int
  var asset: Int
  /// No two events of an ordinary book have the same amount.
  var amount: Quantity
  /// Since 1970.
  var microseconds: Int
  var kind: StaticString
  /// The ledger books so many microseconds later.
  var lag: Int
  var variety: UInt64
}

/// An asset of the generated books.
struct AssetRow: Sendable {
  var code: StaticString
  /// In hundredths of the events.
  var share: Int
  var decimals: Int
  /// The largest amounts have so many digits before the point.
  var digits: Int
  var statementSpelling: StaticString
  var ledgerSpellings: [StaticString]

  static let all = [
    AssetRow(
      code: "BTC", share: 22, decimals: 10, digits: 2, statementSpelling: "XBT",
      ledgerSpellings: ["BTC", "XBT", "XXBT", "BTC"]),
    AssetRow(
      code: "ETH", share: 18, decimals: 18, digits: 3, statementSpelling: "XETH",
      ledgerSpellings: ["ETH", "XETH", "ETH", "ETH"]),
    AssetRow(
      code: "USD", share: 25, decimals: 8, digits: 6, statementSpelling: "ZUSD",
      ledgerSpellings: ["USD", "ZUSD", "USD", "USD"]),
    AssetRow(
      code: "EUR", share: 12, decimals: 8, digits: 6, statementSpelling: "ZEUR",
      ledgerSpellings: ["EUR", "ZEUR", "EUR", "EUR"]),
    AssetRow(
      code: "USDT", share: 10, decimals: 8, digits: 6, statementSpelling: "USDT",
      ledgerSpellings: ["USDT", "USDT", "USDT", "USDT"]),
    AssetRow(
      code: "SOL", share: 6, decimals: 9, digits: 4, statementSpelling: "SOL",
      ledgerSpellings: ["SOL", "SOL", "SOL", "SOL"]),
    AssetRow(
      code: "DOGE", share: 4, decimals: 8, digits: 6, statementSpelling: "XXDG",
      ledgerSpellings: ["DOGE", "XDG", "XXDG", "DOGE"]),
    AssetRow(
      code: "DAI", share: 3, decimals: 18, digits: 6, statementSpelling: "DAI",
      ledgerSpellings: ["DAI", "DAI", "DAI", "DAI"]),
  ]

  /// The number of the US dollar in the list.
  static let dollar = 2

  static func power(_ exponent: Int) -> UInt64 {
    (0..<exponent).reduce(1) { value, _ in value * 10 }
  }
}
