import Accounting

extension VenueFormat {
  static let coinbasePrimeTransactions = VenueFormat(
    Coinbase.csv(
      "coinbase-prime-transactions",
      CSVShape(headers: [
        [
          "activity id", "final status", "activity title", "activity type", "asset",
          "wallet name", "transaction value", "transaction currency", "initiated by",
          "approved by", "rejected by", "initiated time", "last updated time", "activity level",
          "portfolio name", "portfolio id", "entity name", "entity id",
        ]
      ]),
      fields: [
        "activity id", "final status", "activity title", "activity type", "asset",
        "transaction value", "transaction currency", "initiated time", "portfolio name",
      ],
      summary: "Coinbase Prime transactions. Only completed ones count; staking moves nothing out "
        + "of the portfolio and is set aside. A conversion between USD and USDC is one for one. "
        + "Reference: the activity id. Without settings a portfolio is the account "
        + "coinbase-prime/<portfolio name>.",
      source: "BittyTax coinbaseprime.py, read 2026-11-20"),
    defaultAccount: "coinbase-prime/main", read: CoinbasePrime.read)
}

/// Reads a line of Prime's transactions.
enum CoinbasePrime {
  private enum Cell {
    static let id = 0
    static let status = 1
    static let title = 2
    static let type = 3
    static let asset = 4
    static let value = 5
    static let currency = 6
    static let time = 7
    static let portfolio = 8
  }

  private enum Activity { case deposit, withdrawal, conversion, staking }

  @Sendable
  static func read(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    guard let activity = activity(line.withoutBlanks(Cell.type)) else {
      throw .typeUnknown(line.text(Cell.type), field: Cell.type)
    }
    guard line.withoutBlanks(Cell.status).readsIgnoringCase("completed") else {
      return reading.ignore("not-completed")
    }
    let instant = try reading.instant(line, Cell.time)
    let value = try value(line, reading)
    let currency = line.withoutBlanks(Cell.currency)
    guard currency.isEqual(line.withoutBlanks(Cell.asset)) else {
      throw .currencyDiffers(line.text(Cell.asset), currency.text, field: Cell.asset)
    }
    let name = line.withoutBlanks(Cell.portfolio)
    let account = name.isEmpty ? nil : AccountText(name, prefix: "coinbase-prime/")
    reading.identify(line, by: [Cell.id])
    let (kind, amount): (EntryKind, Amount)
    switch activity {
    case .deposit: (kind, amount) = (.deposit, value)
    case .withdrawal: (kind, amount) = (.withdrawal, value.negated)
    case .conversion: (kind, amount) = (.conversion, value.negated)
    case .staking: return reading.ignore("stays-in-portfolio")
    }
    try reading.entry(
      kind, amount, asset: currency, assetField: Cell.currency, at: instant, line: line,
      reference: Cell.id, account: account)
    if activity == .conversion {
      try reading.entry(
        .conversion, value, asset: try received(line, for: currency), at: instant, line: line,
        reference: Cell.id, account: account)
    }
  }

  private static func activity(_ type: Bytes) -> Activity? {
    if type.readsIgnoringCase("deposit") { return .deposit }
    if type.readsIgnoringCase("withdrawal") { return .withdrawal }
    if type.readsIgnoringCase("conversion") { return .conversion }
    if type.readsIgnoringCase("stake") || type.readsIgnoringCase("unstake") { return .staking }
    return nil
  }

  private static func value(_ line: Line, _ reading: LineReading) throws(LineFault) -> Amount {
    let text = line.withoutBlanks(Cell.value)
    guard !text.isEmpty else {
      throw .amountMissing(reading.column(Cell.value), field: Cell.value)
    }
    do throws(AmountError) {
      return try MoneyCell(text, dress: .groups).amount.magnitude
    } catch {
      throw reading.fault(error, line, Cell.value)
    }
  }

  /// What a conversion gave, from its title `Convert USD/USDC`: the one pair that is one for one.
  private static func received(_ line: Line, for given: Bytes) throws(LineFault) -> String {
    let title = line.withoutBlanks(Cell.title)
    if title.reads("Convert USD/USDC"), given.reads("USD") { return "USDC" }
    if title.reads("Convert USDC/USD"), given.reads("USDC") { return "USD" }
    throw .conversionUnclear(given.text, title.text, field: Cell.title)
  }
}
