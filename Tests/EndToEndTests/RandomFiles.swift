import Foundation
import TestSupport

/// A random book as files: a venue's own export, declared tables and JSON, whose lines collide, are
/// told twice, are not understood or are of others.
struct RandomFiles {
  private var random: SeededGenerator
  /// What happened: both sides tell of most of it.
  private var events: [Event] = []
  private let isDense: Bool
  /// Whether every line of a statement has an id: without, lines may be told twice unseen, and
  /// nothing is settled beforehand.
  private let isIdentified: Bool
  /// Whether the table says which order a line belongs to, and the ledger refers to some of them.
  private let hasOrders: Bool
  /// Whether the ledger numbers its lines.
  private let isNumbered: Bool

  struct Event {
    var number: Int
    var account: Int
    var asset: String
    var amount: String
    var reference: String
    /// Seconds of the day; a day has 86,400.
    var second: Int
  }

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    isDense = Bool.random(using: &random)
    isIdentified = Int.random(in: 0..<4, using: &random) > 0
    hasOrders = Int.random(in: 0..<3, using: &random) == 0
    isNumbered = Bool.random(using: &random)
    let count = [3, 20, 120].randomElement(using: &random)!
    for number in 0..<count { events.append(event(number)) }
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  private static let amounts = [
    "0.5", "-0.25", "3", "12.34", "-99.99", "0.00000000000000000001", "1e2", "7", "8", "9.1",
    "123456789012345678901", "-5", "6.000000000000000001",
  ]

  private mutating func event(_ number: Int) -> Event {
    let amounts =
      isDense
      ? ["1", "-1", "1.00", "2"] : RandomFiles.amounts
    return Event(
      number: number, account: Int.random(in: 0..<3, using: &random),
      asset: ["BTC", "ETH", "USD", "XBT", "NOPE"].randomElement(using: &random)!,
      amount: amounts.randomElement(using: &random)!,
      reference: chance(4)
        ? "" : "R\(isDense ? Int.random(in: 0..<6, using: &random) : number)",
      second: isDense
        ? 86_000 + Int.random(in: 0..<12, using: &random) * 60
        : Int.random(in: 0..<87_000, using: &random))
  }

  /// Writes the book.
  ///
  /// - Returns: the path of its settings file.
  mutating func lay(on desk: Desk) throws -> String {
    try layVenue(on: desk)
    let files = Int.random(in: 1...3, using: &random)
    for number in 0..<files { try layTable(number, of: files, on: desk) }
    try layJSON(on: desk)
    try layLedger(on: desk)
    try desk.write("book/prices.csv", "asset,price,currency\nUSD,1,USD\nBTC,90000,USD\n")
    return try desk.write("book/tieout.yaml", settings()).path
  }

  private mutating func settings() -> String {
    let columns = "id: id, reference: reference, booked_at: time, asset: asset, amount: amount"
    let booked = chance(2) ? columns : String(columns.dropFirst("id: id, ".count))
    let balance = chance(3) ? ", balance: balance" : ""
    let orders = hasOrders ? ", group: order" : ""
    let tolerances = [
      "", "tolerances: [ { asset: BTC, absolute: \"0.3\", per: leg } ]\n",
      """
      tolerances:
        - { asset: "*", relative: "0.5", rule: amount-within-window }
        - { account: ex/a, before_seconds: 0, after_seconds: 500 }
        - { account: ex/b, relative: "0.02", before_seconds: 60 }
        - { asset: USD, absolute: "2", rule: reference-amount-differs }
      tolerance_budget: [ { absolute: "1" }, { asset: USD, account: "ex/*", absolute: "0" } ]

      """,
    ]
    let openings = [
      "", "openings: [ { side: statement, account: ex/a, asset: USD, amount: \"5\" } ]\n",
    ]
    return """
      book: random
      \(chance(2) ? "business_date: 2026-11-19" : "cut_off: { zone: UTC, time: \"00:00\" }")
      accounts:
        - account: coinbase/main
          statement: [ "venue-*.csv" ]
          ledger_account: "Assets:Main"
        - account: ex/a
          statement: [ "table-*.csv" ]
          format: { kind: csv, columns: { \(columns), fee: fee\(balance)\(orders) } }
          ledger_account: "Assets:A"
        - account: ex/b
          statement: [ "b.json" ]
          format: { kind: json, columns: { \(columns) } }
          ledger_account: "Assets:B"
      ledger:
        - files: [ "ledger-*.csv" ]
          format: { kind: csv, columns: { \(booked), account: account } }
        - files: [ "ledger-*.jsonl" ]
          format: { kind: jsonl, columns: { \(columns), account: account } }
      prices: prices.csv
      matching: { window_seconds: \([0, 60, 120].randomElement(using: &random)!) }
      \(tolerances.randomElement(using: &random)!)\(openings.randomElement(using: &random)!)
      """
  }

  // MARK: Statements

  /// Two exports of Coinbase that share days, one perhaps of the older kind.
  private mutating func layVenue(on desk: Desk) throws {
    let own = events.filter { $0.account == 0 && $0.number < 60 }
    var numbers = Array(own.map(\.number))
    if chance(3) { numbers.shuffle(using: &random) }
    let cut = numbers.count / 2
    let overlap = chance(2) ? min(3, cut) : 0
    let version = chance(4) ? 4 : 5
    let parts = [numbers[..<cut], numbers[(cut - overlap)...]]
    for (place, part) in parts.enumerated() {
      let kind = place == 0 ? version : 5
      let lines = part.map {
        OverlapTests.line($0, version: kind, quantity: isDense ? "1.5" : "\($0).25")
      }
      let header = kind == 5 ? OverlapTests.header5 : OverlapTests.header4
      try desk.write("book/venue-\(place).csv", ([header] + lines).joined(separator: "\n") + "\n")
    }
  }

