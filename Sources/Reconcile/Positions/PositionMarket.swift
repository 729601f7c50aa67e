import Accounting

/// What both sides say of one account's position in one market.
struct PositionMarket {
  struct Key: Hashable {
    var account: String
    var market: String
  }

  let key: Key
  var fills: [PositionFill] = []
  var statement: [Position] = []
  var ledger: [Position] = []

  init(_ key: Key) { self.key = key }

  /// The sizes that the sources of a side state, ascending and each once. Positions of one source
  /// are parts of one listing and add up.
  ///
  /// - Throws: if a sum needs more than 38 digits.
  static func sizes(_ positions: [Position]) throws(AmountError) -> [Amount] {
    let sources = Dictionary(grouping: positions, by: \.origin.source)
    var sizes: Set<Amount> = []
    for parts in sources.values { sizes.insert(try Amount.sum(parts.map(\.size))) }
    return sizes.sorted()
  }

  /// The entry price the statement states, where it does so for the whole position.
  var entryPrice: Amount? {
    guard Set(statement.map(\.origin.source)).count == statement.count else { return nil }
    return statement.compactMap(\.entryPrice).min()
  }

  /// By account and market, in canonical order: fills before the cut-off, positions, and what the
  /// last sealed run had.
  static func all(
    _ statement: Book, _ ledger: Book, _ names: BookNames, _ policy: Policy
  ) -> [PositionMarket] {
    var markets: [Key: PositionMarket] = [:]
    func change(_ account: String, _ market: String, _ body: (inout PositionMarket) -> Void) {
      let key = Key(account: account, market: market)
      body(&markets[key, default: PositionMarket(key)])
    }
    for fill in statement.fills {
      if let cutOff = policy.cutOff, fill.instant >= cutOff { continue }
      change(names.accounts[fill.account], fill.market) { $0.fills.append(fill) }
    }
    for position in statement.positions {
      change(names.accounts[position.account], position.market) { $0.statement.append(position) }
    }
    for position in ledger.positions {
      change(names.accounts[position.account], position.market) { $0.ledger.append(position) }
    }
    for prior in policy.priorPositions where !prior.size.isZero {
      change(prior.account, prior.market) { _ in }
    }
    return markets.values.map(\.ordered).sorted { one, other in
      if one.key.account != other.key.account { return one.key.account.precedes(other.key.account) }
      return one.key.market.precedes(other.key.market)
    }
  }

  /// Fills by content: the order of lines and files does not matter.
  private var ordered: PositionMarket {
    var market = self
    market.fills.sort { one, other in
      if one.instant != other.instant { return one.instant < other.instant }
      if one.size != other.size { return one.size < other.size }
      if one.price != other.price { return one.price < other.price }
      guard let left = one.before, let right = other.before else { return one.before == nil }
      return left < right
    }
    return market
  }
}
