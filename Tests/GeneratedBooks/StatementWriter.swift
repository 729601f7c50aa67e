/// Writes the statement's lines: times to the microsecond, all decimals, a running balance.
struct StatementWriter: ~Copyable {
  static let columns = [
    "reference", "time", "account", "kind", "asset", "amount", "balance", "order", "trade",
  ]

  private var file: LineFile
  private let book: GeneratedBook
  /// Of each account and asset, in units of the last decimal.
  private var balances: [Int128]
  private let units = AssetRow.all.map { AssetRow.power($0.decimals) }

  init(_ book: GeneratedBook, _ path: String) throws(WriteFault) {
    self.book = book
    file = try LineFile(path)
    balances = Array(repeating: 0, count: book.accounts * AssetRow.all.count)
    switch book.form {
    case .csv: file.append(Self.columns.joined(separator: ",") + "\n")
    case .json: file.append("[\n")
    case .jsonLines: break
    }
  }

  mutating func write(_ event: Event, _ plant: Plant) throws(WriteFault) {
    guard plant != .missingInStatement else { return }
    for _ in 0..<(plant == .twiceOnStatement ? 2 : 1) {
      book.form == .csv ? writeCells(event) : writeObject(event)
      try file.endLine(with: book.form == .json ? "" : "\n")
    }
  }

  /// - Returns: the lines written.
  mutating func finish() throws(WriteFault) -> Int {
    if book.form == .json { file.append("\n]\n") }
    try file.flush()
    return file.lines
  }

  private mutating func writeCells(_ event: Event) {
    let asset = AssetRow.all[event.asset]
    book.appendReference(event, "L", to: &file)
    file.append(UInt8(ascii: ","))
    file.append(time: event.microseconds, decimals: 6)
    file.append("Z,bench/")
    file.append(event.account)
    file.append(UInt8(ascii: ","))
    file.append(event.kind)
    file.append(UInt8(ascii: ","))
    file.append(book.shape == .manyAccounts ? asset.code : asset.statementSpelling)
    file.append(UInt8(ascii: ","))
    file.append(event.amount, decimals: asset.decimals)
    file.append(UInt8(ascii: ","))
    if book.shape != .identical { file.append(balance(event), decimals: asset.decimals) }
    file.append(UInt8(ascii: ","))
    file.append(id: event.index / 3, salt: 2, letter: UInt8(ascii: "O"))
    file.append(UInt8(ascii: ","))
    file.append(id: event.index, salt: 3, letter: UInt8(ascii: "T"))
  }

  private mutating func writeObject(_ event: Event) {
    let asset = AssetRow.all[event.asset]
    if book.form == .json, file.lines > 0 { file.append(",\n") }
    file.append("{\"reference\":\"")
    book.appendReference(event, "L", to: &file)
    file.append("\",\"time\":\"")
    file.append(time: event.microseconds, decimals: 6)
    file.append("Z\",\"account\":\"bench/")
    file.append(event.account)
    file.append("\",\"kind\":\"")
    file.append(event.kind)
    file.append("\",\"asset\":\"")
    file.append(asset.statementSpelling)
    file.append("\",\"amount\":")
    file.append(event.amount, decimals: asset.decimals)
    file.append(",\"balance\":")
    file.append(balance(event), decimals: asset.decimals)
    file.append(",\"order\":\"")
    file.append(id: event.index / 3, salt: 2, letter: UInt8(ascii: "O"))
    file.append("\",\"trade\":\"")
    file.append(id: event.index, salt: 3, letter: UInt8(ascii: "T"))
    file.append("\"}")
  }

  /// The balance after the event.
  private mutating func balance(_ event: Event) -> Quantity {
    let slot = event.account * AssetRow.all.count + event.asset
    let unit = Int128(units[event.asset])
    let moved = Int128(event.amount.whole) * unit + Int128(event.amount.fraction)
    balances[slot] += event.amount.isNegative ? -moved : moved
    let (whole, fraction) = balances[slot].magnitude.quotientAndRemainder(
      dividingBy: UInt128(unit))
    return Quantity(
      isNegative: balances[slot] < 0, whole: UInt64(whole), fraction: UInt64(fraction))
  }
}
