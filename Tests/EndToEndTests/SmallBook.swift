import Foundation
import TestSupport

/// The smallest whole book: one Coinbase Pro account, our ledger, prices. As it stands it is
/// proved; a test changes what it is about.
struct SmallBook {
  /// Type, time, amount, balance, unit, transfer id, trade id, order id.
  var statement = ["deposit,2026-11-19T08:00:00.000Z,100.00,100.00,USD,t-1,,"]
  /// Id, reference, time, account, asset, amount.
  var ledger = ["L1,t-1,2026-11-19T08:00:00Z,Assets:Pro,USD,100.00"]
  var statementHeader = "portfolio,type,time,amount,balance,amount/balance unit,transfer id,"
  /// Further lines of the settings.
  var settings = "materiality: { threshold_usd: \"10.00\" }\n"

  static let ledgerHeader = "id,reference,booked_at,account,asset,amount"

  /// Writes the book on the desk.
  ///
  /// - Returns: the path of its settings file.
  func lay(on desk: Desk) throws -> String {
    let lines = statement.map { "default,\($0)\n" }.joined()
    try desk.write("book/statement.csv", "\(statementHeader)trade id,order id\n\(lines)")
    try desk.write(
      "book/ledger.csv", ([Self.ledgerHeader] + ledger).joined(separator: "\n") + "\n")
    try desk.write("book/prices.csv", "asset,price,currency\nUSD,1,USD\nBTC,90000,USD\n")
    return try desk.write("book/tieout.yaml", settingsText).path
  }

  var settingsText: String {
    """
    book: small
    accounts:
      - account: coinbase-pro/default
        statement: [ "statement*.csv" ]
        ledger_account: "Assets:Pro"
    ledger:
      - files: [ "ledger.csv" ]
        format:
          kind: csv
          columns: { id: id, reference: reference, booked_at: booked_at, account: account,
            asset: asset, amount: amount }
    prices: prices.csv

    """ + settings
  }
}
