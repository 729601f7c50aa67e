import Accounting

// The retail "Transactions" report, V1 (2019) to V5 (2025): one line a transaction.

extension VenueFormat {
  /// 2019-10 to 2021: the currency stands inside the column names.
  static let coinbaseRetailV1 = CoinbaseRetail.format(
    "coinbase-retail-v1",
    columns: [
      "Timestamp", "Transaction Type", "Asset", "Quantity Transacted",
      "* Spot Price at Transaction", "* Subtotal", "* Total (inclusive of fees)", "* Fees",
      "Notes",
    ],
    currency: "* Subtotal", total: "* Total (inclusive of fees)", fees: "* Fees",
    note: "The currency stands in the column names. No id.")

  /// From 2021-11.
  static let coinbaseRetailV2 = CoinbaseRetail.format(
    "coinbase-retail-v2",
    columns: [
      "Timestamp", "Transaction Type", "Asset", "Quantity Transacted", "Spot Price Currency",
      "Spot Price at Transaction", "Subtotal", "Total (inclusive of fees)", "Fees", "Notes",
    ],
    currency: "Spot Price Currency", total: "Total (inclusive of fees)", fees: "Fees",
    note: "No id.")

  /// 2023.
  static let coinbaseRetailV3 = CoinbaseRetail.format(
    "coinbase-retail-v3",
    columns: [
      "Timestamp", "Transaction Type", "Asset", "Quantity Transacted", "Spot Price Currency",
      "Spot Price at Transaction", "Subtotal", CoinbaseRetail.total, CoinbaseRetail.fees, "Notes",
    ],
    currency: "Spot Price Currency", total: CoinbaseRetail.total, fees: CoinbaseRetail.fees,
    note: "No id.")

  /// A short-lived form of early 2024.
  static let coinbaseRetailV4a = CoinbaseRetail.format(
    "coinbase-retail-v4a", columns: Array(CoinbaseRetail.v4Columns.dropFirst()),
    currency: "Price Currency", total: CoinbaseRetail.total, fees: CoinbaseRetail.fees,
    note: "No id.")

  /// From 2024.
  static let coinbaseRetailV4 = CoinbaseRetail.format(
    "coinbase-retail-v4", columns: CoinbaseRetail.v4Columns, currency: "Price Currency",
    total: CoinbaseRetail.total, fees: CoinbaseRetail.fees, note: "Reference: ID.")

  /// From 2025.
  static let coinbaseRetailV5 = CoinbaseRetail.format(
    "coinbase-retail-v5",
    columns: CoinbaseRetail.v4Columns + ["Sender Address", "Recipient Address"],
    currency: "Price Currency", total: CoinbaseRetail.total, fees: CoinbaseRetail.fees,
    note: "Reference: ID.")
}

/// Reads a line of the retail report.
enum CoinbaseRetail {
  static let total = "Total (inclusive of fees and/or spread)"
  static let fees = "Fees and/or Spread"
  static let v4Columns = [
    "ID", "Timestamp", "Transaction Type", "Asset", "Quantity Transacted", "Price Currency",
    "Price at Transaction", "Subtotal", total, fees, "Notes",
  ]

  /// The fields in the order every generation declares them.
  enum Cell {
    static let id = 0
    static let time = 1
    static let type = 2
    static let asset = 3
    static let quantity = 4
    static let currency = 5
    static let total = 6
    static let fees = 7
    static let notes = 8
  }

  static func format(
    _ name: String, columns: [String], currency: String, total: String, fees: String,
    note: String
  ) -> VenueFormat {
    VenueFormat(
      Coinbase.csv(
        name, CSVShape(headers: [columns], preamble: true),
        fields: [
          "ID", "Timestamp", "Transaction Type", "Asset", "Quantity Transacted", currency, total,
          fees, "Notes",
        ],
        summary: "Coinbase retail transactions report. \(note) A trade has legs for asset, money "
          + "and fee; the money leg stands although a card may have paid. Notes tell where a "
          + "trade settled in another currency than the display currency, and what a one-line "
          + "conversion gave.",
        source: "BittyTax coinbase.py, everytrade CoinbaseBeanV1Test, "
          + "read 2026-11-20"),
      defaultAccount: Coinbase.account, events: Coinbase.Events.retail,
      telling: Coinbase.Events.report, linesNameAccount: false, read: read)
  }

