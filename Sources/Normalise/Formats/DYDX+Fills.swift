import Accounting

extension VenueFormat {
  static let dydxV4Fills = VenueFormat(
    DYDX.indexer(
      "dydx-v4-fills", fields: DYDX.Fill.self,
      lists: [
        JSONList(path: "fills[]", keys: ["id", "side", "market", "price", "size", "fee"])
      ],
      summary: "Fills of the v4 indexer (/v4/fills). A perpetual's fill moves USDC only: "
        + "∓price×size, less fee and builderFee; a negative fee is a rebate; it moves the market's "
        + "position. A spot fill moves the base asset too. Reference: the fill's id; group: the "
        + "order's. " + DYDX.accounts),
    defaultAccount: DYDX.account, events: DYDX.Events.trades, read: DYDX.readFill)
}

extension DYDX {
  enum Fill: Int, FieldNames {
    case id, side, market, marketType, price, size, fee, builderFee, createdAt, orderId
    case subaccountNumber, positionSizeBefore, positionSideBefore
  }

  static func readFill(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let owner = try owner(line, number: Fill.subaccountNumber, reading)
    if let rule = owner.foreign { return reading.ignore(rule) }
    reading.identify(line, by: [Fill.id.rawValue])
    let instant = try line.instant(Fill.createdAt)
    let isBuy = try isBuy(line, Fill.side)
    let group = ReferenceKey(of: line[Fill.orderId])
    let id = Fill.id.rawValue
    if try !isSpot(line) {
      let size = try line.decimal(Fill.size)
      reading.fill(
        market: line.text(Fill.market), size: isBuy ? size : size.negated,
        price: try line.decimal(Fill.price), at: instant, before: try sizeBefore(line),
        account: owner.account)
    } else {
      let base = try spotBase(line)
      let size = try line.decimal(Fill.size)
      try reading.entry(
        .trade, isBuy ? size : size.negated, asset: base, assetField: Fill.market.rawValue,
        at: instant, line: line, reference: id, group: group, account: owner.account)
    }
    try reading.entry(
      .trade, try notional(line, price: Fill.price, size: Fill.size, isBuy: isBuy),
      asset: collateral, at: instant, line: line, reference: id, group: group,
      account: owner.account)
    for fee in [try line.decimal(Fill.fee), try line.decimalIfAny(Fill.builderFee)] {
      try addFee(
        fee, at: instant, line, &reading, reference: id, group: group, account: owner.account)
    }
  }

  /// The signed size before the fill; nil if the line does not say it with its side.
  private static func sizeBefore(_ line: Line) throws(LineFault) -> Amount? {
    guard let size = try line.decimalIfAny(Fill.positionSizeBefore) else { return nil }
    if size.isZero { return size }
    let side = line[Fill.positionSideBefore]
    if side.reads("LONG") { return size.magnitude }
    return side.reads("SHORT") ? size.magnitude.negated : nil
  }

  /// Whether the fill changes hands of the asset itself.
  private static func isSpot(_ line: Line) throws(LineFault) -> Bool {
    let word = line[Fill.marketType]
    if word.isEmpty || word.reads("PERPETUAL") { return false }
    if word.reads("SPOT") { return true }
    throw .unknownWord(
      code: "market-type-unknown", line.text(Fill.marketType), "marketType",
      field: Fill.marketType.rawValue, known: "PERPETUAL and SPOT")
  }

  /// The base of a spot market whose other side is the collateral: `SOL` of `SOL-USDC`.
  private static func spotBase(_ line: Line) throws(LineFault) -> Bytes {
    let market = line[Fill.market]
    for suffix: StaticString in ["-USD", "-USDC"] {
      let end = market.count - suffix.utf8CodeUnitCount
      guard end > 0, Bytes(rebasing: market[end...]).reads(suffix) else { continue }
      return Bytes(rebasing: market[..<end])
    }
    throw .unknownWord(
      code: "market-unknown", line.text(Fill.market), "market", field: Fill.market.rawValue,
      known: "spot markets against USD or USDC, which both settle in USDC")
  }
}
