import Accounting

extension VenueFormat {
  static let hledgerPrintCSV = VenueFormat(
    Ledger.csv(
      "hledger-print-csv", fields: Ledger.HledgerPrint.self,
      CSVShape(headers: [
        [
          "txnidx", "date", "date2", "status", "code", "description", "comment", "account",
          "amount", "commodity", "credit", "debit", "posting-status", "posting-comment",
        ]
      ]),
      summary: "hledger print -O csv: a line a posting, exact. Reference: the transaction's code. "
        + "A journal with decimal commas keeps them here (10000,00): such amounts are refused "
        + "unless the format is declared with that mark. \(Ledger.dates)",
      source: Ledger.hledger),
    defaultAccount: Ledger.account
  ) { line, reading throws(LineFault) in
    reading.belongs(to: Ledger.account(line[Ledger.HledgerPrint.account]))
    let amount = try line.decimal(Ledger.HledgerPrint.amount)
    try Ledger.post(
      amount, asset: line[Ledger.HledgerPrint.commodity],
      assetField: Ledger.HledgerPrint.commodity.rawValue,
      day: .date, reference: Ledger.HledgerPrint.code, account: .account, line, &reading)
  }

  static let hledgerPrintJSON = VenueFormat(
    Format(
      name: "hledger-print-json", venue: "", sides: [.ledger],
      shape: .json(
        JSONShape(lists: [
          JSONList(
            path: "[].tpostings[].pamount[]", keys: ["tdate", "tpostings", "tindex|tdescription"])
        ])),
      fields: Ledger.HledgerJSON.names,
      summary: "hledger print -O json: mantissa and places; floatingPoint is not read. hledger "
        + "itself rounds quantities to 10 decimals here (1 wei becomes 0): use "
        + "hledger-print-csv for assets with more. Reference: the transaction's code. "
        + Ledger.dates,
      source: Ledger.hledger),
    defaultAccount: Ledger.account
  ) { line, reading throws(LineFault) in
    typealias Name = Ledger.HledgerJSON
    reading.belongs(to: Ledger.account(line[Name.`tpostings.paccount`]))
    try Ledger.post(
      try Ledger.quantity(line), asset: line[Name.`tpostings.pamount.acommodity`],
      assetField: Name.`tpostings.pamount.acommodity`.rawValue,
      day: line.isEmpty(Name.`tpostings.pdate`) ? Name.tdate : .`tpostings.pdate`,
      reference: Name.tcode, account: .`tpostings.paccount`, line, &reading)
  }

  static let hledgerRegisterCSV = VenueFormat(
    Ledger.csv(
      "hledger-register-csv", fields: Ledger.HledgerRegister.self,
      CSVShape(headers: [
        ["txnidx", "date", "code", "description", "account", "amount", "total"]
      ]),
      summary: "hledger register -O csv: a line a posting; the amount's cell may hold several "
        + "commodities. The total is not read. Reference: the transaction's code. "
        + Ledger.dates,
      source: Ledger.hledger),
    defaultAccount: Ledger.account
  ) { line, reading throws(LineFault) in
    typealias Name = Ledger.HledgerRegister
    reading.belongs(to: Ledger.account(line[Name.account]))
    var cell = MixedAmounts(line, Name.amount)
    while let item = try cell.next() {
      try Ledger.post(
        item.amount, asset: item.commodity, assetField: Name.amount.rawValue, day: Name.date,
        reference: .code, account: .account, line, &reading)
    }
  }

  static let hledgerAregisterCSV = VenueFormat(
    Ledger.csv(
      "hledger-aregister-csv", fields: Ledger.HledgerAregister.self,
      CSVShape(headers: [
        ["txnidx", "date", "code", "description", "otheraccounts", "change", "balance"]
      ]),
      summary: "hledger aregister ACCOUNT -O csv: the changes of one account and its balance "
        + "after each. The file does not name the account: the settings must. Reference: the "
        + "transaction's code. \(Ledger.dates)",
      source: Ledger.hledger),
    defaultAccount: Ledger.account, linesNameAccount: false
  ) { line, reading throws(LineFault) in
    typealias Name = Ledger.HledgerAregister
    let instant = try line.day(Name.date, zone: reading.terms.zone)
    var change = MixedAmounts(line, Name.change)
    while let item = try change.next() {
      guard !item.amount.isZero else { continue }
      try reading.entry(
        .other, item.amount, asset: item.commodity, assetField: Name.change.rawValue,
        at: instant, line: line, reference: Name.code.rawValue,
        balance: try MixedAmounts(line, Name.balance).amount(of: item.commodity))
    }
  }
}

extension Ledger {
  static let hledger = "measured with hledger 1.25, 2026-11-20"

  enum HledgerPrint: Int, FieldNames {
    case date, code, account, amount, commodity
  }

  enum HledgerJSON: Int, FieldNames {
    case tdate, tcode, `tpostings.paccount`, `tpostings.pdate`
    case `tpostings.pamount.acommodity`
    case `tpostings.pamount.aquantity.decimalMantissa`
    case `tpostings.pamount.aquantity.decimalPlaces`
  }

  enum HledgerRegister: Int, FieldNames {
    case date, code, account, amount
  }

  enum HledgerAregister: Int, FieldNames {
    case date, code, change, balance
  }

  /// One posting. A zero without commodity (hledger writes a bare 0) is no entry.
  static func post<Name: FieldNames>(
    _ amount: Amount, asset: Bytes, assetField: Int, day: Name, reference: Name?, account: Name,
    _ line: Line, _ reading: inout LineReading
  ) throws(LineFault) {
    let instant = try line.day(day, zone: reading.terms.zone)
    guard !amount.isZero else { return }
    try reading.entry(
      .other, amount, asset: asset.withoutBlanks.unquoted, assetField: assetField, at: instant,
      line: line, reference: reference?.rawValue, account: Ledger.account(line[account]))
  }

  /// Mantissa × 10⁻ᵖˡᵃᶜᵉˢ; the mantissa may be beyond 64 bits.
  static func quantity(_ line: Line) throws(LineFault) -> Amount {
    let mantissa = HledgerJSON.`tpostings.pamount.aquantity.decimalMantissa`
    let places = HledgerJSON.`tpostings.pamount.aquantity.decimalPlaces`
    let units = try line.decimal(mantissa)
    let scale = try line.decimal(places)
    guard units.scale == 0 else {
      throw .amount(.notDecimal, line.text(mantissa), mantissa.name, field: mantissa.rawValue)
    }
    guard scale.scale == 0, !scale.isNegative else {
      throw .amount(.notDecimal, line.text(places), places.name, field: places.rawValue)
    }
    do throws(AmountError) {
      guard scale.units <= Int128(Amount.digitLimit) else { throw .tooManyDigits }
      return try units.multiplied(by: Amount(units: 1, scale: UInt8(scale.units)))
    } catch {
      throw .amount(
        error, "\(line.text(mantissa)) at \(line.text(places)) places", mantissa.name,
        field: mantissa.rawValue)
    }
  }
}
