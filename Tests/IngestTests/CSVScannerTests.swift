import Accounting
import Ingest
import TestSupport
import Testing

@Suite struct CSVScannerTests {
  private func cells(_ text: String) -> [[String]] { ScannedTable(Array(text.utf8)).cells }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\n3,4\r", [["a", "b"], ["1", "2"], ["3", "4"]]),
    ("a,", [["a", ""]]),
    (",\n", [["", ""]]),
    ("\"\"\n", [[""]]),
    ("\"a\"\"b\",\"c,d\",\"e\nf\"\n", [["a\"b", "c,d", "e\nf"]]),
    ("\"\"\"\"", [["\""]]),
    ("\"a\rb\",c\n", [["a\rb", "c"]]),
    (" a , b \n", [[" a ", " b "]]),
    ("a,b\n\n \t\nc,d\n", [["a", "b"], ["c", "d"]]),
    ("123456789,1234567,12345678\n", [["123456789", "1234567", "12345678"]]),
  ])
  func `records are cut as RFC 4180 says`(text: String, expected: [[String]]) {
    let table = ScannedTable(Array(text.utf8))
    #expect(table.cells == expected)
    #expect(table.strays == 0)
    #expect(table.fault == nil)
  }

  @Test(arguments: [
    ("a\"b,c\n", 1), ("\"a\"b,c\n", 1), ("\"a\" ,c\n", 1), (" \"a\",c\n", 1),
    ("\"a\"b\"c\",d\n", 1), ("x,\"5\" wide\ny,z\n", 1), ("a\"\nb\"\n", 2),
  ])
  func `a stray quote refuses its line and no other`(text: String, strays: Int) {
    let table = ScannedTable(Array((text + "1,2\n").utf8))
    #expect(table.strays == strays)
    #expect(table.cells.last == ["1", "2"])
    #expect(table.fault == nil)
  }

  @Test(arguments: [
    ("a,\"b\nc,d\n", CSVFault.quoteNotClosed(2)),
    ("a\n\"", .quoteNotClosed(2)),
    ("a\rb\r", .loneReturn(1)),
    ("\"a\"\rb\n", .loneReturn(3)),
    ("abcdefghi,1\n", .fieldTooLong(0)),
    ("1,\"abcdefghi\"\n", .fieldTooLong(3)),
    ("1,\"abcdefghijklmnopqrstuv", .fieldTooLong(3)),
  ])
  func `what makes the lines unsure makes the file unusable`(text: String, fault: CSVFault) {
    #expect(ScannedTable(Array(text.utf8), fieldLimit: 8).fault == fault)
  }

  @Test func `a field as long as the limit is read`() {
    let table = ScannedTable(Array("abcdefgh,\"12345678\"\n".utf8), fieldLimit: 8)
    #expect(table.cells == [["abcdefgh", "12345678"]])
  }

  @Test func `backslashes escape only where the dialect says so`() {
    let text = Array(#""a \"b\", c","d\\""#.utf8)
    #expect(ScannedTable(text, escape: .backslash).cells == [[#"a "b", c"#, #"d\"#]])
    #expect(ScannedTable(Array(#""a\","b""#.utf8)).cells == [[#"a\"#, "b"]])
    #expect(ScannedTable(Array(#""a\"#.utf8), escape: .backslash).fault == .quoteNotClosed(0))
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `random bytes are cut as the obvious twin cuts them`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabets: [[UInt8]] = [
      Array("\",\n\ra \\".utf8), Array("\",\nab;\t\\".utf8),
      Array("aaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\n".utf8), Array(0...255),
    ]
    for round in 0..<250 {
      let alphabet = alphabets[round % alphabets.count]
      let length = Int.random(in: 0...60, using: &generator)
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator)! }
      let delimiter = [UInt8(ascii: ","), UInt8(ascii: ";"), 9].randomElement(using: &generator)!
      let escape = [FieldEscape.doubledQuote, .backslash, .none].randomElement(using: &generator)!
      let fast = ScannedTable(bytes, delimiter: delimiter, escape: escape)
      let twin = TwinScanner.read(bytes, delimiter: delimiter, escape: escape)
      #expect(fast == twin, "seed \(seed), round \(round), bytes \(bytes)")
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a written table is read back to the last byte`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = ["a", "\"", ",", "\n", "\r\n", " ", "é", "€", "12345678", "", "\\", ";"]
    for round in 0..<50 {
      let width = Int.random(in: 2...6, using: &generator)
      let table = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        (0..<width).map { _ in
          (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            pieces.randomElement(using: &generator)!
          }.joined()
        }
      }
      let end = Bool.random(using: &generator) ? "\n" : "\r\n"
      let text = table.map { $0.map(Self.written).joined(separator: ",") }.joined(separator: end)
      #expect(cells(text) == table, "seed \(seed), round \(round)")
    }
  }

  /// A cell as any careful writer writes it.
  private static func written(_ cell: String) -> String {
    let needsQuotes = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    guard needsQuotes else { return cell }
    var bytes: [UInt8] = [0x22]
    for byte in cell.utf8 { bytes += byte == 0x22 ? [0x22, 0x22] : [byte] }
    return String(decoding: bytes + [0x22], as: UTF8.self)
  }
}
