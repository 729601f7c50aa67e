import Accounting
import Ingest
import TestSupport
import Testing

@Suite struct CSVRecognitionTests {
  static let old = Format.csv(
    "venue-old", ["Time", "* Subtotal", "Notes"],
    CSVShape(headers: [["Time", "* Subtotal", "Notes"]], preamble: true))
  static let new = Format.csv(
    "venue-new", ["ID", "Time", "Fee", "Notes"],
    CSVShape(
      headers: [["ID", "Time", "Fee"], ["ID", "Time", "Total Fee", "Notes"]],
      aliases: ["Fee": ["Total Fee"]]))
  static let german = Format.csv(
    "german", ["Datum", "Betrag"],
    CSVShape(headers: [["Datum", "Betrag"]], delimiter: UInt8(ascii: ";")))
  static let declared = Format.csv(
    "declared", ["amount", "account"], CSVShape(contains: ["amount", "account"], ragged: true))
  static let probed = Format.csv(
    "probed", ["date", "code", "text"],
    CSVShape(headerless: 3, probe: { $0[0].hasPrefix("20") }, escape: .backslash))
  static let unprobed = Format.csv("unprobed", ["a", "b"], CSVShape(headerless: 2))
  static let all = [old, new, german, declared, probed, unprobed]

  private func check(
    _ text: String, forced: Format? = nil, _ name: String, header: [String],
    lines: [[String?]], refused: Int = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let source = try Given.source(text)
    let recognition = try Ingest.recognise(source, among: Self.all, forced: forced)
    let cut = try Cut(source, recognition)
    #expect(recognition.format.name == name, sourceLocation: sourceLocation)
    #expect(recognition.header == header, sourceLocation: sourceLocation)
    #expect(cut.lines == lines, sourceLocation: sourceLocation)
    #expect(cut.outcome.refused.count == refused, sourceLocation: sourceLocation)
  }

  private func refusal(_ text: String, forced: Format? = nil) throws -> Diagnostic? {
    let source = try Given.source(text)
    do {
      _ = try Ingest.recognise(source, among: Self.all, forced: forced)
      return nil
    } catch {
      return error.diagnostic
    }
  }

  @Test func `a header is found behind prose, blanks and a mark`() throws {
    try check(
      "\u{FEFF}\n\"You can use this, or not.\"\n\nUser,a\"b,1\n Time ,EUR Subtotal,Notes\n1,2,3",
      "venue-old", header: ["Time", "EUR Subtotal", "Notes"], lines: [["1", "2", "3"]])
  }

  @Test func `a star stands for one word and not for none`() throws {
    for header in ["Time, Subtotal,Notes", "Time,Subtotal,Notes", "Time,A B Subtotal,Notes"] {
      #expect(try refusal(header + "\n1,2,3\n")?.code == "format-unknown", "\(header)")
    }
  }

  @Test func `each generation and each name of a column is known`() throws {
    try check(
      "ID,Time,Fee\n1,2,3\n", "venue-new", header: ["ID", "Time", "Fee", ""],
      lines: [["1", "2", "3", nil]])
    try check(
      "ID,Time,Total Fee,Notes,\r\n1,2,3,4,\r\n1,2,3,4,\r\n", "venue-new",
      header: ["ID", "Time", "Total Fee", "Notes"],
      lines: [["1", "2", "3", "4"], ["1", "2", "3", "4"]])
  }

  @Test func `a mark before every cell of the header is no part of it`() throws {
    try check(
      "\u{FEFF}ID,\u{FEFF}Time,\u{FEFF} Fee\n1,2,3\n", "venue-new",
      header: ["ID", "Time", "Fee", ""], lines: [["1", "2", "3", nil]])
  }

  @Test func `the delimiter is that of the format`() throws {
    try check(
      "Datum;Betrag\n1,5;2\n", "german", header: ["Datum", "Betrag"], lines: [["1,5", "2"]])
  }

  @Test func `declared columns are found in any order among others`() throws {
    try check(
      "x,account,y,amount\n1,A,2,3\n,B\n", "declared", header: ["amount", "account"],
      lines: [["3", "A"], [nil, "B"]])
  }

  @Test func `a file without header is probed or forced, never guessed`() throws {
    try check(
      "\"2024\",\"a \\\"b\\\"\",c\n", "probed", header: ["", "", ""],
      lines: [["2024", "a \"b\"", "c"]])
    #expect(try refusal("1,2\n")?.code == "format-unknown")
    try check("1,2\n", forced: Self.unprobed, "unprobed", header: ["", ""], lines: [["1", "2"]])
    #expect(try refusal("1,2,3\n", forced: Self.unprobed)?.code == "format-mismatch")
  }

