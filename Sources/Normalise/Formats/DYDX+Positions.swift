import Accounting

extension VenueFormat {
  static let dydxV4AssetPositions = VenueFormat(
    DYDX.indexer(
      "dydx-v4-asset-positions", fields: DYDX.AssetPosition.self,
      lists: [
        JSONList(
          path: "positions[]", keys: ["symbol", "side", "size", "assetId"], without: ["market"])
      ],
      summary: "Balances of the v4 indexer (/v4/assetPositions): the collateral itself, not the "
        + "equity. Side SHORT is a negative balance. No time is stated. " + DYDX.accounts),
    defaultAccount: DYDX.account
  ) { line, reading throws(LineFault) in
    let owner = try DYDX.owner(line, number: DYDX.AssetPosition.subaccountNumber, reading)
    if let rule = owner.foreign { return reading.ignore(rule) }
    try DYDX.readBalance(
      line, &reading, symbol: DYDX.AssetPosition.symbol, side: .side, size: .size,
      account: owner.account)
  }

  static let dydxV4PerpetualPositions = VenueFormat(
    DYDX.indexer(
      "dydx-v4-perpetual-positions", fields: DYDX.PerpetualPosition.self,
      lists: [
        JSONList(
          path: "positions[]", keys: ["market", "status", "side", "size", "entryPrice"],
          claimsEmpty: false)
      ],
      summary: "Derivative positions of the v4 indexer (/v4/perpetualPositions); not entries. "
        + "Short sizes are negative; closed ones are set aside by the rule position-closed. "
        + DYDX.accounts),
    defaultAccount: DYDX.account
  ) { line, reading throws(LineFault) in
    let owner = try DYDX.owner(line, number: DYDX.PerpetualPosition.subaccountNumber, reading)
    if let rule = owner.foreign { return reading.ignore(rule) }
    try DYDX.readPosition(
      line, &reading, market: DYDX.PerpetualPosition.market, status: .status, side: .side,
      size: .size, entryPrice: .entryPrice, unrealised: .unrealizedPnl, account: owner.account)
  }
}

extension DYDX {
  enum AssetPosition: Int, FieldNames {
    case symbol, side, size, subaccountNumber
  }

  enum PerpetualPosition: Int, FieldNames {
    case market, status, side, size, entryPrice, subaccountNumber, unrealizedPnl
  }

  /// A balance; its size is unsigned, the side says the sign.
  static func readBalance<Name: FieldNames>(
    _ line: Line, _ reading: inout LineReading, symbol: Name, side: Name, size: Name,
    account: AccountText?
  ) throws(LineFault) {
    let amount = try line.decimal(size)
    let isShort = try isShort(line, side)
    try reading.balance(
      isShort ? amount.negated : amount, asset: line[symbol], assetField: symbol.rawValue,
      at: nil, account: account)
  }

  /// A position; its size is signed, and the side must agree.
  static func readPosition<Name: FieldNames>(
    _ line: Line, _ reading: inout LineReading, market: Name, status: Name, side: Name,
    size: Name, entryPrice: Name, unrealised: Name, account: AccountText?
  ) throws(LineFault) {
    let word = line[status]
    if word.reads("CLOSED") || word.reads("LIQUIDATED") {
      return reading.ignore("position-closed")
    }
    guard word.reads("OPEN") else {
      throw .unknownWord(
        code: "status-unknown", line.text(status), status.name, field: status.rawValue,
        known: "OPEN, CLOSED and LIQUIDATED")
    }
    let amount = try line.decimal(size)
    guard try isShort(line, side) == amount.isNegative || amount.isZero else {
      throw LineFault(
        code: "side-contradicts-size", field: size.rawValue,
        message: "side \(Diagnostic.quoted(line.text(side))) and size "
          + "\(Diagnostic.quoted(line.text(size))) contradict each other",
        hint: "the indexer writes short sizes with a minus; this is not its export")
    }
    try reading.position(
      market: line.text(market), size: amount, entryPrice: try line.decimalIfAny(entryPrice),
      unrealised: try line.decimalIfAny(unrealised), account: account)
  }

  private static func isShort<Name: FieldNames>(
    _ line: Line, _ side: Name
  ) throws(LineFault) -> Bool {
    if line[side].reads("SHORT") { return true }
    if line[side].reads("LONG") { return false }
    throw .unknownWord(
      code: "side-unknown", line.text(side), side.name, field: side.rawValue,
      known: "LONG and SHORT")
  }
}
