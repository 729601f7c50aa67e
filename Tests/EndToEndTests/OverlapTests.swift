import Foundation
import TestSupport
import Testing

/// Two exports that tell of the same days: nothing is counted twice, nothing is lost.
@Suite struct OverlapTests {
  static let header5 =
    "ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,"
    + "Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),"
    + "Fees and/or Spread,Notes,Sender Address,Recipient Address"
  /// V4 is V5 without the addresses.
  static let header4 = String(header5.dropLast(",Sender Address,Recipient Address".count))

  static func line(_ number: Int, version: Int = 5, quantity: String = "1.5") -> String {
    let id = "6917f0a1c0de5a00000000" + (number < 10 ? "0\(number)" : "\(number)")
    let time = "2026-11-19 08:00:" + (number < 10 ? "0\(number)" : "\(number)") + " UTC"
    let cells = "\(id),\(time),Receive,SOL,\(quantity),USD,$2.00,$3.00,$3.00,$0.00,"
    return cells + (version == 5 ? "Received,So1," : "Received")
  }

  static func export(_ numbers: ClosedRange<Int>, version: Int = 5) -> String {
    let lines = numbers.reversed().map { line($0, version: version) }
    return ([version == 5 ? header5 : header4] + lines).joined(separator: "\n") + "\n"
  }

  /// Reads the exports as statements of one account.
  ///
  /// - Returns: SOL entries and balance, lines read, understood and taken for duplicates.
  private func read(
    _ files: [String: String], account: String = "coinbase/main"
  ) throws -> (entries: Int, balance: String, read: Int, understood: Int, duplicates: Int) {
    try Desk.with { desk in
      for (name, text) in files { try desk.write("book/\(name)", text) }
      try desk.write("book/ledger.csv", SmallBook.ledgerHeader + "\n")
      let settings = try desk.write(
        "book/tieout.yaml",
        """
        book: overlap
        accounts: [ { account: \(account), statement: [ "statement*" ] } ]
        ledger:
          - files: [ "ledger.csv" ]
            format:
              kind: csv
              columns:
                { id: id, reference: reference, booked_at: booked_at, account: account,
                  asset: asset, amount: amount }
        """)
      let outcome = try desk.run([settings.path])
      let folder = try #require(desk.sealed().first, "\(outcome.errors)")
      let summary = try folder.json("summary.json")
      let balances = summary["balances"] as? [[String: Any]] ?? []
      let statement = try #require(
        balances.first { $0["asset"] as? String != "USD" }?["statement"] as? [String: Any])
      let sources = (summary["sources"] as? [[String: Any]] ?? [])
        .filter { ($0["name"] as? String ?? "").hasPrefix("statement") }
      func sum(_ key: String) -> Int { sources.reduce(0) { $0 + ($1[key] as? Int ?? -999) } }
      #expect(sources.count == files.count)
      #expect(try folder.work("entries.jsonl").count == statement["entries"] as? Int)
      return (
        statement["entries"] as? Int ?? -1, statement["balance"] as? String ?? "",
        sum("read"), sum("understood"), sum("duplicates")
      )
    }
  }

  @Test func `two exports of one version that share four lines`() throws {
    let found = try read([
      "statement-a.csv": Self.export(1...7), "statement-b.csv": Self.export(4...10),
    ])
    #expect(found == (10, "15", 14, 10, 4))
  }

  @Test func `one export inside the other, and the same export twice`() throws {
    let inside = try read([
      "statement-a.csv": Self.export(1...9), "statement-b.csv": Self.export(3...5),
    ])
    #expect(inside == (9, "13.5", 12, 9, 3))
    let twice = try read([
      "statement-a.csv": Self.export(1...3), "statement-b.csv": Self.export(1...3),
    ])
    #expect(twice == (3, "4.5", 6, 3, 3))
  }

  @Test func `an old and a new version of the export`() throws {
    let found = try read([
      "statement-a.csv": Self.export(1...7, version: 4), "statement-b.csv": Self.export(4...10),
    ])
    #expect(found == (10, "15", 14, 10, 4))
  }

  @Test func `lines without an id count as often as the file that has most of them`() throws {
    let head =
      "Timestamp,Transaction Type,Asset,Quantity Transacted,Spot Price Currency,"
      + "Spot Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),"
      + "Fees and/or Spread,Notes\n"
    let line = "2026-11-19T08:00:00Z,Receive,SOL,1.5,USD,2.00,3.00,3.00,0.00,Received\n"
    let other = "2026-11-19T09:00:00Z,Receive,SOL,2.5,USD,2.00,3.00,3.00,0.00,Received\n"
    // Two equal lines in one file are two events; the other file shows one of them again.
    let found = try read([
      "statement-a.csv": head + line + line, "statement-b.csv": head + other + line,
    ])
    #expect(found == (3, "5.5", 4, 3, 1))
  }
}
