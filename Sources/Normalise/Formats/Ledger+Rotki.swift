import Accounting

extension VenueFormat {
  static let rotkiGenericEvents = VenueFormat(
    Ledger.csv(
      "rotki-generic-events", fields: Ledger.Rotki.self,
      CSVShape(headers: [
        [
          "Type", "Location", "Currency", "Amount", "Fee", "Fee Currency", "Description",
          "Timestamp",
        ]
      ]),
      summary: "rotki's generic events: unsigned amounts, the type says the direction, the fee is "
        + "on top. The location is the account; asset ids (eip155:1/erc20:0x…) are kept as they "
        + "are. No reference.",
      source: "rotki documentation, 'Generic Events Import', and its test file, read 2026-11-20"),
    defaultAccount: Ledger.account
  ) { line, reading throws(LineFault) in
    typealias Name = Ledger.Rotki
    let (kind, isIn) = try Ledger.rotkiType(line)
    let instant = try line.instant(Name.Timestamp, as: .epoch(.milliseconds))
    let amount = try line.decimal(Name.Amount)
    guard !amount.isNegative else {
      throw .amount(.notDecimal, line.text(Name.Amount), "Amount", field: Name.Amount.rawValue)
    }
    let account = AccountText(line[Name.Location])
    try reading.entry(
      kind, isIn ? amount : amount.negated, asset: line[Name.Currency],
      assetField: Name.Currency.rawValue, at: instant, line: line, account: account)
    guard let fee = try line.decimalIfAny(Name.Fee), !fee.isZero else { return }
    try reading.entry(
      fee.isNegative ? .rebate : .fee, fee.negated, asset: line[Name.`Fee Currency`],
      assetField: Name.`Fee Currency`.rawValue, at: instant, line: line, account: account)
  }
}

extension Ledger {
  enum Rotki: Int, FieldNames {
    case Type_, Location, Currency, Amount, Fee, `Fee Currency`, Timestamp
  }

  /// What a type says of the event and its direction.
  static func rotkiType(_ line: Line) throws(LineFault) -> (kind: EntryKind, isIn: Bool) {
    let types: [(StaticString, EntryKind, Bool)] = [
      ("Deposit", .deposit, true), ("Withdrawal", .withdrawal, false), ("Income", .income, true),
      ("Staking", .staking, true), ("Loss", .other, false), ("Spend", .other, false),
    ]
    for (word, kind, isIn) in types where line[Rotki.Type_].reads(word) {
      return (kind, isIn)
    }
    throw .unknownWord(
      code: "type-unknown", line.text(Rotki.Type_), "Type", field: Rotki.Type_.rawValue,
      known: "Deposit, Withdrawal, Income, Loss, Spend and Staking")
  }
}
