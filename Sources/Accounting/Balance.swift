/// The amount of an asset that a source states an account holds.
package struct Balance: Hashable, Sendable {
  package var account: NameID
  package var asset: NameID
  package var amount: Amount
  /// The part of `amount` that is reserved for open orders; zero where the source does not say.
  package var held: Amount
  /// When it was so; nil where the source does not say.
  package var instant: Instant?
  package var origin: Origin

  package init(
    account: NameID, asset: NameID, amount: Amount, held: Amount = .zero, instant: Instant?,
    origin: Origin
  ) {
    self.account = account
    self.asset = asset
    self.amount = amount
    self.held = held
    self.instant = instant
    self.origin = origin
  }
}

/// A balance that stands on an entry's own line: what the account held right after it.
package struct RunningBalance: Hashable, Sendable {
  /// The row of the entry in its side's `Entries`.
  package var row: Int
  package var amount: Amount

  package init(row: Int, amount: Amount) {
    self.row = row
    self.amount = amount
  }
}

/// The size of a derivative a source states an account has open. Not an entry.
package struct Position: Hashable, Sendable {
  package var account: NameID
  /// The market as the venue writes it: `BTC-USD`.
  package var market: String
  /// Signed: short is negative.
  package var size: Amount
  package var entryPrice: Amount?
  /// What closing it at the venue's price would bring, where the source says that.
  package var unrealised: Amount?
  package var origin: Origin

  package init(
    account: NameID, market: String, size: Amount, entryPrice: Amount?,
    unrealised: Amount? = nil, origin: Origin
  ) {
    self.account = account
    self.market = market
    self.size = size
    self.entryPrice = entryPrice
    self.unrealised = unrealised
    self.origin = origin
  }
}