  @Test func `an unknown header is quoted with the nearest formats`() throws {
    let fault = try #require(try refusal("Prose\nID,Time,Charge\n1,2,3\n"))
    #expect(fault.code == "format-unknown")
    #expect(fault.message.contains("'ID,Time,Charge'"))
    #expect(fault.hint.contains("nearest: venue-new, venue-old"))
    #expect(fault.place.line == 2)
    #expect(try refusal("\u{1B}[2J\n")?.message.contains("\\u{1b}[2J") == true)
  }

  @Test func `several formats that fit are named and none is chosen`() throws {
    let twin = Format.csv(
      "twin", ["Datum"], CSVShape(headers: [["Datum", "*"]], delimiter: UInt8(ascii: ";")))
    let source = try Given.source("Datum;Betrag\n1;2\n")
    let fault = #expect(throws: InputFault.self) {
      try Ingest.recognise(source, among: [twin, Self.german])
    }
    #expect(fault?.diagnostic.code == "format-ambiguous")
    #expect(fault?.diagnostic.message.contains("german, twin") == true)
    #expect(
      try Ingest.recognise(source, among: [twin], forced: Self.german).format.name == "german")
  }

  @Test func `a whole header goes before some columns of it`() throws {
    let some = Format.csv(
      "some", ["Datum", "Betrag"],
      CSVShape(
        contains: ["Tag|Datum"], aliases: ["Datum": ["Tag"]], delimiter: UInt8(ascii: ";")))
    let source = try Given.source("Datum;Betrag\n1;2\n")
    #expect(try Ingest.recognise(source, among: [some, Self.german]).format.name == "german")
    let other = try Given.source("Betrag;x;Tag\n1;2;3\n")
    let cut = try Cut(other, Ingest.recognise(other, among: [some, Self.german]))
    #expect(cut.lines == [["3", "1"]])
    // A double column of a format that does not count here is no fault.
    let doubled = Format.csv(
      "doubled", ["x"],
      CSVShape(contains: ["Datum"], aliases: ["x": ["*"]], delimiter: UInt8(ascii: ";")))
    #expect(try Ingest.recognise(source, among: [doubled, Self.german]).format.name == "german")
    #expect(
      faultCode { _ = try Ingest.recognise(source, among: [doubled, some]) } == "header-repeated")
  }

  @Test func `a format forced without any header takes the first line as one`() throws {
    let free = Format.csv("free", ["b", "z"], CSVShape())
    try check("a,b\n1,2\n", forced: free, "free", header: ["b", ""], lines: [["2", nil]])
    #expect(try refusal("a\"b,c\n1,2\n", forced: free)?.code == "format-mismatch")
    let source = try Given.source("a,b\n1,2\n")
    #expect(faultCode { _ = try Ingest.recognise(source, among: [free]) } == "format-unknown")
  }

  @Test func `a forced format must fit`() throws {
    let fault = try #require(try refusal("Datum;Betrag\n1;2\n", forced: Self.new))
    #expect(fault.code == "format-mismatch")
    #expect(fault.message.contains("venue-new"))
  }

  @Test func `a column that counts may not stand twice`() throws {
    let repeated = try refusal("account,amount,x,amount\n1,2,3,4\n")
    #expect(repeated?.code == "header-repeated")
    #expect(repeated?.place.column == 18)
    try check(
      "account,amount,x,x\n1,2,3,4\n", "declared", header: ["amount", "account"],
      lines: [["2", "1"]])
  }

  @Test func `a header too far down is not looked for`() throws {
    let near = String(repeating: "prose\n", count: 60) + "Time,USD Subtotal,Notes\n1,2,3\n"
    try check(
      near, "venue-old", header: ["Time", "USD Subtotal", "Notes"], lines: [["1", "2", "3"]])
    #expect(try refusal(String(repeating: "prose\n", count: 64) + near)?.code == "format-unknown")
    #expect(try refusal("prose\nID,Time,Fee\n")?.code == "format-unknown")
  }

  @Test func `a damaged first line is no prose before a header`() throws {
    #expect(try refusal("a\"b\nID,Time,Fee\n1,2,3\n")?.code == "format-unknown")
    try check(
      "x\"y,1,2\n2024,b,c\n", "probed", header: ["", "", ""], lines: [["2024", "b", "c"]],
      refused: 1)
  }

  @Test func `a quote never closed near the start is said`() throws {
    #expect(try refusal("\"Time,USD Subtotal\n1,2\n")?.code == "quote-not-closed")
    let fault = try refusal("prose\n\"Time,USD Subtotal\n1,2\n")
    #expect(fault?.code == "quote-not-closed")
    #expect(fault?.place.line == 2)
    #expect(try refusal("ID,Time,Fee\r1,2,3\r")?.code == "newline-cr")
  }

  @Test func `the source learns what was found out`() throws {
    let source = try Given.source("2024,b,c\n")
    let described = try Ingest.recognise(source, among: Self.all).described(source)
    #expect(described.format == "probed")
    #expect(described.delimiter == UInt8(ascii: ","))
    #expect(described.escape == .backslash)
  }
}