  @Sendable
  static func read(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let instant = try reading.instant(line, Cell.time)
    guard let type = CoinbaseRetailType.find(line.withoutBlanks(Cell.type)) else {
      throw .typeUnknown(line.text(Cell.type), field: Cell.type)
    }
    let quantity = try reading.quantity(line, Cell.quantity)
    if !line.isEmpty(Cell.id) { reading.identify(line, by: [Cell.id]) }
    switch type.movement {
    case .buy: try trade(true, quantity.magnitude, type.kind, instant, line, &reading)
    case .sell: try trade(false, quantity.magnitude, type.kind, instant, line, &reading)
    case .convert: try convert(quantity, instant, line, &reading)
    case .into: try move(quantity.magnitude, type.kind, instant, line, &reading)
    case .out: try move(quantity.magnitude.negated, type.kind, instant, line, &reading)
    case .asPrinted: try move(quantity, type.kind, instant, line, &reading)
    }
  }

  /// One leg of the line's own asset.
  private static func move(
    _ amount: Amount, _ kind: EntryKind, _ instant: Instant, _ line: Line,
    _ reading: inout LineReading
  ) throws(LineFault) {
    try reading.entry(
      kind, amount, asset: line.withoutBlanks(Cell.asset), assetField: Cell.asset, at: instant,
      line: line, reference: Cell.id)
  }

  private static func trade(
    _ isBuy: Bool, _ quantity: Amount, _ kind: EntryKind, _ instant: Instant, _ line: Line,
    _ reading: inout LineReading
  ) throws(LineFault) {
    try move(isBuy ? quantity : quantity.negated, kind, instant, line, &reading)
    let display = try displayCurrency(line, reading)
    let notes = try notes(line)
    if let notes, notes.verb != (isBuy ? .bought : .sold) {
      throw .notesUnreadable(line.text(Cell.notes), field: Cell.notes)
    }
    let settlement = try CoinbaseSettlement(
      isBuy: isBuy, quantity: quantity, display: display, notes: notes, instant, line, &reading)
    try reading.settle(
      isBuy: isBuy, gross: settlement.gross, fee: settlement.fee, asset: settlement.currency,
      assetField: settlement.field, at: instant, line: line, reference: Cell.id)
  }

  /// The sentence in Notes; nil for other text.
  static func notes(_ line: Line) throws(LineFault) -> CoinbaseNotes? {
    do throws(CoinbaseNotes.Fault) {
      return try CoinbaseNotes.read(line.withoutBlanks(Cell.notes))
    } catch {
      throw .notesUnreadable(line.text(Cell.notes), field: Cell.notes)
    }
  }

  /// The currency of the money columns: a cell of its own, or the first word of the column's name.
  private static func displayCurrency(
    _ line: Line, _ reading: LineReading
  ) throws(LineFault) -> String {
    if reading.fields[Cell.currency].utf8.first == UInt8(ascii: "*") {
      let name = reading.column(Cell.currency)
      return String(decoding: name.utf8.prefix { $0 != 0x20 }, as: UTF8.self)
    }
    return line.withoutBlanks(Cell.currency).text
  }
}

extension LineFault {
  static func notesUnreadable(_ text: String, field: Int) -> LineFault {
    LineFault(
      code: "notes-unreadable", field: field,
      message: "the notes say \(Diagnostic.quoted(text)), which does not tell what was exchanged",
      hint: "lines of this type have part of their amounts in the notes only")
  }
}
