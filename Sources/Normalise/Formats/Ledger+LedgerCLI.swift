import Accounting

extension VenueFormat {
  static let ledgerCLICSV = VenueFormat(
    Ledger.csv(
      "ledger-cli-csv", fields: Ledger.CLI.self,
      CSVShape(headerless: 8, probe: Ledger.looksLikeCLI, escape: .backslash),
      summary: "ledger csv of ledger-cli: eight columns without a header, quotes escaped with a "
        + "backslash. Reference: the transaction's code. ledger itself misreads journals with "
        + "decimal commas (-300,123456 becomes -300123456) before this file exists. "
        + Ledger.dates,
      source: "measured with ledger 3.3.0, 2026-11-20"),
    defaultAccount: Ledger.account
  ) { line, reading throws(LineFault) in
    reading.belongs(to: Ledger.account(line[Ledger.CLI.account]))
    try Ledger.post(
      try line.decimal(Ledger.CLI.quantity), asset: line[Ledger.CLI.commodity],
      assetField: Ledger.CLI.commodity.rawValue, day: Ledger.CLI.date, reference: .code,
      account: .account, line, &reading)
  }
}

extension Ledger {
  enum CLI: Int, FieldNames {
    case date, code, payee, account, commodity, quantity, status, note
  }

  /// Whether a first record is one of ledger-cli's: a date with slashes, a quantity, a status.
  @Sendable static func looksLikeCLI(_ cells: [String]) -> Bool {
    guard cells.count >= 8, cells[0].utf8.count == 10, !cells[CLI.account.rawValue].isEmpty,
      ["", "*", "!"].contains(cells[CLI.status.rawValue])
    else { return false }
    let isDate = cells[0].utf8.enumerated().allSatisfy { index, byte in
      index == 4 || index == 7
        ? byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") : byte &- 0x30 < 10
    }
    return isDate && (try? Amount(parsing: cells[CLI.quantity.rawValue])) != nil
  }
}
