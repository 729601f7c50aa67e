import Accounting

// Coinbase: the retail report in all its generations, Pro and Exchange, Advanced Trade, the app's
// own interface, Prime.

extension VenueFormat {
  package static let coinbase: [VenueFormat] = [
    .coinbaseRetailV0, .coinbaseRetailV0Transfers, .coinbaseRetailUSTax, .coinbaseRetailV1,
    .coinbaseRetailV2, .coinbaseRetailV3, .coinbaseRetailV4a, .coinbaseRetailV4,
    .coinbaseRetailV5, .coinbaseProAccount, .coinbaseProFills, .coinbaseExchangeAccounts,
    .coinbaseExchangeLedger, .coinbaseExchangeFills, .coinbaseAdvancedAccounts,
    .coinbaseAdvancedFills, .coinbaseAppV2Transactions, .coinbasePrimeTransactions,
  ]
}

/// What Coinbase's formats share.
enum Coinbase {
  static let venue = "coinbase"
  static let account = "coinbase/main"

  /// Formats that tell of the same events, and how.
  enum Events {
    static let retail = "coinbase"
    static let exchange = "coinbase-exchange"
    static let report = "report"
  }

  /// A statement in CSV.
  static func csv(
    _ name: String, _ shape: CSVShape, fields: [String], summary: String, source: String
  ) -> Format {
    Format(
      name: name, venue: venue, sides: [.statement], shape: .csv(shape), fields: fields,
      summary: summary, source: source)
  }

  /// A statement in JSON.
  static func json(
    _ name: String, _ list: JSONList, fields: [String], summary: String, source: String
  ) -> Format {
    Format(
      name: name, venue: venue, sides: [.statement], shape: .json(JSONShape(lists: [list])),
      fields: fields, summary: summary, source: source)
  }

  /// Whether the side's word says buy.
  ///
  /// - Throws: `type-unknown` if it says neither buy nor sell.
  static func isBuy(_ line: Line, _ field: Int) throws(LineFault) -> Bool {
    let side = line.withoutBlanks(field)
    if side.readsIgnoringCase("buy") { return true }
    guard side.readsIgnoringCase("sell") else {
      throw .typeUnknown(line.text(field), field: field)
    }
    return false
  }
}

extension LineReading {
  /// The money leg and the fee leg of a trade.
  ///
  /// - Parameters:
  ///   - gross: what the traded quantity cost or brought, before the fee; not negative.
  ///   - fee: positive if it was paid, negative if it was given back.
  mutating func settle(
    isBuy: Bool, gross: Amount, fee: Amount, asset: String, assetField: Int?, at instant: Instant,
    line: Line, reference: Int?, group: ReferenceKey = .none, account: AccountText? = nil
  ) throws(LineFault) {
    try entry(
      .trade, isBuy ? gross.negated : gross, asset: asset, assetField: assetField, at: instant,
      line: line, reference: reference, group: group, account: account)
    try entry(
      fee.isNegative ? .rebate : .fee, fee.negated, asset: asset, assetField: assetField,
      at: instant, line: line, reference: reference, group: group, account: account)
  }
}

/// Sums and products of a line's own figures: exact, or the line is refused.
enum Figures {
  static func sum(
    _ one: Amount, _ other: Amount, _ what: String, field: Int
  ) throws(LineFault) -> Amount {
    do throws(AmountError) {
      return try one.adding(other)
    } catch {
      throw .resultTooLong(what, field: field)
    }
  }

  static func difference(
    _ one: Amount, _ other: Amount, _ what: String, field: Int
  ) throws(LineFault) -> Amount {
    try sum(one, other.negated, what, field: field)
  }

  static func product(
    _ one: Amount, _ other: Amount, _ what: String, field: Int
  ) throws(LineFault) -> Amount {
    do throws(AmountError) {
      return try one.multiplied(by: other)
    } catch {
      throw .resultTooLong(what, field: field)
    }
  }
}
