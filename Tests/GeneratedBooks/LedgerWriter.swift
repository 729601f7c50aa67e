/// Writes the ledger's lines: times to the millisecond, no zeros at the end of a number, other
/// spellings of assets, memos in quotes.
struct LedgerWriter: ~Copyable {
  static let columns = [
    "entry_id", "external_ref", "posted_at", "account", "currency", "quantity", "memo",
  ]

  private var file: LineFile
  private let book: GeneratedBook

  init(_ book: GeneratedBook, _ path: String) throws(WriteFault) {
    self.book = book
    file = try LineFile(path)
    file.append(Self.columns.joined(separator: ",") + "\n")
  }

  mutating func write(_ event: Event, _ plant: Plant) throws(WriteFault) {
    guard plant != .missingInLedger else { return }
    let asset = AssetRow.all[event.asset]
    file.append(file.lines + 1)
    file.append(UInt8(ascii: ","))
    if plant != .blank { book.appendReference(event, "M", to: &file) }
    file.append(UInt8(ascii: ","))
    append(time: time(event, plant), hasOffset: event.variety % 10 == 0)
    if book.shape == .manyAccounts {
      file.append(",bench/")
      file.append(event.account)
    } else {
      file.append(",assets:bench:")
      file.append(event.index % 16)
    }
    file.append(UInt8(ascii: ","))
    let spelling = asset.ledgerSpellings[Int(event.variety / 10 % 4)]
    file.append(book.shape == .manyAccounts ? asset.code : spelling)
    file.append(UInt8(ascii: ","))
    file.append(amount(event, plant), decimals: asset.decimals)
    file.dropZeros()
    if plant == .unreadable { file.append(UInt8(ascii: "x")) }
    file.append(UInt8(ascii: ","))
    appendMemo(event)
    try file.endLine()
  }

  /// - Returns: the lines written.
  mutating func finish() throws(WriteFault) -> Int {
    try file.flush()
    return file.lines
  }

  private func time(_ event: Event, _ plant: Plant) -> Int {
    let time = event.microseconds + event.lag
    switch plant {
    case .late:
      return time + 3_600_000_000 + Int(event.variety % 255_600) * 1_000_000
    case .nextDay: return GeneratedBook.cutOffMicroseconds + 3_600_000_000 + event.lag
    case .none, .missingInLedger, .missingInStatement, .lastDigit, .wholeUnit, .sign,
      .twiceInLedger, .twiceOnStatement, .blank, .unreadable:
      return time
    }
  }

  private func amount(_ event: Event, _ plant: Plant) -> Quantity {
    var amount = event.amount
    switch plant {
    case .lastDigit: amount.fraction += 1
    case .wholeUnit: (amount.whole, amount.fraction) = (amount.whole + 1, amount.fraction + 2)
    case .sign: amount.isNegative.toggle()
    case .none, .missingInLedger, .missingInStatement, .twiceInLedger, .twiceOnStatement, .late,
      .blank, .nextDay, .unreadable:
      break
    }
    return amount
  }

  private mutating func append(time: Int, hasOffset: Bool) {
    file.append(time: hasOffset ? time + 3_600_000_000 : time, decimals: 3)
    file.append(hasOffset ? "+01:00" : "Z")
  }

  private mutating func appendMemo(_ event: Event) {
    switch event.variety / 64 % 10_000 {
    case 0:
      file.append("\"split line\nsecond part ")
      file.append(event.index)
      file.append("\"")
    case 1..<100:
      file.append("\"fill, partial, ref ")
      file.append(event.index)
      file.append("\"")
    case 100..<200:
      file.append("\"said \"\"ok\"\" ")
      file.append(event.index)
      file.append("\"")
    case 200..<5_000:
      file.append("fill ")
      file.append(event.index)
    default: break
    }
  }
}
