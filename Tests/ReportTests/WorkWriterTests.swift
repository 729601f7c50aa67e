import Accounting
import Report
import TestSupport
import Testing

/// The auditor's large files, byte by byte, against plain strings.
@Suite struct WorkWriterTests {
  static func names(accounts: [String], assets: [String]) -> BookNames {
    var names = BookNames()
    for account in accounts { _ = names.accounts.id(of: account) }
    for asset in assets { _ = names.assets.id(of: asset) }
    return names
  }

  static func entry(
    account: Int = 0, asset: Int = 0, amount: Amount, nanoseconds: Int64 = 0,
    kind: EntryKind = .trade, source: Int = 0, offset: UInt64 = 1234, length: UInt32 = 56
  ) -> Entry {
    Entry(
      account: NameID(index: UInt32(account)), asset: NameID(index: UInt32(asset)),
      amount: amount, instant: Instant(nanoseconds: nanoseconds), kind: kind, reference: .none,
      group: .none, referenceText: .empty,
      origin: Origin(source: SourceID(index: source), offset: offset, length: length, leg: 0))
  }

  static func append(
    _ entry: Entry, number: UInt64, line: Int, reference: String, to writer: inout WorkWriter
  ) {
    Array(reference.utf8).withUnsafeBufferPointer {
      writer.append(entry, number: number, line: line, reference: $0)
    }
  }

  @Test func `an entry says what it is and where it stands`() throws {
    var writer = WorkWriter(
      names: Self.names(accounts: ["coinbase/main"], assets: ["BTC"]),
      sources: [WorkWriter.Source(side: .ledger, name: "a.csv")])
    Self.append(
      Self.entry(amount: try Fixture.amount("9007199254740993")), number: 1, line: 7,
      reference: "=1\u{0}\n\"", to: &writer)
    let line =
      #"{"account":"coinbase/main","amount":"9007199254740993","asset":"BTC","#
      + #""id":"ent_0000000000000001","instant":"1970-01-01T00:00:00Z","kind":"trade","#
      + #""length":56,"line":7,"offset":1234,"reference":"=1\u0000\n\"","side":"ledger","#
      + #""source":"a.csv"}"# + "\n"
    #expect(String(decoding: writer.bytes, as: UTF8.self) == line)
  }

  @Test func `a match is one line`() throws {
    var writer = WorkWriter(names: BookNames(), sources: [])
    #expect(writer.bytes.isEmpty)
    let match = Match(
      rule: "reference-amount-differs", statement: [1], ledger: [0, 2],
      residual: try Fixture.amount("-0.000000000000000001"))
    let line =
      #"{"ledger":["ent_0000000000000002","ent_fedcba9876543210"],"#
      + #""residual":"-0.000000000000000001","rule":"reference-amount-differs","#
      + #""statement":["ent_0000000000000001"]}"# + "\n"
    for _ in 0..<2 {
      writer.append(match, statement: [9, 1], ledger: [2, 9, 0xfedc_ba98_7654_3210])
    }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == line + line)
    writer.removeAll()
    #expect(writer.bytes.isEmpty)
  }

  @Test func `a match that used a tolerance says how much, and how far apart it is`() throws {
    var writer = WorkWriter(
      names: Self.names(accounts: ["a\"/main"], assets: ["BTC"]), sources: [])
    let match = Match(
      rule: "amount-within-window", statement: [1], ledger: [0],
      residual: try Fixture.amount("-0.01"))
    let amount = try Fixture.amount("1")
    for (ledger, seconds) in [(Int64(2_500_000_000), "1.5"), (1_000_000_000, "0"), (0, "-1")] {
      writer.append(
        match, allowed: try Fixture.amount("0.0200"),
        first: Self.entry(amount: amount, nanoseconds: 1_000_000_000),
        other: Self.entry(amount: amount, nanoseconds: ledger), statement: [9, 1], ledger: [2])
      let line =
        #"{"account":"a\"/main","allowed":"0.02","asset":"BTC","#
        + #""ledger":["ent_0000000000000002"],"ledger_after_seconds":""#
        + seconds + #"","residual":"-0.01","rule":"amount-within-window","#
        + #""statement":["ent_0000000000000001"]}"# + "\n"
      #expect(String(decoding: writer.bytes, as: UTF8.self) == line)
      writer.removeAll()
    }
  }

  /// The twin: every character by its rule, every value by its description.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{8}": quoted += "\\b"
      case "\t": quoted += "\\t"
      case "\n": quoted += "\\n"
      case "\u{C}": quoted += "\\f"
      case "\r": quoted += "\\r"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  static func id(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return "ent_" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `an entry's line is that of its plain twin`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let texts = Fixture.otherTexts + Fixture.formulaTexts + Fixture.everyCharacter + [""]
    let accounts = Array(Set(texts.prefix(20))).sorted()
    var names = Self.names(accounts: accounts, assets: ["BTC", "U\"SD", "é"])
    let sources = texts.indices.map {
      WorkWriter.Source(side: $0 % 2 == 0 ? .statement : .ledger, name: texts[$0])
    }
    let all = names.accounts.all
    _ = names.assets.id(of: "SOL")
    var writer = WorkWriter(names: names, sources: sources)
    for _ in 0..<400 {
      let units = Int128(Int64.random(in: .min ... .max, using: &generator))
      let factor = Int128(generator.next() % 1_000_000_000)
      let amount = Amount(
        units: units * factor, scale: UInt8.random(in: 0...38, using: &generator))
      let entry = Self.entry(
        account: Int.random(in: all.indices, using: &generator),
        asset: Int.random(in: 0..<4, using: &generator), amount: amount,
        nanoseconds: Int64.random(in: .min / 4 ... .max / 4, using: &generator),
        kind: EntryKind.allCases.randomElement(using: &generator)!,
        source: Int.random(in: sources.indices, using: &generator),
        offset: generator.next() >> (generator.next() % 64),
        length: UInt32(truncatingIfNeeded: generator.next()))
      let number = generator.next() >> (generator.next() % 64)
      let line = Int(generator.next() % 10_000_000)
      let reference = texts.randomElement(using: &generator)!
      Self.append(entry, number: number, line: line, reference: reference, to: &writer)
      let source = sources[Int(entry.origin.source.index)]
      let twin =
        "{\"account\":\(Self.quoted(names.accounts[entry.account])),"
        + "\"amount\":\"\(entry.amount)\",\"asset\":\(Self.quoted(names.assets[entry.asset])),"
        + "\"id\":\"\(Self.id(number))\",\"instant\":\"\(entry.instant)\","
        + "\"kind\":\"\(entry.kind)\",\"length\":\(entry.origin.length),\"line\":\(line),"
        + "\"offset\":\(entry.origin.offset),\"reference\":\(Self.quoted(reference)),"
        + "\"side\":\"\(source.side.rawValue)\",\"source\":\(Self.quoted(source.name))}\n"
      #expect(writer.bytes == Array(twin.utf8), "seed \(seed)")
      writer.removeAll()
    }
  }

  @Test func `a kind's name is its case`() {
    for kind in EntryKind.allCases { #expect(kind.name == "\(kind)") }
    #expect(EntryKind.allCases.map(\.rawValue) == Array(0..<12))
  }
}
