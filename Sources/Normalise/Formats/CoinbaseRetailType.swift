import Accounting

/// What a transaction type of Coinbase's retail report does to the account.
struct CoinbaseRetailType {
  enum Movement {
    case buy, sell, convert
    /// The account holds more, or less, by the quantity whatever its sign.
    case into, out
    /// The quantity's own sign tells: types that come in two directions.
    case asPrinted
  }

  let name: StaticString
  let movement: Movement
  let kind: EntryKind

  /// The type of a cell, the case of letters aside.
  static func find(_ text: Bytes) -> CoinbaseRetailType? {
    all.first { text.readsIgnoringCase($0.name) }
  }

  private init(_ name: StaticString, _ movement: Movement, _ kind: EntryKind) {
    self.name = name
    self.movement = movement
    self.kind = kind
  }

  /// Every type known, in small letters.
  static let all: [CoinbaseRetailType] = [
    .init("buy", .buy, .trade),
    .init("advanced trade buy", .buy, .trade),
    .init("advance trade buy", .buy, .trade),
    .init("credit", .buy, .trade),
    .init("sell", .sell, .trade),
    .init("advanced trade sell", .sell, .trade),
    .init("advance trade sell", .sell, .trade),
    .init("convert", .convert, .conversion),
    .init("send", .out, .withdrawal),
    .init("receive", .into, .deposit),
    .init("deposit", .into, .deposit),
    .init("withdrawal", .out, .withdrawal),
    .init("exchange deposit", .out, .transfer),
    .init("pro deposit", .out, .transfer),
    .init("prime deposit", .out, .transfer),
    .init("exchange withdrawal", .into, .transfer),
    .init("pro withdrawal", .into, .transfer),
    .init("prime withdrawal", .into, .transfer),
    .init("coinbase earn", .into, .income),
    .init("learning reward", .into, .income),
    .init("reward income", .into, .income),
    .init("rewards income", .into, .income),
    .init("inflation reward", .into, .income),
    .init("staking income", .into, .income),
    .init("interest payout", .into, .income),
    .init("subscription rebate", .into, .rebate),
    .init("subscription rebates (24 hours)", .into, .rebate),
    .init("subscription", .out, .fee),
    .init("card spend", .out, .withdrawal),
    .init("donation", .out, .withdrawal),
    .init("admin debit", .out, .adjustment),
    .init("cash to savings", .out, .transfer),
    .init("retail staking transfer", .asPrinted, .staking),
    .init("retail unstaking transfer", .asPrinted, .staking),
    .init("retail eth2 deprecation", .asPrinted, .conversion),
    .init("asset migration", .asPrinted, .conversion),
    .init("retail simple dust", .asPrinted, .conversion),
    .init("transfer", .asPrinted, .transfer),
    .init("vault withdrawal", .asPrinted, .transfer),
    .init("savings to cash", .asPrinted, .transfer),
    .init("retail mgx dex buy", .asPrinted, .trade),
    .init("retail mgx dex send", .asPrinted, .trade),
    .init("retail mgx dex buy/send", .asPrinted, .trade),
    .init("retail simple price improvement", .asPrinted, .rebate),
  ]
}
