/// A derivative position from its opening through its fills to what is stated.
package struct PositionBridge: Hashable, Sendable {
  package var account: String
  package var market: String
  package var opening: Amount
  /// `.running`: the size before the first fill, as the venue says it.
  package var openingFrom: OpeningOrigin
  /// Number of fills, and their sizes by sign.
  package var fills: Int
  package var bought: Amount
  package var sold: Amount
  /// opening + bought + sold.
  package var computed: Amount
  /// The size the statement states; nil if it states no position of the account.
  package var stated: Amount?
  /// The size our ledger states; nil if it states no position of the account.
  package var ledger: Amount?
  /// Stated less computed; nil if there is nothing to compare.
  package var difference: Amount?
  /// What was opened since the position was last zero; nil if the order of fills does not tell, or
  /// an opening is not known so far back.
  package var opened: Amount?
  /// The average price of what was opened, rounded at the twentieth decimal.
  package var entryPrice: Amount?
  package var statedEntryPrice: Amount?

  package init(
    account: String, market: String, opening: Amount, openingFrom: OpeningOrigin, fills: Int,
    bought: Amount, sold: Amount, computed: Amount
  ) {
    self.account = account
    self.market = market
    self.opening = opening
    self.openingFrom = openingFrom
    self.fills = fills
    self.bought = bought
    self.sold = sold
    self.computed = computed
  }
}

/// What the last sealed run of a book said of a derivative position.
package struct PriorPosition: Hashable, Sendable {
  package var account: String
  package var market: String
  /// The cut-off of that run.
  package var asOf: Instant
  package var size: Amount
  /// As its bridge: nil if it could not tell.
  package var opened: Amount?
  package var entryPrice: Amount?

  package init(
    account: String, market: String, asOf: Instant, size: Amount, opened: Amount?,
    entryPrice: Amount?
  ) {
    self.account = account
    self.market = market
    self.asOf = asOf
    self.size = size
    self.opened = opened
    self.entryPrice = entryPrice
  }
}

/// An account's equity as one source states it, and what it is made of there.
package struct EquityBridge: Hashable, Sendable {
  package var account: String
  package var stated: Amount
  /// The balances the source states.
  package var collateral: Amount
  /// Σ size × price of its positions, the price being the venue's own: size × entry price plus
  /// the unrealised result.
  package var positions: Amount
  /// stated − collateral − positions.
  package var difference: Amount

  package init(
    account: String, stated: Amount, collateral: Amount, positions: Amount, difference: Amount
  ) {
    self.account = account
    self.stated = stated
    self.collateral = collateral
    self.positions = positions
    self.difference = difference
  }
}
