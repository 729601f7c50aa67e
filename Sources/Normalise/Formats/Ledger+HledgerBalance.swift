import Accounting

extension VenueFormat {
  static let hledgerBalanceCSV = VenueFormat(
    Ledger.csv(
      "hledger-balance-csv", fields: Ledger.HledgerBalance.self,
      CSVShape(headers: [["account", "balance"]]),
      summary: "hledger balance -O csv: balances, several commodities a cell; the last row is "
        + "set aside by the rule total. No date is stated, and no entries are in it.",
      source: Ledger.hledger),
    defaultAccount: Ledger.account
  ) { line, reading throws(LineFault) in
    typealias Name = Ledger.HledgerBalance
    if Ledger.isTotal(line[Name.account]) { return reading.ignore("total") }
    reading.belongs(to: Ledger.account(line[Name.account]))
    var cell = MixedAmounts(line, Name.balance)
    while let item = try cell.next() {
      guard !item.amount.isZero || !item.commodity.isEmpty else { continue }
      try reading.balance(
        item.amount, asset: item.commodity, assetField: Name.balance.rawValue, at: nil,
        account: Ledger.account(line[Name.account]))
    }
  }

  static let hledgerBalanceBareCSV = VenueFormat(
    Ledger.csv(
      "hledger-balance-bare-csv", fields: Ledger.HledgerBareBalance.self,
      CSVShape(headers: [["account", "commodity", "balance"]]),
      summary: "hledger balance --layout=bare -O csv: balances, one commodity a line; the total's "
        + "rows are set aside by the rule total. No date is stated, and no entries are in it.",
      source: Ledger.hledger),
    defaultAccount: Ledger.account
  ) { line, reading throws(LineFault) in
    typealias Name = Ledger.HledgerBareBalance
    if Ledger.isTotal(line[Name.account]) { return reading.ignore("total") }
    reading.belongs(to: Ledger.account(line[Name.account]))
    let amount = try line.decimal(Name.balance)
    let commodity = line[Name.commodity].withoutBlanks.unquoted
    guard !amount.isZero || !commodity.isEmpty else { return }
    try reading.balance(
      amount, asset: commodity, assetField: Name.commodity.rawValue, at: nil,
      account: Ledger.account(line[Name.account]))
  }
}

extension Ledger {
  enum HledgerBalance: Int, FieldNames {
    case account, balance
  }

  enum HledgerBareBalance: Int, FieldNames {
    case account, commodity, balance
  }

  static func isTotal(_ account: Bytes) -> Bool {
    ["total", "Total", "Total:", "Net:"].contains { (word: StaticString) in account.reads(word) }
  }
}
