import Accounting

// CSV exports of dYdX v3, an exchange closed in 2024.

extension VenueFormat {
  static let dydxV3Transfers = VenueFormat(
    DYDX.v3(
      "dydx-v3-transfers", fields: DYDX.V3Transfer.self,
      header: [
        "createdAt", "type", "debitAsset", "creditAsset", "debitAmount", "creditAmount",
        "transactionHash", "status", "confirmedAt", "fromAddress", "toAddress",
      ],
      summary: "Transfers of dYdX v3 at the time they were made. Only CONFIRMED ones count, others "
        + "are set aside by the rule not-confirmed. What a withdrawal debits beyond its credit "
        + "is a fee. Reference: the transaction hash"),
    defaultAccount: DYDX.account, events: "dydx-v3-transfers", linesNameAccount: false,
    read: DYDX.readV3Transfer)

  static let dydxV3Trades = VenueFormat(
    DYDX.v3(
      "dydx-v3-trades", fields: DYDX.V3Trade.self,
      header: ["createdAt", "side", "liquidity", "type", "market", "price", "size", "fee"],
      summary: "Fills of dYdX v3: USDC only, ∓price×size less fee. They have no id, so equal "
        + "lines are different fills"),
    defaultAccount: DYDX.account, events: "dydx-v3-trades", linesNameAccount: false
  ) { line, reading throws(LineFault) in
    try DYDX.readTradeWithoutID(
      line, &reading, at: DYDX.V3Trade.createdAt, side: .side, price: .price, size: .size,
      fee: .fee, market: .market)
  }

  static let dydxV3Funding = VenueFormat(
    DYDX.v3(
      "dydx-v3-funding", fields: DYDX.V3Funding.self,
      header: ["effectiveAt", "market", "payment", "rate", "positionSize", "price"],
      summary: "Funding payments of dYdX v3, signed"),
    defaultAccount: DYDX.account, events: "dydx-v3-funding", linesNameAccount: false
  ) { line, reading throws(LineFault) in
    try reading.entry(
      .funding, try line.decimal(DYDX.V3Funding.payment), asset: DYDX.collateral,
      at: try line.instant(DYDX.V3Funding.effectiveAt), line: line)
  }
}

extension DYDX {
  enum V3Transfer: Int, FieldNames {
    case createdAt, type, debitAsset, creditAsset, debitAmount, creditAmount, transactionHash
    case status
  }

  enum V3Trade: Int, FieldNames {
    case createdAt, side, price, size, fee, market
  }

  enum V3Funding: Int, FieldNames {
    case effectiveAt, payment
  }

  static func v3<Name: FieldNames>(
    _ name: String, fields: Name.Type, header: [String], summary: String
  ) -> Format {
    Format(
      name: name, venue: venue, sides: [.statement], shape: .csv(CSVShape(headers: [header])),
      fields: Name.names,
      summary: "\(summary). Without settings the account is \(account).",
      source: "dydxprotocol/v3-client src/types.ts and a BittyTax parser, read 2026-11-20")
  }

  static func readV3Transfer(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    guard try isConfirmed(line) else { return reading.ignore("not-confirmed") }
    let word = line[V3Transfer.type]
    let instant = try line.instant(V3Transfer.createdAt)
    let reference = V3Transfer.transactionHash.rawValue
    if word.reads("DEPOSIT") || word.reads("TRANSFER_IN") {
      return try reading.entry(
        word.reads("DEPOSIT") ? .deposit : .transfer, try line.decimal(V3Transfer.creditAmount),
        asset: line[V3Transfer.creditAsset], assetField: V3Transfer.creditAsset.rawValue,
        at: instant, line: line, reference: reference)
    }
    guard
      word.reads("WITHDRAWAL") || word.reads("FAST_WITHDRAWAL") || word.reads("TRANSFER_OUT")
    else {
      throw .unknownWord(
        code: "type-unknown", line.text(V3Transfer.type), "type", field: V3Transfer.type.rawValue,
        known: "DEPOSIT, WITHDRAWAL, FAST_WITHDRAWAL, TRANSFER_IN and TRANSFER_OUT")
    }
    let fee = try withdrawalFee(line)
    let debit = try line.decimal(V3Transfer.debitAmount)
    let received: Amount
    do throws(AmountError) {
      received = try debit.subtracting(fee)
    } catch {
      throw .amount(
        error, line.text(V3Transfer.debitAmount), "debitAmount",
        field: V3Transfer.debitAmount.rawValue)
    }
    for (kind, amount) in [
      (word.reads("TRANSFER_OUT") ? EntryKind.transfer : .withdrawal, received), (.fee, fee),
    ] {
      try reading.entry(
        kind, amount.negated, asset: line[V3Transfer.debitAsset],
        assetField: V3Transfer.debitAsset.rawValue, at: instant, line: line,
        reference: reference)
    }
  }

  /// What is debited beyond what arrives, where both are of one asset.
  private static func withdrawalFee(_ line: Line) throws(LineFault) -> Amount {
    guard line[V3Transfer.debitAsset].elementsEqual(line[V3Transfer.creditAsset]),
      let credit = try line.decimalIfAny(V3Transfer.creditAmount)
    else { return .zero }
    let debit = try line.decimal(V3Transfer.debitAmount)
    do throws(AmountError) {
      return try debit.subtracting(credit)
    } catch {
      throw .amount(
        error, line.text(V3Transfer.creditAmount), "creditAmount",
        field: V3Transfer.creditAmount.rawValue)
    }
  }

  private static func isConfirmed(_ line: Line) throws(LineFault) -> Bool {
    let word = line[V3Transfer.status]
    if word.reads("CONFIRMED") { return true }
    let others: [StaticString] = [
      "PENDING", "QUEUED", "CANCELED", "CANCELLED", "UNCONFIRMED", "FAILED",
    ]
    if others.contains(where: { word.reads($0) }) { return false }
    throw .unknownWord(
      code: "status-unknown", line.text(V3Transfer.status), "status",
      field: V3Transfer.status.rawValue, known: "CONFIRMED, PENDING, QUEUED and CANCELED")
  }
}