  /// One of several exports of `ex/a`: some lines stand in more than one.
  private mutating func layTable(_ number: Int, of files: Int, on desk: Desk) throws {
    let own = events.filter { event in
      event.account == 1 && (event.number % files == number || event.number % 7 == 0)
    }
    let hasID = isIdentified || chance(2)
    var lines = own.map { event in
      "\(hasID ? "i-\(event.number)" : ""),\(event.reference),\(time(event)),\(event.asset),"
        + "\(event.amount),\(chance(6) ? "0.01" : ""),\(chance(6) ? "100" : ""),"
        + "O\(event.number / 3)"
    }
    for index in lines.indices.reversed() where chance(9) { lines.insert(lines[index], at: index) }
    if chance(3) { lines.append("x,R9,yesterday,BTC,1,,,") }
    if chance(3) { lines.append("y,R9,2026-11-19T10:00:00Z,BTC,one,,,") }
    if chance(4) { lines.insert("z,R9,2026-11-19T10:00:00Z,BTC", at: 0) }
    if chance(4) { lines.append("") }
    if chance(4) { lines.append("\"q\",\"a,\"\"b\nc\",2026-11-19T10:00:00Z,BTC,\"1\",,,") }
    try write(
      "table-\(number).csv", "id,reference,time,asset,amount,fee,balance,order", lines, on: desk)
  }

  private mutating func layJSON(on desk: Desk) throws {
    var objects = events.filter { $0.account == 2 }.map { object($0, account: nil) }
    for index in objects.indices.reversed() where chance(9) {
      objects.insert(objects[index], at: index)
    }
    let text = "[" + objects.joined(separator: chance(2) ? "," : ",\n  ") + "]"
    try desk.write("book/b.json", text + (chance(2) ? "\n" : ""))
  }

  private mutating func object(_ event: Event, account: String?) -> String {
    let amount = chance(3) ? "\"\(event.amount)\"" : event.amount
    var text = "{\"id\":\"e-\(event.number)\",\"reference\":\"\(event.reference)\","
    if !isIdentified, chance(12) {
      text = "{\"id\":null,\"other\":[1,{\"a\":\"}\"}],\"reference\":\"\(event.reference)\","
    }
    text += "\"time\":\"\(time(event))\",\"asset\":\"\(event.asset)\",\"amount\":\(amount)"
    if let account { text += ",\"account\":\"\(account)\"" }
    return text + (chance(10) ? ", \"note\":\"\\u00e4\\\"\"}" : "}")
  }

  // MARK: Ledger

  private mutating func layLedger(on desk: Desk) throws {
    let accounts = ["Assets:Main", "Assets:A", "Assets:B"]
    var tables: [[String]] = [[], []]
    var objects: [String] = []
    for event in events {
      var booked = event
      if chance(12) { continue }
      if chance(12) { booked.amount = "1.5" }
      if chance(12) { booked.reference = "" }
      if hasOrders, event.account == 1, chance(3) { booked.reference = "O\(event.number / 3)" }
      if chance(12) { booked.second += [1, 60, 61, 121, 500].randomElement(using: &random)! }
      if event.account == 0 {
        booked.asset = "SOL"
        booked.amount = isDense ? "1.5" : "\(event.number).25"
        booked.second = 28_800 + event.number
        let digits = (event.number < 10 ? "0" : "") + "\(event.number)"
        if !chance(5) { booked.reference = "6917f0a1c0de5a00000000" + digits }
      }
      let account = chance(15) ? "Assets:Other" : accounts[event.account]
      let copies = chance(15) ? 2 : 1
      for _ in 0..<copies {
        if chance(3) {
          objects.append(object(booked, account: account))
        } else {
          let place = Int.random(in: 0..<2, using: &random)
          let id = chance(3) ? "" : (isNumbered ? "" : "l-") + "\(event.number)"
          tables[place].append(
            "\(id),\(booked.reference),\(time(booked)),"
              + "\(booked.asset),\(booked.amount),\(account)")
        }
      }
    }
    if chance(4) { tables[0].append("bad,,2026-11-19T10:00:00Z,BTC,1 2,Assets:A") }
    if chance(4) { tables[1].append("bad,,2026-11-19T10:00:00Z,BTC,1") }
    if chance(4) { objects.append("{\"id\":\"broken\"") }
    for (number, lines) in tables.enumerated() {
      try write("ledger-\(number).csv", "id,reference,time,asset,amount,account", lines, on: desk)
    }
    try desk.write("book/ledger-0.jsonl", objects.map { $0 + "\n" }.joined())
  }

  // MARK: Texts

  private mutating func time(_ event: Event) -> String {
    let second = event.second % 86_400
    let day = event.second < 86_400 ? "2026-11-19" : "2026-11-20"
    let parts = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let clock = parts.joined(separator: ":")
    return chance(8) ? "\(day) \(clock)+00:00" : "\(day)T\(clock)\(chance(5) ? ".000" : "")Z"
  }

  /// A table with this or that line end, with or without a mark and a last line end.
  private mutating func write(
    _ name: String, _ header: String, _ lines: [String], on desk: Desk
  ) throws {
    let end = chance(5) ? "\r\n" : "\n"
    var text = (chance(6) ? "\u{FEFF}" : "") + ([header] + lines).joined(separator: end)
    if !chance(4) { text += end }
    try desk.write("book/\(name)", text)
  }
}
