import Accounting

// Plain tables recognised by their column names, without settings. Any doubt (decimal comma, day
// before month, no zone) refuses the line: a declared format says what is meant.

extension VenueFormat {
  static let genericCSV = Generic.signed.makeFormat(
    name: "generic-csv", synonyms: Generic.synonyms,
    required: [Generic.owned] + Generic.any("time", "asset", "amount"),
    summary: "A comma-separated table with an account or a reference, a time, an asset and a "
      + "signed amount. A fee column is an entry of its own, paid if positive. " + Generic.times,
    source: Generic.source)

  static let genericDebitCreditCSV = Generic.split.makeFormat(
    name: "generic-debit-credit-csv", synonyms: Generic.synonyms,
    required: Generic.any("account", "time", "asset", "debit", "credit"),
    summary: "A comma-separated table with debit and credit columns; thousands may be grouped by "
      + "commas, negatives stand in parentheses. " + Generic.times,
    source: Generic.source)

  static let genericJSON = Generic.lines.makeFormat(
    name: "generic-json", synonyms: Generic.synonyms,
    required: [Generic.ownedJSON] + Generic.any("time", "asset", "amount"),
    without: Generic.venueKeys,
    summary: "A JSON array of objects, or one object a line, with the keys that generic-csv has "
      + "as columns. " + Generic.times,
    source: Generic.source)
}

/// The names plain tables give their columns.
enum Generic {
  static let times =
    "Times are RFC 3339, or dates with the year first; a date is 00:00:00 of that day in the "
    + "source's zone, UTC where none is declared."
  static let source = "names of columns seen in database dumps and QuickBooks journals, 2026-11-20"

  /// Per role its name here, then what else it is called, best first.
  static let synonyms: [String: [String]] = [
    "reference": [
      "external_ref", "external_id", "reference_id", "ref", "txid", "tx_id", "transaction_id",
      "transaction_hash", "tx_hash", "Reference", "Journal No", "id",
    ],
    "time": [
      "posted_at", "booked_at", "timestamp", "datetime", "created_at", "executed_at", "date",
      "Date", "Time", "Timestamp", "Journal Date",
    ],
    "account": ["account_name", "Account"],
    "asset": ["currency", "commodity", "Asset", "Currency"],
    "amount": ["quantity", "Amount", "Quantity"],
    "debit": ["debits", "Debit", "Debits"],
    "credit": ["credits", "Credit", "Credits"],
    "fee": ["fee_amount", "Fee"],
    "fee_asset": ["fee_currency", "Fee Currency"],
    "kind": ["type", "Type"],
    "group": ["order_id", "trade_id"],
  ]

  static let signed = DeclaredFormat(
    columns: DeclaredColumns(
      reference: "reference", group: "group", bookedAt: "time", account: "account",
      asset: "asset", amount: "amount", fee: "fee", feeAsset: "fee_asset", kind: "kind"))

  static let split = DeclaredFormat(
    columns: DeclaredColumns(
      reference: "reference", bookedAt: "time", account: "account", asset: "asset",
      debit: "debit", credit: "credit"),
    thousands: .comma)

  static let lines: DeclaredFormat = {
    var format = signed
    format.kind = .jsonLines
    return format
  }()

  /// Per role, its names as alternatives.
  static func any(_ roles: String...) -> [String] {
    roles.map { ([$0] + (synonyms[$0] ?? [])).joined(separator: "|") }
  }

  /// What marks a table as one of books: an account, or a reference. Not an id or a transaction of
  /// its own, by which alone a venue's export (Kraken's ledgers, lists of unsigned withdrawals)
  /// would be taken for ours.
  static let owned = owned(without: ["id"] + transactions)

  /// The same of JSON, where an id will do: what venues answer is told by `venueKeys`.
  static let ownedJSON = owned(without: transactions)

  /// Keys of venues' unsigned lists of deposits and withdrawals, as no book has them.
  static let venueKeys = ["processed_at", "canceled_at", "address", "chain"]

  private static let transactions = [
    "txid", "tx_id", "tx_hash", "transaction_id", "transaction_hash",
  ]

  private static func owned(without names: [String]) -> String {
    any("account", "reference").joined(separator: "|").split(separator: "|")
      .filter { !names.contains(String($0)) }.joined(separator: "|")
  }
}
