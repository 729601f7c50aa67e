import Accounting
import Normalise
import TestSupport
import Testing

/// Tables that settings declare: every choice with an example, every contradiction refused.
@Suite struct LedgerDeclaredTests {
  static let columns = DeclaredColumns(
    reference: "ref", bookedAt: "at", account: "acc", asset: "cur", amount: "amt")

  func read(
    _ format: DeclaredFormat, _ text: String, terms: SourceTerms = Dump.everyAccount()
  ) throws -> Dump {
    let made = try format.makeFormat(name: "own")
    let dump = try Dump(text: text, side: .ledger, terms: terms, among: [made])
    #expect(dump.isBalanced)
    return dump
  }

  struct Choice: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var format: DeclaredFormat
    var text: String
    var entries: [String]
    var refusals: [String] = []
  }

  static func choice(
    _ name: String, _ text: String, _ entries: [String], refusals: [String] = [],
    columns: DeclaredColumns = columns, _ change: (inout DeclaredFormat) -> Void
  ) -> Choice {
    var format = DeclaredFormat(columns: columns)
    change(&format)
    return Choice(
      testDescription: name, format: format, text: text, entries: entries, refusals: refusals)
  }

  static let at = "1795046400000"
  static let ref = String.reference("r1")
  static let choices = [
    choice(
      "the plain form", "ref,at,acc,cur,amt\nr1,2026-11-19,a,BTC,1.5\n",
      ["ours BTC 1.5 other \(at) \(ref)"]
    ) { _ in },
    choice(
      "columns in another order, among others", "x,amt,cur,acc,at,ref\n,1.5,BTC,a,2026-11-19,r1\n",
      ["ours BTC 1.5 other \(at) \(ref)"]
    ) { _ in },
    choice(
      "a German table", "ref;at;acc;cur;amt\nr1;19.11.2026;a;EUR;-1.234,50\n",
      ["ours EUR -1234.5 other \(at) \(ref)"]
    ) {
      $0.delimiter = UInt8(ascii: ";")
      $0.decimalMark = .comma
      $0.thousands = .point
      $0.time = .local(.dayMonthYear)
    },
    choice(
      "typeset marks",
      "ref;at;acc;cur;amt\nr1;2026-11-19;a;CZK;\u{2212}1\u{A0}234\u{A0}567,50\n"
        + "r1;2026-11-19;a;PLN;1\u{202F}234,5\nr1;2026-11-19;a;EUR;(1 234,5)\n"
        + "r1;2026-11-19;a;SEK;1\u{A0}23,5\n",
      [
        "ours CZK -1234567.5 other \(at) \(ref)", "ours PLN 1234.5 other \(at) \(ref)",
        "ours EUR -1234.5 other \(at) \(ref)",
      ], refusals: ["amount-not-decimal 5:21"]
    ) {
      $0.delimiter = UInt8(ascii: ";")
      $0.decimalMark = .comma
      $0.thousands = .blank
    },
    choice(
      "typeset thousands that are not declared",
      "ref,at,acc,cur,amt\nr1,2026-11-19,a,CZK,1\u{A0}234\n", [],
      refusals: ["amount-not-decimal 2:21"]
    ) { _ in },
    choice(
      "a decimal comma without declared thousands",
      "ref;at;acc;cur;amt\nr1;2026-11-19;a;EUR;1.234,50\n",
      [], refusals: ["amount-not-decimal 2:21"]
    ) {
      $0.delimiter = UInt8(ascii: ";")
      $0.decimalMark = .comma
    },
    choice(
      "month before day", "ref,at,acc,cur,amt\nr1,11/19/2026,a,BTC,1\nr1,19/11/2026,a,BTC,1\n",
      ["ours BTC 1 other \(at) \(ref)"], refusals: ["time-unreadable 3:4"]
    ) { $0.time = .local(.monthDayYear) },
    choice(
      "the sign turned", "ref,at,acc,cur,amt\nr1,2026-11-19,a,BTC,1\n",
      ["ours BTC -1 other \(at) \(ref)"]
    ) { $0.sign = .negate },
    choice(
      "seconds since 1970 with decimals", "ref,at,acc,cur,amt\nr1,1795046400.000,a,BTC,1\n",
      ["ours BTC 1 other \(at) \(ref)"]
    ) { $0.time = .epoch(.seconds) },
    choice(
      "a local time in the declared zone",
      "ref,at,acc,cur,amt\nr1,2026-11-19 01:00:00,a,BTC,1\nr1,2026-11-19 00:00:00Z,a,BTC,1\n",
      ["ours BTC 1 other \(at) \(ref)", "ours BTC 1 other \(at) \(ref)"]
    ) { $0.zone = Zone(name: "+01:00") },
    choice(
      "minor units of a fixed number of decimals",
      "ref,at,acc,cur,amt\nr1,2026-11-19,a,EUR,-12345\nr1,2026-11-19,a,EUR,1.5\n",
      ["ours EUR -123.45 other \(at) \(ref)"], refusals: ["amount-not-whole 3:21"]
    ) { $0.minorUnits = .fixed(2) },
    choice(
      "minor units of the asset's own decimals",
      "ref,at,acc,cur,amt\nr1,2026-11-19,a,ETH,123456789012345678901\n"
        + "r1,2026-11-19,a,BTC,1\nr1,2026-11-19,a,XYZ,1\n",
      [
        "ours ETH 123.456789012345678901 other \(at) \(ref)",
        "ours BTC 0.00000001 other \(at) \(ref)",
      ], refusals: ["scale-unknown 4:17"]
    ) { $0.minorUnits = .asset },
    choice(
      "one asset for all lines", "at,amt\n2026-11-19,7\n", ["ours USDC 7 other \(at) -"],
      columns: DeclaredColumns(bookedAt: "at", amount: "amt")
    ) { $0.asset = "USDC" },
    choice(
      "only completed rows", "at,amt,state\n2026-11-19,7,done\n2026-11-19,8,open\n",
      ["ours USDC 7 other \(at) -"], columns: DeclaredColumns(bookedAt: "at", amount: "amt")
    ) {
      $0.asset = "USDC"
      $0.filter = RowFilter(column: "state", equals: ["done"])
    },
    choice(
      "a fee of its own asset, and one of the line's",
      "at,amt,cur,fee,fcur\n2026-11-19,7,EUR,0.1,BTC\n2026-11-19,8,EUR,-1,\n2026-11-19,9,EUR,,\n",
      [
        "ours EUR 7 other \(at) -", "ours BTC -0.1 fee \(at) -", "ours EUR 8 other \(at) -",
        "ours EUR 1 rebate \(at) -", "ours EUR 9 other \(at) -",
      ],
      columns: DeclaredColumns(
        bookedAt: "at", asset: "cur", amount: "amt", fee: "fee", feeAsset: "fcur")
    ) { _ in },
    choice(
      "a fee that is the change itself", "at,amt,cur,fee\n2026-11-19,7,EUR,-0.1\n",
      ["ours EUR 7 other \(at) -", "ours EUR -0.1 fee \(at) -"],
      columns: DeclaredColumns(bookedAt: "at", asset: "cur", amount: "amt", fee: "fee")
    ) { $0.fee = .change },
    choice(
      "the type says the direction",
      "at,amt,cur,type\n2026-11-19,7,EUR,Deposit\n"
        + "2026-11-19,7,EUR,out\n2026-11-19,-7,EUR,out\n2026-11-19,7,EUR,?\n",
      ["ours EUR 7 deposit \(at) -", "ours EUR -7 other \(at) -"],
      refusals: ["sign-unexpected 4:12", "type-unknown 5:18"],
      columns: DeclaredColumns(bookedAt: "at", asset: "cur", amount: "amt", kind: "type")
    ) { $0.sign = .byType(positive: ["Deposit"], negative: ["out"]) },
    choice(
      "backslash quotes", "at,amt,cur,note\n\"2026-11-19\",\"7\",\"EUR\",\"a \\\"b\\\", c\"\n",
      ["ours EUR 7 other \(at) -"],
      columns: DeclaredColumns(bookedAt: "at", asset: "cur", amount: "amt")
    ) { $0.escape = .backslash },
    choice(
      "prose before the header", "Export of 2026\n\nat,amt,cur\n2026-11-19,7,EUR\n",
      ["ours EUR 7 other \(at) -"],
      columns: DeclaredColumns(bookedAt: "at", asset: "cur", amount: "amt")
    ) { $0.preamble = true },
    choice(
      "a JSON list below keys",
      "{\"page\":{\"rows\":[{\"when\":{\"at\":\"2026-11-19\"},"
        + "\"amt\":0.123456789012345678,\"cur\":\"ETH\"}]}}",
      ["ours ETH 0.123456789012345678 other \(at) -"],
      columns: DeclaredColumns(bookedAt: "when.at", asset: "cur", amount: "amt")
    ) {
      $0.kind = .json
      $0.list = "page.rows[]"
    },
    choice(
      "JSON lines with an exponent",
      "{\"at\":\"2026-11-19\",\"amt\":1e-8,\"cur\":\"BTC\"}\n"
        + "{\"at\":\"2026-11-19\",\"amt\":\"x\",\"cur\":\"BTC\"}\n",
      ["ours BTC 0.00000001 other \(at) -"], refusals: ["amount-not-decimal 2:27"],
      columns: DeclaredColumns(bookedAt: "at", asset: "cur", amount: "amt")
    ) { $0.kind = .jsonLines },
  ]

  @Test(arguments: choices)
  func `a declared choice decides and nothing else`(choice: Choice) throws {
    let dump = try read(choice.format, choice.text)
    #expect(dump.entries == choice.entries)
    #expect(dump.refusals == choice.refusals)
  }

  @Test func `a decimals column says what each line counts in, 38 at most`() throws {
    var format = DeclaredFormat(
      columns: DeclaredColumns(bookedAt: "at", asset: "cur", amount: "amt", scale: "dec"))
    format.minorUnits = .column
    let dump = try read(
      format,
      "at,amt,cur,dec\n2026-11-19,123456789012345678901,WEI,18\n"
        + "2026-11-19,5,X,0\n2026-11-19,5,X,39\n"
    )
    #expect(dump.nets == ["WEI 1 123.456789012345678901", "X 1 5"])
    #expect(dump.refusals == ["amount-not-decimal 4:16"])
  }

  @Test func `the balance column runs with the entries, turned with the sign`() throws {
    var format = DeclaredFormat(
      columns: DeclaredColumns(bookedAt: "at", asset: "cur", amount: "amt", balance: "bal"))
    let text = "at,amt,cur,bal\n2026-11-19,5,EUR,15\n2026-11-19,-5,EUR,\n"
    #expect(try read(format, text).book.running.map { "\($0.amount)" } == ["15"])
    format.sign = .negate
    #expect(try read(format, text).book.running.map { "\($0.amount)" } == ["-15"])
  }

  @Test func `a line's own id tells which lines are one told twice`() throws {
    let text = "no,at,amt,cur\n1,2026-11-19,5,EUR\n1,2026-11-19,5,EUR\n2,2026-11-19,5,EUR\n"
    var columns = DeclaredColumns(bookedAt: "at", asset: "cur", amount: "amt")
    #expect(try read(DeclaredFormat(columns: columns), text).nets == ["EUR 3 15"])
    columns.id = "no"
    let dump = try read(DeclaredFormat(columns: columns), text)
    #expect(dump.nets == ["EUR 2 10"])
    #expect(dump.book.tallies.map(\.duplicates) == [1])
  }

  @Test func `a refused line that names its account is that account's`() throws {
    let terms = SourceTerms(accountRules: [
      AccountRule(pattern: Pattern("Assets:A*"), account: "a"),
      AccountRule(pattern: Pattern("Assets:B"), account: "b"),
    ])
    let text = """
      ref,at,acc,cur,amt
      r1,2026-11-19,Assets:Alpha,BTC,x
      r2,19.11.,Assets:B,BTC,1
      r3,2026-11-19,Equity,BTC,x
      r4,2026-11-19,,BTC,x
      r5,2026-11-19,Assets:B,BTC,1

      """
    let dump = try read(DeclaredFormat(columns: LedgerDeclaredTests.columns), text, terms: terms)
    #expect(dump.book.refused.map(\.account) == ["a", "b", nil, nil])
  }

  static func declaration(
    _ columns: DeclaredColumns = columns, _ change: (inout DeclaredFormat) -> Void = { _ in }
  ) -> DeclaredFormat {
    var format = DeclaredFormat(columns: columns)
    change(&format)
    return format
  }

  static let contradictions: [(DeclaredFormat, DeclarationFault)] = [
    (declaration(DeclaredColumns(amount: "a")), .columnMissing("booked_at")),
    (declaration(DeclaredColumns(bookedAt: "t")), .columnMissing("amount")),
    (declaration(DeclaredColumns(bookedAt: "t", amount: "a", debit: "d")), .amountTwice),
    (
      declaration { $0.sign = .byType(positive: ["in"], negative: []) },
      .columnNeeded("kind", by: "sign by type")
    ),
    (
      declaration(DeclaredColumns(bookedAt: "t", amount: "a", kind: "k")) {
        $0.sign = .byType(positive: ["in"], negative: ["in"])
      }, .wordsUnusable
    ),
    (declaration { $0.minorUnits = .column }, .columnNeeded("scale", by: "minor units")),
    (declaration { $0.minorUnits = .fixed(39) }, .scaleOutOfRange(39)),
    (declaration { $0.minorUnits = .fixed(-1) }, .scaleOutOfRange(-1)),
    (declaration { $0.thousands = .point }, .marksEqual),
    (declaration { $0.delimiter = UInt8(ascii: "\"") }, .delimiterUnusable),
    (declaration { $0.delimiter = UInt8(ascii: "1") }, .delimiterUnusable),
    (declaration { $0.delimiter = UInt8(ascii: "\n") }, .delimiterUnusable),
    (declaration { $0.list = "rows[]" }, .notForKind("a list's path")),
    (
      declaration {
        $0.kind = .json
        $0.preamble = true
      }, .notForKind("a preamble")
    ),
    (
      declaration { $0.filter = RowFilter(column: "state", equals: []) },
      .columnNeeded("state", by: "filter")
    ),
  ]

  @Test(arguments: contradictions)
  func `a declaration that contradicts itself is refused`(
    format: DeclaredFormat, fault: DeclarationFault
  ) {
    #expect(throws: fault) { try format.makeFormat(name: "own") }
    #expect(!fault.message.isEmpty)
  }

  @Test func `grouped amounts read as a slow twin writes them`() throws {
    let seed: UInt64 = 0x1E0D_6E25
    var generator = SeededGenerator(seed: seed)
    var text = "at,amt,cur\n"
    var expected: [Amount] = []
    for _ in 0..<500 {
      let units = Int128(Int64.random(in: 1...999_999_999_999, using: &generator))
      let amount = Amount(units: Bool.random(using: &generator) ? units : -units, scale: 2)
      expected.append(amount)
      text += "2026-11-19,\"\(Self.grouped(amount))\",EUR\n"
    }
    var format = DeclaredFormat(
      columns: DeclaredColumns(bookedAt: "at", asset: "cur", amount: "amt"))
    format.thousands = .comma
    let entries = try read(format, text).book.entries
    #expect((0..<entries.count).map { entries.amount($0) } == expected, "seed \(seed)")
  }

  /// Puts commas between thousands, one character at a time.
  private static func grouped(_ amount: Amount) -> String {
    let parts = "\(amount.magnitude)".split(separator: ".")
    var whole = ""
    for (index, digit) in parts[0].reversed().enumerated() {
      if index > 0, index % 3 == 0 { whole = "," + whole }
      whole = String(digit) + whole
    }
    let sign = amount.isNegative ? "-" : ""
    return sign + whole + (parts.count > 1 ? "." + parts[1] : "")
  }
}
