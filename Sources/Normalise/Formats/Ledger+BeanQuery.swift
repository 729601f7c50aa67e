import Accounting

extension VenueFormat {
  static let beanQueryCSV = VenueFormat(
    Ledger.csv(
      "bean-query-csv", fields: Ledger.Bean.self,
      CSVShape(contains: ["date", "account", "number", "currency"]),
      summary: "bean-query -f csv with at least date, account, number, currency: numbers padded "
        + "with blanks, perhaps with an exponent. Reference: links, where the posting has one "
        + "link. \(Ledger.dates)",
      source: Ledger.beanquery),
    defaultAccount: Ledger.account
  ) { line, reading throws(LineFault) in
    reading.belongs(to: Ledger.account(line[Ledger.Bean.account]))
    let number = Ledger.Bean.number
    try Ledger.post(
      try line.decimal(number.rawValue, line[number].withoutBlanks, column: number.name),
      asset: line[Ledger.Bean.currency], assetField: Ledger.Bean.currency.rawValue,
      day: Ledger.Bean.date, reference: Ledger.hasOneLink(line, Ledger.Bean.links) ? .links : nil,
      account: .account, line, &reading)
  }

  static let beanQueryPositionCSV = VenueFormat(
    Ledger.csv(
      "bean-query-position-csv", fields: Ledger.BeanPosition.self,
      CSVShape(contains: ["date", "account", "position"]),
      summary: "bean-query -f csv with a position column: number, currency and perhaps a cost in "
        + "braces, which is not read. Reference: links, where the posting has one link. "
        + Ledger.dates,
      source: Ledger.beanquery),
    defaultAccount: Ledger.account
  ) { line, reading throws(LineFault) in
    reading.belongs(to: Ledger.account(line[Ledger.BeanPosition.account]))
    let position = try Ledger.position(line)
    try Ledger.post(
      position.amount, asset: position.currency,
      assetField: Ledger.BeanPosition.position.rawValue, day: Ledger.BeanPosition.date,
      reference: Ledger.hasOneLink(line, Ledger.BeanPosition.links) ? .links : nil,
      account: .account, line, &reading)
  }
}

extension Ledger {
  static let beanquery = "measured with beanquery 0.2.0, 2026-11-20"

  enum Bean: Int, FieldNames {
    case date, account, number, currency, links
  }

  enum BeanPosition: Int, FieldNames {
    case date, account, position, links
  }

  /// Whether the links column holds exactly one: several are joined by commas or blanks.
  static func hasOneLink<Name: FieldNames>(_ line: Line, _ links: Name) -> Bool {
    let text = line[links]
    return !text.isEmpty && !text.contains(byte: UInt8(ascii: ","))
      && !text.contains(byte: UInt8(ascii: " "))
  }

  /// `-0.10 BTC { 60000.00 EUR}`.
  static func position(
    _ line: Line
  ) throws(LineFault) -> (amount: Amount, currency: Bytes) {
    let field = BeanPosition.position
    let text = line[field].withoutBlanks
    let numberEnd = text.firstIndex(of: UInt8(ascii: " ")) ?? text.count
    let number = Bytes(rebasing: text[..<numberEnd])
    let amount = try line.decimal(field.rawValue, number, column: field.name)
    let rest = Bytes(rebasing: text[numberEnd...]).withoutBlanks
    let currencyEnd =
      rest.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "{") } ?? rest.count
    let cost = Bytes(rebasing: rest[currencyEnd...]).withoutBlanks
    guard cost.isEmpty || (cost.first == UInt8(ascii: "{") && cost.last == UInt8(ascii: "}"))
    else { throw .amount(.notDecimal, line.text(field), field.name, field: field.rawValue) }
    return (amount, Bytes(rebasing: rest[..<currencyEnd]))
  }
}
