import TestSupport

/// One event as it really was.
struct Event {
  var index: Int
  var account: Int
  var asset: Int
  /// In units of the asset's last decimal; no two events have the same magnitude.
  var units: Int128
  /// Since 1970.
  var microseconds: Int
  var kind: String
  /// The ledger books so much later.
  var lag: Int
  var variety: UInt64
}

/// Makes the events of a book and their lines as text.
struct EventMaker {
  private struct AssetRow {
    var code: String
    var decimals: Int
    var spellings: [String]
  }

  private static let assets = [
    AssetRow(code: "BTC", decimals: 10, spellings: ["BTC", "XBT"]),
    AssetRow(code: "ETH", decimals: 18, spellings: ["ETH", "XETH"]),
    AssetRow(code: "USD", decimals: 8, spellings: ["USD", "ZUSD"]),
    AssetRow(code: "EUR", decimals: 8, spellings: ["EUR", "ZEUR"]),
    AssetRow(code: "USDT", decimals: 8, spellings: ["USDT"]),
    AssetRow(code: "SOL", decimals: 9, spellings: ["SOL"]),
    AssetRow(code: "DOGE", decimals: 8, spellings: ["DOGE", "XDG"]),
    AssetRow(code: "DAI", decimals: 18, spellings: ["DAI"]),
  ]
  /// An event's number stands in the first decimals, so that no amount occurs twice.
  private static let numberDecimals = 7

  let book: GeneratedBook
  private var generator: SeededGenerator
  private var balances: [Int128]
  private var entryID = 0

  init(book: GeneratedBook) {
    self.book = book
    generator = SeededGenerator(seed: book.seed)
    balances = Array(repeating: 0, count: book.accounts * Self.assets.count)
  }

  mutating func event(_ index: Int) -> Event {
    let (first, second) = (generator.next(), generator.next())
    var event = Event(
      index: index, account: index % book.accounts, asset: Int(first % 8), units: 0,
      microseconds: 0, kind: ["trade", "deposit", "withdrawal"][Int(first >> 8 % 3)],
      lag: Int(second % 2_000_000), variety: second >> 24)
    switch book.shape {
    // One asset a pool of matching, so that no side lacks one of several.
    case .statementOnly: event.asset = 2
    case .manyAccounts: event.asset = event.account % Self.assets.count
    case .references, .noReferences, .oneReference, .oneAmount, .identical, .oneWindow: break
    }
    let decimals = Self.assets[event.asset].decimals
    let fraction = Int128(first >> 16) % Self.power(decimals - Self.numberDecimals)
    let whole = Int128(second >> 40 % 5_000) + 1
    event.units =
      whole * Self.power(decimals)
      + Int128(index) * Self.power(decimals - Self.numberDecimals) + fraction
    if event.kind == "withdrawal" || (event.kind == "trade" && first >> 60 & 1 == 1) {
      event.units = -event.units
    }
    // From 02:00 to 22:00, in order.
    let span = 72_000_000_000
    event.microseconds =
      GeneratedBook.dayStartMicroseconds + 7_200_000_000
      + (index * span / max(1, book.events)) + Int(first >> 32 % UInt64(max(1, span / book.events)))
    level(&event)
    return event
  }

  /// Makes alike what the shape wants alike.
  private func level(_ event: inout Event) {
    let noon = GeneratedBook.dayStartMicroseconds + 43_200_000_000
    switch book.shape {
    case .references, .noReferences, .statementOnly, .manyAccounts: break
    case .oneReference:
      (event.asset, event.units) = (2, Int128(event.index + 1) * 1_000_000 + 7)
    case .oneAmount:
      (event.asset, event.units, event.lag) = (2, 125_000_000, 0)
      event.kind = "trade"
    case .identical:
      (event.asset, event.units, event.lag) = (2, 125_000_000, 0)
      (event.kind, event.microseconds) = ("trade", noon)
    case .oneWindow:
      (event.asset, event.units) = (2, 125_000_000)
      event.microseconds = noon + event.index * 50_000_000 / book.events
    }
  }

  mutating func statementLines(_ event: Event, _ plant: Plant) -> [String] {
    guard plant != .missingInStatement else { return [] }
    let count = plant == .twiceOnStatement ? 2 : 1
    return (0..<count).map { _ in
      let slot = event.account * Self.assets.count + event.asset
      balances[slot] += event.units
      let asset = Self.assets[event.asset]
      let balance = book.shape == .identical ? "" : Self.text(balances[slot], asset.decimals)
      let amount = Self.text(event.units, asset.decimals)
      return "\(reference(event, plant, "S")),\(Self.time(event.microseconds))Z,"
        + "\(accountName(event)),\(asset.code),\(amount),\(event.kind),\(balance)\n"
    }
  }

  mutating func ledgerLines(_ event: Event, _ plant: Plant) -> [String] {
    guard plant != .missingInLedger else { return [] }
    let asset = Self.assets[event.asset]
    var units = event.units
    var time = event.microseconds + event.lag
    switch plant {
    case .lastDigit: units += 1
    case .wholeUnit: units += units < 0 ? -Self.power(asset.decimals) : Self.power(asset.decimals)
    case .sign: units = -units
    case .hourOff:
      let isMorning = time < GeneratedBook.dayStartMicroseconds + 43_200_000_000
      time += isMorning ? 3_600_000_000 : -3_600_000_000
    case .nextDay: time += 86_400_000_000
    case .none, .missingInLedger, .missingInStatement, .twiceInLedger, .twiceOnStatement, .blank,
      .unreadable:
      break
    }
    var amount = Self.withoutZeros(Self.text(units, asset.decimals))
    if plant == .unreadable { amount += "x" }
    let hasOffset = event.variety % 10 == 0
    let when = hasOffset ? Self.time(time + 3_600_000_000) + "+01:00" : Self.time(time) + "Z"
    let code = asset.spellings[Int(event.variety / 10 % UInt64(asset.spellings.count))]
    return (0..<(plant == .twiceInLedger ? 2 : 1)).map { _ in
      entryID += 1
      let ledgerAccount = book.shape == .manyAccounts ? accountName(event) : "assets:bench:0"
      return "\(entryID),\(when),\(ledgerAccount),"
        + "\(book.shape == .manyAccounts ? asset.code : code),\(amount),"
        + "\(reference(event, plant, "L")),\(event.kind),\(memo(event))\n"
    }
  }

  private func accountName(_ event: Event) -> String { "bench/\(event.account)" }

  private func reference(_ event: Event, _ plant: Plant, _ side: String) -> String {
    switch book.shape {
    case .references, .statementOnly, .manyAccounts:
      if plant == .blank { return "" }
      var mixed = SeededGenerator(seed: UInt64(event.index))
      return "R" + String(mixed.next() | 1 << 63, radix: 36).uppercased() + "-\(event.index)"
    case .noReferences: return ""
    case .oneAmount, .oneReference, .identical: return "THE-ONE"
    case .oneWindow: return "\(side)\(event.index)"
    }
  }

  private func memo(_ event: Event) -> String {
    switch event.variety / 64 % 1000 {
    case 0: "\"split line\nsecond part \(event.index)\""
    case 1..<20: "\"fill, partial, ref \(event.index)\""
    case 20..<40: "\"said \"\"ok\"\" \(event.index)\""
    case 40..<500: "fill \(event.index)"
    default: ""
    }
  }
}
