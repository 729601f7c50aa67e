import Accounting

/// Every derivative position through its fills, and what breaks of it.
struct PositionBridges {
  private let policy: Policy
  private let naming: Naming
  private(set) var bridges: [PositionBridge] = []
  private(set) var breaks: [Break] = []
  /// The best status accounts can have.
  private(set) var floors: [String: Status] = [:]

  init(
    _ statement: Book, _ ledger: Book, names: BookNames, policy: Policy, naming: Naming
  ) {
    self.policy = policy
    self.naming = naming
    let markets = PositionMarket.all(statement, ledger, names, policy)
    let states = (
      statement: Set(statement.positions.map { names.accounts[$0.account] }),
      ledger: Set(ledger.positions.map { names.accounts[$0.account] })
    )
    // Without a fill of the account there is nothing that a position could follow from.
    let told = Set(markets.filter { !$0.fills.isEmpty }.map(\.key.account))
      .union(policy.priorPositions.map(\.account))
    for market in markets {
      do throws(AmountError) {
        let account = market.key.account
        try add(
          market, isStated: states.statement.contains(account),
          isBooked: states.ledger.contains(account), isTold: told.contains(account))
      } catch {
        found(
          .positionDiff, market, side: .statement, amount: nil, .unproved,
          "a sum of the position needs more than 38 digits")
      }
    }
  }

  /// - Parameters:
  ///   - isStated: whether the statement states positions of the account, so that one it does not
  ///     state is zero.
  ///   - isBooked: the same of our ledger.
  ///   - isTold: whether fills or an earlier run tell of the account's positions.
  private mutating func add(
    _ market: PositionMarket, isStated: Bool, isBooked: Bool, isTold: Bool
  ) throws(AmountError) {
    let opening = PositionOpening(market, policy)
    var walk = PositionWalk(size: opening.size, opened: opening.opened)
    try walk.walk(market.fills)
    var bridge = PositionBridge(
      account: market.key.account, market: market.key.market, opening: opening.size,
      openingFrom: opening.from, fills: market.fills.count, bought: walk.bought, sold: walk.sold,
      computed: walk.size)
    bridge.opened = walk.opened?.size
    let price = walk.opened.flatMap(EntryPrice.init)
    bridge.entryPrice = price?.amount
    bridge.stated = isStated ? try PositionMarket.sizes(market.statement).first ?? .zero : nil
    bridge.ledger = isBooked ? try PositionMarket.sizes(market.ledger).first ?? .zero : nil
    bridge.statedEntryPrice = market.entryPrice
    if isTold, let stated = bridge.stated {
      bridge.difference = try stated.subtracting(walk.size)
    }
    bridges.append(bridge)
    try checkSize(bridge, market)
    try checkLedger(bridge, market)
    if let price, bridge.difference?.isZero == true { try checkPrice(bridge, market, price) }
  }

  private mutating func checkSize(
    _ bridge: PositionBridge, _ market: PositionMarket
  ) throws(AmountError) {
    let sizes = try PositionMarket.sizes(market.statement)
    if sizes.count > 1 {
      found(
        .positionDiff, market, side: .statement, amount: bridge.difference, .unproved,
        statement: bridge.stated,
        "sources state different sizes: " + sizes.map(\.description).joined(separator: ", "))
    } else if let difference = bridge.difference, !difference.isZero, let stated = bridge.stated {
      let origin =
        switch bridge.openingFrom {
        case .prior: ", the prior closing,"
        case .running: ", the size before the first fill,"
        case .declared, .none: ", as none is known,"
        }
      found(
        .positionDiff, market, side: .statement, amount: difference, .unproved, statement: stated,
        "opening \(bridge.opening)\(origin) and \(bridge.fills) "
          + (bridge.fills == 1 ? "fill" : "fills")
          + ", \(bridge.bought) bought and \(bridge.sold) sold, give \(bridge.computed), "
          + "stated is \(stated): a gap of \(difference)")
    }
  }

  private mutating func checkLedger(
    _ bridge: PositionBridge, _ market: PositionMarket
  ) throws(AmountError) {
    guard let ledger = bridge.ledger else { return }
    let size = bridge.stated ?? bridge.computed
    let gap = try size.subtracting(ledger)
    guard !gap.isZero else { return }
    found(
      .positionDiff, market, side: nil, amount: gap, .provedWithItems, statement: size,
      ledger: ledger,
      "the statement has a position of \(size), the ledger of \(ledger): a gap of \(gap)")
  }

  private mutating func checkPrice(
    _ bridge: PositionBridge, _ market: PositionMarket, _ price: EntryPrice
  ) throws(AmountError) {
    guard let stated = bridge.statedEntryPrice, try !price.agrees(with: stated) else { return }
    found(
      .entryPriceDiff, market, side: .statement, amount: nil, .provedWithItems,
      "the fills that opened \(bridge.opened ?? .zero) since the position was zero cost "
        + "\(price.amount) on average, the stated entry price is \(stated): a gap of "
        + "\(try stated.subtracting(price.amount)), \(price.tolerance) is rounding")
  }

  private mutating func found(
    _ kind: BreakKind, _ market: PositionMarket, side: Side?, amount: Amount?, _ floor: Status,
    statement: Amount? = nil, ledger: Amount? = nil, _ detail: String
  ) {
    let key = market.key
    floors[key.account] = max(floors[key.account] ?? .proved, floor)
    breaks.append(
      Break(
        id: naming.breakID(account: key.account, asset: key.market, kind: kind, side: side),
        kind: kind, account: key.account, asset: key.market, side: side, amount: amount,
        statementAmount: statement, ledgerAmount: ledger,
        instant: market.fills.last?.instant, detail: detail))
  }
}

/// With what size a position begins, and who says so.
struct PositionOpening {
  var size = Amount.zero
  var from = OpeningOrigin.none
  var opened: PositionWalk.Opened?

  /// The last sealed run's, if all fills are of the time since; else the size before the first
  /// fill; else none.
  init(_ market: PositionMarket, _ policy: Policy) {
    let prior = policy.priorPositions.first {
      $0.account == market.key.account && $0.market == market.key.market
    }
    if let prior, market.fills.allSatisfy({ $0.instant >= prior.asOf }) {
      (size, from) = (prior.size, .prior)
      if let opened = prior.opened, let price = prior.entryPrice,
        let cost = try? opened.multiplied(by: price)
      {
        self.opened = PositionWalk.Opened(size: opened, cost: cost, fills: 1)
      }
    } else if let before = PositionOpening.before(market.fills) {
      (size, from) = (before, .running)
    }
  }

  /// The one size before a fill of the first instant that no other of them leaves.
  private static func before(_ fills: [PositionFill]) -> Amount? {
    let first = fills.prefix { $0.instant == fills[0].instant }
    let left = first.compactMap { fill in fill.before.flatMap { try? $0.adding(fill.size) } }
    let starts = first.compactMap(\.before).filter { !left.contains($0) }
    return left.count == first.count && starts.count == 1 ? starts[0] : nil
  }
}
