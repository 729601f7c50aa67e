import Accounting
import Normalise
import Testing

/// What cells of ledger dumps mean, and what is refused.
@Suite struct LedgerRuleTests {
  static func register(_ cell: String) -> String {
    let cell = cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    return """
      "txnidx","date","code","description","account","amount","total"
      "1","2026-11-19","","","a","\(cell)","0"
      """
  }

  @Test(arguments: [
    ("0", []), ("", []), ("5000.00 EUR", ["EUR 1 5000"]), ("5EUR", ["EUR 1 5"]),
    ("0.05 BTC, -3012.00 EUR", ["BTC 1 0.05", "EUR 1 -3012"]), ("$5.00", ["$ 1 5"]),
    ("-$5.00", ["$ 1 -5"]), ("$-5.00", ["$ 1 -5"]), ("EUR 5", ["EUR 1 5"]),
    ("5.5 \"1INCH\"", ["1INCH 1 5.5"]), ("\"1INCH\" 5.5", ["1INCH 1 5.5"]),
    ("1 BTC, 1 BTC", ["BTC 2 2"]), (".5 BTC", ["BTC 1 0.5"]),
  ])
  func `a cell may hold several commodities`(cell: String, nets: [String]) throws {
    let dump = try Dump(text: Self.register(cell), side: .ledger, terms: Dump.everyAccount())
    #expect(dump.formats == ["hledger-register-csv"])
    #expect(dump.nets == nets)
    #expect(dump.refusals.isEmpty)
  }

  @Test(arguments: [
    ("5000,00 EUR", "amount-not-decimal"), ("1,000.00 EUR", "amount-not-decimal"),
    ("EUR", "amount-not-decimal"), ("5 EUR,", "amount-not-decimal"),
    ("5 EUR,6 BTC", "amount-not-decimal"), ("$5 EUR", "amount-not-decimal"),
    ("-$-5", "amount-not-decimal"), ("5 EUR 6 BTC", "amount-not-decimal"),
    ("5 \"1INCH", "amount-not-decimal"), ("5", "asset-unknown"),
    ("1.2.3 EUR", "amount-not-decimal"),
    ("123456789012345678901234567890123456789 EUR", "amount-too-long"),
  ])
  func `a cell that is no list of amounts is refused`(cell: String, code: String) throws {
    let dump = try Dump(text: Self.register(cell), side: .ledger, terms: Dump.everyAccount())
    #expect(dump.refusals == ["\(code) 2:29"])
    #expect(dump.book.entries.isEmpty)
    #expect(dump.isBalanced)
  }

  @Test func `hledger's decimal comma is refused with the remedy`() throws {
    let text = """
      "txnidx","date","date2","status","code","description","comment","account","amount",\
      "commodity","credit","debit","posting-status","posting-comment"
      "1","2026-11-19","","","","","","a","10000,00","EUR","","10000,00","",""
      """
    let dump = try Dump(text: text, side: .ledger, terms: Dump.everyAccount())
    #expect(dump.refusals == ["amount-not-decimal 2:38"])
    #expect(dump.book.refused[0].diagnostic.hint.contains("decimal mark ','"))
  }

  static func posting(_ mantissa: String, _ places: String) -> String {
    """
    [{"tindex":1,"tdate":"2026-11-19","tcode":"","tdescription":"","tpostings":[{"paccount":"a",\
    "pdate":null,"pamount":[{"acommodity":"ETH","acost":null,"aquantity":\
    {"decimalMantissa":\(mantissa),"decimalPlaces":\(places),"floatingPoint":7}}]}]}]
    """
  }

  @Test(arguments: [
    ("1", "18", ["ETH 1 0.000000000000000001"], []),
    ("123456789012345678901234567890", "10", ["ETH 1 12345678901234567890.123456789"], []),
    ("-500", "2", ["ETH 1 -5"], []), ("0", "0", [], []),
    ("1.5", "2", [], ["amount-not-decimal"]), ("null", "2", [], ["amount-missing"]),
    ("1", "-2", [], ["amount-not-decimal"]), ("1", "39", [], ["amount-too-long"]),
    ("123456789012345678901234567890123456789", "2", [], ["amount-too-long"]),
  ])
  func `hledger's mantissa and places are exact`(
    mantissa: String, places: String, nets: [String], refused: [String]
  ) throws {
    let dump = try Dump(
      text: Self.posting(mantissa, places), side: .ledger, terms: Dump.everyAccount())
    #expect(dump.formats == ["hledger-print-json"])
    #expect(dump.nets == nets)
    #expect(dump.refusals.map { String($0.prefix { $0 != " " }) } == refused)
  }

  @Test(arguments: [
    ("(assets:x)", ["EUR 1 5"]), ("[assets:x]", ["EUR 1 5"]), ("assets:x", ["EUR 1 5"]),
    ("expenses:x", []),
  ])
  func `virtual postings count, other accounts are set aside`(account: String, nets: [String])
    throws
  {
    let text = Self.register("5 EUR").replacing("\"a\"", with: "\"\(account)\"")
    let terms = SourceTerms(accountRules: [
      AccountRule(pattern: Pattern("assets:*"), account: "coinbase/main")
    ])
    let dump = try Dump(text: text, side: .ledger, terms: terms)
    #expect(dump.nets == nets)
    #expect(dump.ignored == (nets.isEmpty ? ["other-account": 1] : [:]))
  }

