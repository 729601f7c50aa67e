/// One execution in a derivative market: it moves a position. What it moves of the collateral are
/// entries of their own.
package struct PositionFill: Hashable, Sendable {
  package var account: NameID
  /// The market as the venue writes it: `BTC-USD`.
  package var market: String
  /// Signed: a sale is negative. Never zero.
  package var size: Amount
  package var price: Amount
  package var instant: Instant
  /// The position's signed size before it, where the venue says that.
  package var before: Amount?
  package var origin: Origin

  package init(
    account: NameID, market: String, size: Amount, price: Amount, instant: Instant,
    before: Amount?, origin: Origin
  ) {
    self.account = account
    self.market = market
    self.size = size
    self.price = price
    self.instant = instant
    self.before = before
    self.origin = origin
  }
}

/// What a venue says an account is worth: its collateral and its positions at their prices. Not a
/// balance.
package struct StatedEquity: Hashable, Sendable {
  package var account: NameID
  package var amount: Amount
  /// The part of the account it is of, each of which the source may tell several times.
  package var part: ReferenceKey
  package var origin: Origin

  package init(account: NameID, amount: Amount, part: ReferenceKey, origin: Origin) {
    self.account = account
    self.amount = amount
    self.part = part
    self.origin = origin
  }
}
