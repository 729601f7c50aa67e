import Accounting

// Dumps of local books. A posting on one of our accounts is an entry: positive, the account holds
// more. Which account names count, and as which accounts, the settings say; postings on other
// accounts (the other half of every transaction) are set aside by the rule `other-account`.
//
// A date without a time is 00:00:00 of that day in the source's zone, UTC where none is declared.

extension VenueFormat {
  /// Dumps of bookkeeping programs and of plain tables.
  package static let ledgers: [VenueFormat] = [
    .hledgerPrintCSV, .hledgerPrintJSON, .hledgerRegisterCSV, .hledgerBalanceCSV,
    .hledgerBalanceBareCSV, .hledgerAregisterCSV, .ledgerCLICSV, .beanQueryCSV,
    .beanQueryPositionCSV, .gnucashComplexCSV, .rotkiGenericEvents, .genericCSV,
    .genericDebitCreditCSV, .genericJSON,
  ]
}

/// What all ledger formats share.
enum Ledger {
  static let account = "ledger/main"
  static let dates =
    "A date is 00:00:00 of that day in the source's zone, UTC where none is declared."

  static func csv<Name: FieldNames>(
    _ name: String, fields: Name.Type, _ shape: CSVShape, summary: String, source: String
  ) -> Format {
    Format(
      name: name, venue: "", sides: [.ledger], shape: .csv(shape), fields: Name.names,
      summary: summary, source: source)
  }

  /// An account name without the marks of a virtual posting: `(assets:x)`, `[assets:x]`.
  static func account(_ name: Bytes) -> AccountText {
    let name = name.withoutBlanks
    guard name.count > 2 else { return AccountText(name) }
    let ends = (name[0], name[name.count - 1])
    guard
      ends == (UInt8(ascii: "("), UInt8(ascii: ")"))
        || ends == (UInt8(ascii: "["), UInt8(ascii: "]"))
    else { return AccountText(name) }
    return AccountText(Bytes(rebasing: name[1..<name.count - 1]))
  }
}
