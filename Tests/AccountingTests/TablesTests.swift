import Accounting
import Testing

/// The tables values travel in.
@Suite struct TablesTests {
  @Test func `a name has one number, and the number leads back to it`() {
    var names = Names()
    let btc = names.id(of: "BTC")
    let usd = names.id(of: "USD")
    #expect(names.id(of: "BTC") == btc && btc != usd)
    #expect(names[btc] == "BTC" && names[usd] == "USD")
    #expect(names.find("USD") == usd && names.find("usd") == nil && names.find("") == nil)
    #expect(names.all == ["BTC", "USD"])
    #expect(btc < usd)
  }

  @Test func `two spellings of one text are one name, the same in either order`() {
    let spellings = ["caf\u{E9}", "cafe\u{301}"]
    for order in [spellings, spellings.reversed()] {
      var names = Names()
      let ids = order.map { names.id(of: $0) }
      #expect(Set(ids).count == 1)
      #expect(Array(names[ids[0]].utf8) == Array("cafe\u{301}".utf8))
    }
  }

  static func entry(_ number: Int) -> Entry {
    Entry(
      account: NameID(index: UInt32(number)), asset: NameID(index: UInt32(number + 1)),
      amount: Amount(units: Int128(number) - 5, scale: UInt8(number % 39)),
      instant: Instant(nanoseconds: Int64(number) * 1_000), kind: EntryKind.allCases[number % 12],
      reference: ReferenceKey(high: UInt64(number), low: 7),
      group: ReferenceKey(high: 8, low: UInt64(number)),
      referenceText: TextRange(offset: UInt64(number) * 10, length: UInt32(number)),
      origin: Origin(
        source: SourceID(index: number), offset: UInt64(number) * 100, length: 99,
        leg: UInt8(number % 3)))
  }

  @Test func `an entry comes out of the table as it went in`() {
    var table = Entries()
    #expect(table.isEmpty)
    for number in 0..<50 { table.append(Self.entry(number)) }
    var both = Entries()
    both.append(Self.entry(99))
    both.append(contentsOf: table)
    #expect(table.count == 50 && both.count == 51 && !both.isEmpty)
    for number in 0..<50 {
      let entry = table[number]
      #expect(entry == Self.entry(number) && both[number + 1] == entry)
      // Equality of amounts is by value; the table keeps the very units.
      #expect(table.units[number] == Int128(number) - 5 && table.scale[number] == number % 39)
      #expect(table.instant(number) == entry.instant && table.amount(number) == entry.amount)
    }
    #expect(both[0] == Self.entry(99))
  }

  @Test func `every kind of entry and break has its own word`() {
    #expect(EntryKind.allCases.count == Set(EntryKind.allCases.map(\.name)).count)
    #expect(EntryKind.withdrawal.name == "withdrawal")
    let kinds = BreakKind.allCases
    #expect(Set(kinds.map(\.meaning)).count == kinds.count)
    #expect(kinds.allSatisfy { $0.rawValue == $0.rawValue.uppercased() })
  }

  @Test func `the worst status is the greatest`() {
    #expect(Status.allCases.max() == .notRun)
    #expect(Status.proved < .withinTolerance && Status.provedWithItems < .unproved)
    #expect(Side.statement.other == .ledger && Side.ledger.other == .statement)
  }

  @Test func `a tally is balanced only if every line is accounted for`() {
    var tally = SourceTally(source: SourceID(index: 0))
    #expect(tally.isBalanced)
    tally.read = 10
    tally.understood = 5
    tally.duplicates = 1
    tally.refused = 2
    #expect(!tally.isBalanced)
    tally.ignored = ["total line": 1, "zero line": 1]
    #expect(tally.isBalanced)
  }

  @Test func `lines give each field's own bytes`() throws {
    let content = Array("id,note\n7,\"say \"\"hi\"\"\"\n".utf8)
    var lines = Lines(source: SourceID(index: 0), width: 3)
    lines.offsets = [8]
    lines.lengths = [15]
    lines.decoded = Array("say \"hi\"".utf8)
    lines.fields = [
      Field(raw: TextRange(offset: 8, length: 1), form: .plain),
      Field(
        raw: TextRange(offset: 11, length: 12), decoded: TextRange(offset: 0, length: 8),
        form: .decoded),
      .absent,
    ]
    var seen: [[String]] = []
    content.withUnsafeBufferPointer { bytes in
      lines.forEach(in: bytes) { line in
        #expect(line.isAbsent(2) && !line.isAbsent(0))
        #expect(line.offset == 8 && line.length == 15)
        seen.append((0..<3).map(line.text))
      }
    }
    #expect(seen == [["7", "say \"hi\"", ""]])
    struct Stop: Error, Equatable { let id: String }
    #expect(throws: Stop(id: "7")) {
      try content.withUnsafeBufferPointer { bytes in
        try lines.forEach(in: bytes) { line throws(Stop) in throw Stop(id: line.text(0)) }
      }
    }
  }

  @Test func `a source gives text and raw text of its bytes`() {
    var source = Source(
      name: "a.csv", side: .ledger, digest: "", size: 0,
      content: Array("a\nb,\"x \"\"y\"\"\"\r\n\u{20AC}\n".utf8), compressed: false,
      encoding: .utf8, hasByteOrderMark: false, newline: .mixed)
    source.escape = .doubledQuote
    #expect(source.text(TextRange(offset: 5, length: 7)) == "x \"y\"")
    #expect(source.rawText(offset: 5, length: 7) == "x \"\"y\"\"")
    let id = SourceID(index: 0)
    var sources = Sources([source])
    sources[id].format = "x"
    #expect(sources[id].format == "x" && sources.all.count == 1)
  }
}