  @Test func `a day starts in the declared zone, else in UTC`() throws {
    let zone = Zone(name: "+02:00")
    for (zone, nanoseconds) in [(nil, 1_795_046_400), (zone, 1_795_039_200)] as [(Zone?, Int64)] {
      let dump = try Dump(
        text: Self.register("5 EUR"), side: .ledger, terms: Dump.everyAccount(zone: zone))
      #expect(dump.book.entries.nanoseconds == [nanoseconds * 1_000_000_000])
    }
  }

  @Test(
    arguments: [
      ("2026-11-19", nil), ("2026-11-19T10:00:00Z", nil), ("2026-11-19 10:00:00+01:00", nil),
      ("2026/11/19", nil), ("2026-11-19T10:00:00", "zone-missing"), ("3/4/2026", "date-ambiguous"),
      ("2026-02-30", "time-unreadable"),
      ("03.04.2026", "date-ambiguous"), ("19/11/2026", "date-ambiguous"),
      ("2026-02-30", "time-unreadable"), ("yesterday", "time-unreadable"),
      ("1795046400", "time-unreadable"), ("", "time-unreadable"),
    ] as [(String, String?)])
  func `a plain table's times are never guessed`(time: String, code: String?) throws {
    let text = "account,date,asset,amount\na,\(time),BTC,1\n"
    let dump = try Dump(text: text, side: .ledger, terms: Dump.everyAccount())
    #expect(dump.refusals == (code.map { ["\($0) 2:3"] } ?? []))
    #expect(dump.book.entries.count == (code == nil ? 1 : 0))
  }

  @Test(arguments: [
    ("1,5", "amount-not-decimal"), ("\"3,012.00\"", "amount-not-decimal"),
    ("0x10", "amount-not-decimal"), ("$5", "amount-not-decimal"), ("", "amount-missing"),
    ("1e999999999", "amount-too-long"),
    ("123456789012345678901234567890123456789", "amount-too-long"),
  ])
  func `a plain table's amounts are never guessed`(cell: String, code: String) throws {
    let quoted = cell == "1,5" ? "\"1,5\"" : cell
    let text = "account,date,asset,amount\na,2026-11-19,BTC,\(quoted)\n"
    let dump = try Dump(text: text, side: .ledger, terms: Dump.everyAccount())
    #expect(dump.refusals == ["\(code) 2:\(quoted.first == "\"" ? 19 : 18)"])
  }

  @Test(arguments: [
    ("\"3,012.00\"", "", ["EUR 1 3012"]), ("", "\"1,234,567.8\"", ["EUR 1 -1234567.8"]),
    ("(5.00)", "", ["EUR 1 -5"]), ("7", "2", ["EUR 1 5"]), ("0.00", "", []),
  ])
  func `debits raise and credits lower`(debit: String, credit: String, nets: [String]) throws {
    let text = "Account,Date,Currency,Debit,Credit\na,2026-11-19,EUR,\(debit),\(credit)\n"
    let dump = try Dump(text: text, side: .ledger, terms: Dump.everyAccount())
    #expect(dump.formats == ["generic-debit-credit-csv"])
    #expect(dump.nets == nets)
    #expect(dump.refusals.isEmpty)
  }

  @Test(arguments: [
    "\"1,5\"", "\"1,23,456\"", "\"0,123\"", "\",123\"", "\"1234,567\"", "\"1,234.5,6\"",
  ])
  func `thousands must stand in threes`(cell: String) throws {
    let text = "Account,Date,Currency,Debit,Credit\na,2026-11-19,EUR,\(cell),\n"
    let dump = try Dump(text: text, side: .ledger, terms: Dump.everyAccount())
    #expect(dump.refusals == ["amount-not-decimal 2:19"])
  }

  @Test func `neither debit nor credit is refused`() throws {
    let text = "Account,Date,Currency,Debit,Credit\na,2026-11-19,EUR,,\n"
    let dump = try Dump(text: text, side: .ledger, terms: Dump.everyAccount())
    #expect(dump.refusals.map { $0.prefix { $0 != " " } } == ["amount-missing"])
  }

  @Test(arguments: [
    "[{\"id\":\"r\",\"date\":\"2026-11-19\",\"currency\":\"BTC\",\"amount\":1e-8}]",
    "{\"id\":\"r\",\"date\":\"2026-11-19\",\"currency\":\"BTC\",\"amount\":1e-8}\n"
      + "{\"id\":\"s\",\"date\":\"2026-11-19\",\"currency\":\"BTC\",\"quantity\":\"0\"}\n",
  ])
  func `objects in a list or one a line read alike, each key by any of its names`(text: String)
    throws
  {
    let dump = try Dump(text: text, side: .ledger, terms: SourceTerms(account: "ours"))
    #expect(dump.formats == ["generic-json"])
    #expect(dump.entries == ["ours BTC 0.00000001 other 1795046400000 \(String.reference("r"))"])
  }

  @Test func `equal ledger lines are two entries, never one`() throws {
    let line = "a,2026-11-19,BTC,1,ref-1\n"
    let text = "account,date,asset,amount,reference\n\(line)\(line)"
    let dump = try Dump(text: text, side: .ledger, terms: Dump.everyAccount())
    #expect(dump.nets == ["BTC 2 2"])
    #expect(dump.entries[0].hasSuffix(.reference("ref-1")))
  }
}
