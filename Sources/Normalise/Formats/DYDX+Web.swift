import Accounting

// The v4 web interface's "Export": localised headers and words. Only the English export is read;
// another language's header is no known format, and a cell in another locale is refused.

extension VenueFormat {
  static let dydxV4WebTrades = VenueFormat(
    DYDX.web(
      "dydx-v4-web-trades", fields: DYDX.WebTrade.self,
      header: [
        "Time", "Market", "Side", "Amount", "Price", "Total", "Fee", "Type", "Liquidity",
      ],
      summary: "Trades of the v4 web export, English: USDC only, ∓price×size less fee. It has no "
        + "id, no subaccount and no builder fee: prefer dydx-v4-fills"),
    defaultAccount: DYDX.account, events: DYDX.Events.trades, linesNameAccount: false
  ) { line, reading throws(LineFault) in
    try DYDX.readTradeWithoutID(
      line, &reading, at: DYDX.WebTrade.Time, side: .Side, price: .Price, size: .Amount,
      fee: .Fee, market: .Market)
  }

  static let dydxV4WebTransfers = VenueFormat(
    DYDX.web(
      "dydx-v4-web-transfers", fields: DYDX.WebTransfer.self,
      header: ["Time", "Action", "Sender", "Recipient", "Amount", "Transaction"],
      summary: "Transfers of the v4 web export, English (3/4/25, 9:00 AM and $1,234.56): whole "
        + "minutes in the browser's zone, which must be declared, and amounts rounded to cents: "
        + "prefer dydx-v4-transfers. Reference: the transaction hash"),
    defaultAccount: DYDX.account, events: DYDX.Events.transfers, linesNameAccount: false
  ) { line, reading throws(LineFault) in
    let direction = try DYDX.Direction.of(line, DYDX.WebTransfer.Action)
    try reading.entry(
      direction.kind, direction.signed(try DYDX.dollars(line, DYDX.WebTransfer.Amount)),
      asset: DYDX.collateral,
      at: try DYDX.browserTime(line, DYDX.WebTransfer.Time, zone: reading.terms.zone),
      line: line, reference: DYDX.WebTransfer.Transaction.rawValue)
  }

  static let dydxV4WebVaultTransfers = VenueFormat(
    DYDX.web(
      "dydx-v4-web-vault-transfers", fields: DYDX.WebVaultTransfer.self,
      header: ["Time", "Action", "Amount", "Transaction"],
      summary: "MegaVault transfers of the v4 web export, English, seen from the vault: a "
        + "deposit raises the account dydx/vault. Minutes and cents as in dydx-v4-web-transfers; "
        + "the subaccount's side of them is in the transfers. Reference: the transaction hash"),
    defaultAccount: "dydx/vault", linesNameAccount: false
  ) { line, reading throws(LineFault) in
    let isIn = try DYDX.isVaultDeposit(line)
    let amount = try DYDX.dollars(line, DYDX.WebVaultTransfer.Amount)
    try reading.entry(
      .transfer, isIn ? amount : amount.negated, asset: DYDX.collateral,
      at: try DYDX.browserTime(line, DYDX.WebVaultTransfer.Time, zone: reading.terms.zone),
      line: line, reference: DYDX.WebVaultTransfer.Transaction.rawValue)
  }

  static let dydxV4WebFundingPayments = VenueFormat(
    DYDX.web(
      "dydx-v4-web-funding-payments", fields: DYDX.WebFunding.self,
      header: ["Time", "Market", "Side", "Oracle Price", "Size", "Payment", "Rate"],
      summary: "Funding payments of the v4 web export, exact; no reference and no subaccount"),
    defaultAccount: DYDX.account, events: DYDX.Events.funding, linesNameAccount: false
  ) { line, reading throws(LineFault) in
    try reading.entry(
      .funding, try line.decimal(DYDX.WebFunding.Payment), asset: DYDX.collateral,
      at: try line.instant(DYDX.WebFunding.Time), line: line)
  }
}

extension DYDX {
  enum WebTrade: Int, FieldNames {
    case Time, Side, Amount, Price, Fee, Market
  }

  enum WebTransfer: Int, FieldNames {
    case Time, Action, Amount, Transaction
  }

  enum WebVaultTransfer: Int, FieldNames {
    case Time, Action, Amount, Transaction
  }

  enum WebFunding: Int, FieldNames {
    case Time, Payment
  }

  static func web<Name: FieldNames>(
    _ name: String, fields: Name.Type, header: [String], summary: String
  ) -> Format {
    Format(
      name: name, venue: venue, sides: [.statement], shape: .csv(CSVShape(headers: [header])),
      fields: Name.names,
      summary: "\(summary). Without settings the account is \(account).",
      source: "dydxprotocol/v4-web src/views/ExportHistoryDropdown.tsx, read 2026-11-20")
  }

  /// `$1,234.56`: the fiat form of the English web interface.
  static func dollars<Name: FieldNames>(
    _ line: Line, _ field: Name
  ) throws(LineFault) -> Amount {
    let text = line[field]
    let isNegative = text.first == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    // Always two decimals: `$2.500` is two and a half thousand in another language.
    let point = text.firstIndex(of: UInt8(ascii: "."))
    guard text.count > start, text[start] == UInt8(ascii: "$"),
      text.count > start + 1, text[start + 1] &- 0x30 < 10, point == nil || point == text.count - 3
    else {
      throw localeUnknown(line, field, form: "$1,234.56")
    }
    let amount = try line.groupedDecimal(
      field.rawValue, Bytes(rebasing: text[(start + 1)...]), column: field.name)
    return isNegative ? amount.negated : amount
  }

  /// `3/4/25, 9:00 AM`: the short form of the English web interface, in the browser's zone.
  static func browserTime<Name: FieldNames>(
    _ line: Line, _ field: Name, zone: Zone?
  ) throws(LineFault) -> Instant {
    let text = line[field]
    guard text.count > 2, [UInt8(ascii: "A"), UInt8(ascii: "P")].contains(text[text.count - 2]),
      text[text.count - 1] == UInt8(ascii: "M"), text.contains(byte: UInt8(ascii: "/"))
    else {
      throw localeUnknown(line, field, form: "3/4/25, 9:00 AM")
    }
    return try line.instant(field, as: .local(.monthDayYear), zone: zone)
  }

  private static func localeUnknown<Name: FieldNames>(
    _ line: Line, _ field: Name, form: String
  ) -> LineFault {
    LineFault(
      code: "locale-unknown", field: field.rawValue,
      message: "column '\(field.name)' holds \(Diagnostic.quoted(line.text(field))), which is "
        + "not written as in the English export (\(form))",
      hint: "export with the web interface set to English, or use the indexer's JSON, "
        + "which has neither locale nor rounding")
  }

  /// Whether money goes into the vault.
  static func isVaultDeposit(_ line: Line) throws(LineFault) -> Bool {
    let word = line[WebVaultTransfer.Action]
    if word.reads("DEPOSIT") || word.reads("Deposit") { return true }
    if word.reads("WITHDRAWAL") || word.reads("Withdrawal") || word.reads("Withdraw") {
      return false
    }
    throw .unknownWord(
      code: "type-unknown", line.text(WebVaultTransfer.Action), WebVaultTransfer.Action.name,
      field: WebVaultTransfer.Action.rawValue, known: "DEPOSIT and WITHDRAWAL")
  }
}
