import Accounting

extension VenueFormat {
  static let gnucashComplexCSV = VenueFormat(
    Ledger.csv(
      "gnucash-complex-csv", fields: Ledger.GnuCash.self,
      CSVShape(headers: [
        [
          "Date", "Transaction ID", "Number", "Description", "Notes", "Commodity/Currency",
          "Void Reason", "Action", "Memo", "Full Account Name", "Account Name",
          "Amount With Sym", "Amount Num.", "Value With Sym", "Value Num.", "Reconcile",
          "Reconcile Date", "Rate/Price",
        ]
      ]),
      summary: "GnuCash 5 Export Transactions to CSV, complex, with commas and a decimal point: a "
        + "line a split, its amount in the account's commodity. Dates follow the user's locale: "
        + "unless they are year, month, day, the source's date order must be declared. "
        + "Reference: the transaction's number. \(Ledger.dates)",
      source: "GnuCash csv-transactions-export.cpp, csv-transaction-export-line.cpp, "
        + "read 2026-11-20"),
    defaultAccount: Ledger.account
  ) { line, reading throws(LineFault) in
    typealias Name = Ledger.GnuCash
    reading.belongs(to: Ledger.account(line[Name.`Full Account Name`]))
    let amount = try line.groupedDecimal(
      Name.`Amount Num.`.rawValue, line[Name.`Amount Num.`], column: Name.`Amount Num.`.name)
    let instant = try DayText(line, Name.Date.rawValue, column: Name.Date.name)
      .start(reading.terms.dateOrder, zone: reading.terms.zone)
    try reading.entry(
      .other, amount, asset: Ledger.gnucashCommodity(line),
      assetField: Name.`Amount With Sym`.rawValue, at: instant, line: line,
      reference: Name.Number.rawValue,
      account: Ledger.account(line[Name.`Full Account Name`]))
  }
}

extension Ledger {
  enum GnuCash: Int, FieldNames {
    case Date, Number, `Commodity/Currency`, `Full Account Name`, `Amount With Sym`
    case `Amount Num.`, `Value With Sym`
  }

  /// The split's commodity: the transaction's currency where amount and value read the same,
  /// else what stands around the number in the amount with its symbol.
  static func gnucashCommodity(_ line: Line) -> Bytes {
    let amount = line[GnuCash.`Amount With Sym`].withoutBlanks
    let currency = line[GnuCash.`Commodity/Currency`]
    if amount.elementsEqual(line[GnuCash.`Value With Sym`].withoutBlanks),
      let mark = currency.lastIndex(of: UInt8(ascii: ":"))
    {
      return Bytes(rebasing: currency[(mark + 1)...])
    }
    if let blank = amount.lastIndex(of: UInt8(ascii: " ")) {
      return Bytes(rebasing: amount[(blank + 1)...])
    }
    let isMinus = amount.first == UInt8(ascii: "-")
    let start = isMinus ? 1 : 0
    let end = amount.indices.first { $0 >= start && amount[$0] &- 0x30 < 10 } ?? amount.count
    return Bytes(rebasing: amount[start..<end])
  }
}
