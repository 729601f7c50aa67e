import Accounting

extension VenueFormat {
  static let dydxV4Subaccount = VenueFormat(
    DYDX.indexer(
      "dydx-v4-subaccount", fields: DYDX.Subaccount.self,
      lists: [
        JSONList(
          path: "subaccount.assetPositions[]", bare: false, keys: ["symbol", "side", "size"]),
        JSONList(
          path: "subaccount.openPerpetualPositions[]", bare: false,
          keys: ["market", "status", "side", "size"]),
      ],
      summary: "One subaccount's state (/v4/addresses/…/subaccountNumber/…): balances and open "
        + "positions, and the equity, which is no balance: it is held against both. "
        + DYDX.accounts),
    defaultAccount: DYDX.account
  ) { line, reading throws(LineFault) in
    let owner = try DYDX.owner(
      line, number: DYDX.Subaccount.`/subaccount.subaccountNumber`,
      address: .`/subaccount.address`, reading)
    if let rule = owner.foreign { return reading.ignore(rule) }
    if let equity = try line.decimalIfAny(DYDX.Subaccount.`/subaccount.equity`) {
      let part = ReferenceKey(of: line[DYDX.Subaccount.`/subaccount.subaccountNumber`])
      reading.equity(equity, part: part, account: owner.account)
    }
    if line.list == 0 {
      return try DYDX.readBalance(
        line, &reading, symbol: DYDX.Subaccount.symbol, side: .side, size: .size,
        account: owner.account)
    }
    try DYDX.readPosition(
      line, &reading, market: DYDX.Subaccount.market, status: .status, side: .side, size: .size,
      entryPrice: .entryPrice, unrealised: .unrealizedPnl, account: owner.account)
  }

  static let dydxV4Address = VenueFormat(
    DYDX.indexer(
      "dydx-v4-address", fields: DYDX.Address.self,
      lists: [
        JSONList(
          path: "subaccounts[].assetPositions[]", bare: false, keys: ["symbol", "side", "size"]),
        JSONList(
          path: "subaccounts[].openPerpetualPositions[]", bare: false,
          keys: ["market", "status", "side", "size"]),
      ],
      summary: "All subaccounts of an address (/v4/addresses/…): balances and open positions. "
        + DYDX.accounts),
    defaultAccount: DYDX.account
  ) { line, reading throws(LineFault) in
    let owner = try DYDX.owner(
      line, number: DYDX.Address.subaccountNumber, address: .address, reading)
    if let rule = owner.foreign { return reading.ignore(rule) }
    if let equity = try line.decimalIfAny(DYDX.Address.equity) {
      let part = ReferenceKey(of: line[DYDX.Address.subaccountNumber])
      reading.equity(equity, part: part, account: owner.account)
    }
    if line.list == 0 {
      return try DYDX.readBalance(
        line, &reading, symbol: DYDX.Address.`assetPositions.symbol`,
        side: .`assetPositions.side`, size: .`assetPositions.size`, account: owner.account)
    }
    try DYDX.readPosition(
      line, &reading, market: DYDX.Address.`openPerpetualPositions.market`,
      status: .`openPerpetualPositions.status`, side: .`openPerpetualPositions.side`,
      size: .`openPerpetualPositions.size`, entryPrice: .`openPerpetualPositions.entryPrice`,
      unrealised: .`openPerpetualPositions.unrealizedPnl`, account: owner.account)
  }
}

extension DYDX {
  enum Subaccount: Int, FieldNames {
    case symbol, side, size, market, status, entryPrice
    case `/subaccount.address`, `/subaccount.subaccountNumber`, `/subaccount.equity`, unrealizedPnl
  }

  enum Address: Int, FieldNames {
    case address, subaccountNumber
    case `assetPositions.symbol`, `assetPositions.side`, `assetPositions.size`
    case `openPerpetualPositions.market`, `openPerpetualPositions.status`
    case `openPerpetualPositions.side`, `openPerpetualPositions.size`
    case `openPerpetualPositions.entryPrice`, `openPerpetualPositions.unrealizedPnl`, equity
  }
}
