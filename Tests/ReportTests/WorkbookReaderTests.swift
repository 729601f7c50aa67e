import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// Workbooks that persons saved: what is read of them, and what is refused.
@Suite struct WorkbookReaderTests {
  /// A zip file of parts as they are, without packing.
  static func zip(_ parts: [(name: String, text: String)], claims size: Int? = nil) -> [UInt8] {
    var (file, directory) = ([UInt8](), [UInt8]())
    func number(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    for part in parts {
      let bytes = Array(part.text.utf8)
      let sizes = number(0, 4) + number(bytes.count, 4) + number(size ?? bytes.count, 4)
      let names = number(part.name.utf8.count, 2) + number(0, 2)
      directory += number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + number(0, 2)
      directory += number(0, 2) + number(0, 4) + sizes + names + number(0, 2) + number(0, 2)
      directory += number(0, 2) + number(0, 4) + number(file.count, 4) + Array(part.name.utf8)
      file += number(0x0403_4B50, 4) + number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4)
      file += sizes + names + Array(part.name.utf8) + bytes
    }
    let end =
      number(0x0605_4B50, 4) + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
    return file + directory + end + number(directory.count, 4) + number(file.count, 4) + [0, 0]
  }

  static func book(
    rows: String, strings: String = "", sheet: String = "Open items", extra: String = "",
    claims size: Int? = nil
  ) -> [UInt8] {
    zip(
      [
        ("[Content_Types].xml", "<Types/>"),
        (
          "xl/workbook.xml",
          "<?xml version=\"1.0\"?><!-- saved --><x:workbook><x:sheets><x:sheet name=\"\(sheet)\" "
            + "sheetId=\"1\" r:id='rId7'/>\(extra)</x:sheets></x:workbook>"
        ),
        (
          "xl/_rels/workbook.xml.rels",
          "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/one.xml\"/></Relationships>"
        ),
        ("xl/sharedStrings.xml", "<sst>\(strings)</sst>"),
        ("xl/worksheets/one.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
      ], claims: size)
  }

  private static func rows(_ bytes: [UInt8]) throws -> [WorkbookReader.Row] {
    try WorkbookReader(bytes).tables("Open items").flatMap(\.rows)
  }

  @Test func `what spreadsheets write as text, number, formula or list of strings is read`() throws
  {
    let rows = try Self.rows(
      Self.book(
        rows: """
          <row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>a &amp; b</t></is>
          </c></row><row r="2" spans="1:3"/><row r="9"><c r="AA9"><v>1.5</v></c>
          <c t="str"><f>A1&amp;"x"</f><v>x&#233;_x005F_x0041_</v></c><c r="B9"/></row>
          """,
        strings: "<si><t>no</t></si><si><r><t>Br</t></r><r><t>eak</t></r><rPh><t>u</t></rPh></si>"))
    #expect(rows.map(\.number) == [1, 9])
    #expect(rows[0].fields == ["Break", "", "a & b"])
    #expect(rows[1].fields.count == 28)
    #expect(rows[1].fields[26...] == ["1.5", "xé_x0041_"])
  }

  @Test(arguments: [
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c></row>",
    "<row r=\"1\"><c r=\"1A\"><v>2</v></c></row>", "<row r=\"1\"><c r=\"A1\"><v>2</v></row>",
    "<row r=\"1\"><c r=\"A1\"><v>&xxe;</v></c></row>", "<row r=\"1\"><c r=\"A1\"><v>2",
    "<!DOCTYPE x [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]><row/>", "<row r=1></row>",
    "<row r=\"1\"><c r=\"A1\"><v>&#xD800;</v></c></row>", "<![CDATA[<row>]]>", "<",
  ])
  func `XML that no workbook has is refused`(rows: String) {
    #expect(throws: WorkbookFault.notReadable) { try Self.rows(Self.book(rows: rows)) }
  }

  @Test func `a part that claims too much is not unpacked`() {
    let size = WorkbookReader.sizeLimit + 1
    #expect(throws: WorkbookFault.tooLarge) { try Self.rows(Self.book(rows: "", claims: size)) }
    // Less than the limit, and not what it is.
    #expect(throws: WorkbookFault.notReadable) {
      try Self.rows(Self.book(rows: "", claims: 1 << 19))
    }
  }

  @Test func `a table of more sheets than a book has is refused`() {
    let sheet = "<x:sheet name=\"Open items (2)\" r:id='rId7'/>"
    let many = Self.book(rows: "", extra: String(repeating: sheet, count: 300))
    #expect(throws: WorkbookFault.tooLarge) { try Self.rows(many) }
  }

  @Test func `another book's sheet is not taken for ours`() {
    #expect(throws: WorkbookFault.noSheet("Open items")) {
      try Self.rows(Self.book(rows: "", sheet: "Open items of mine"))
    }
  }

  @Test func `a file cut anywhere is refused`() throws {
    let whole = Self.book(rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
    #expect(try Self.rows(whole).count == 1)
    for count in 0..<whole.count {
      #expect(throws: WorkbookFault.notReadable) { try Self.rows(Array(whole[..<count])) }
    }
  }

  @Test func `a damaged byte gives rows or a fault, never a crash`() throws {
    let whole = Self.book(rows: "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")
    var generator = SeededGenerator(seed: 20)
    for _ in 0..<3000 {
      var bytes = whole
      for _ in 0..<3 {
        let place = Int.random(in: bytes.indices, using: &generator)
        bytes[place] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = try? Self.rows(bytes)
    }
  }

  @Test func `our own workbook is read back, further sheets too`() throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    var result = try Fixture.small()
    result.breaks = Breaks(Array(repeating: result.breaks[0], count: 99))
    let written = try Written(result, in: folder, rowLimit: 50)
    let tables = try WorkbookReader(written.bytes(XLSXReport.name)).tables("Open items")
    #expect(tables.map(\.title) == ["Open items", "Open items (2)", "Open items (3)"])
    #expect(tables.map(\.rows.count) == [50, 50, 2])
    #expect(tables.allSatisfy { $0.rows[0].fields[0] == "Break" })
    #expect(tables[2].rows[1].fields[0] == result.breaks[0].id)
  }
}
