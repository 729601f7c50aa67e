import Accounting
import Foundation
import Ingest
import TestSupport
import Testing

@Suite struct CSVLinesTests {
  static let format = Format.csv("t", ["a", "c"], CSVShape(headers: [["a", "b", "c"]]))

  private func cut(_ bytes: [UInt8]) throws -> Cut {
    let source = try Given.source(bytes)
    return try Cut(source, Ingest.recognise(source, among: [Self.format]))
  }

  private func cut(_ text: String) throws -> Cut { try cut(Array(text.utf8)) }

  @Test func `every line is given, refused or blank`() throws {
    let cut = try cut("a,b,c\n1,2,3\n\n1,2\nx\"y,2,3\n1,2,3,4\n  \n4,5,6\n\"7\n7\",8,9")
    #expect(cut.lines == [["1", "3"], ["4", "6"], ["7\n7", "9"]])
    #expect(cut.raw == ["1,2,3", "4,5,6", "\"7\n7\",8,9"])
    #expect(cut.outcome.linesRead == 6)
    #expect(cut.outcome.blank == 2)
    let refused = cut.outcome.refused
    #expect(refused.map(\.diagnostic.code) == ["ragged-line", "stray-quote", "ragged-line"])
    #expect(refused.map(\.diagnostic.place.line) == [4, 5, 6])
    #expect(refused.map(\.diagnostic.place.column) == [1, 2, 1])
    #expect(refused.map(\.origin.offset) == [13, 17, 25])
    #expect(refused.map(\.origin.length) == [3, 7, 7])
  }

  @Test func `a line of delimiters alone is blank, one with an empty quoted cell is not`() throws {
    let cut = try cut("a,b,c\n,,\n1,2,3\n,,,,\n\"\",,\n , ,\n")
    #expect(cut.lines == [["1", "3"], ["", ""], [" ", ""]])
    #expect(cut.outcome.blank == 2)
    #expect(cut.outcome.linesRead == 3)
    #expect(cut.outcome.refused.isEmpty)
  }

  @Test(arguments: [
    ("a,b,c\n1,2,3,\n4,5,6,\n", [["1", "3"], ["4", "6"]], []),
    ("a,b,c,\n1,2,3,\n4,5,6,\n", [["1", "3"], ["4", "6"]], []),
    ("a,b,c,\n1,2,3\n4,5,6\n", [["1", "3"], ["4", "6"]], []),
    // An unquoted delimiter in the second line would pass for a cell more at the end.
    ("a,b,c\n1,2,\n4,5,000,\n7,8,\n", [["1", ""], ["7", ""]], [3]),
    ("a,b,c\n1,2,3,\n4,5,6\n", [["1", "3"]], [3]),
  ])
  func `an empty cell more counts if every line has it`(
    text: String, lines: [[String]], refused: [Int]
  ) throws {
    let cut = try cut(text)
    #expect(cut.lines == lines)
    #expect(cut.outcome.refused.map(\.diagnostic.place.line) == refused)
  }

  @Test(arguments: [
    ("a,b,c\n1,\"2,3\n4,5,6\n", "quote-not-closed", 2, 3),
    ("a,b,c\n1,2,3\r4,5,6\n", "newline-cr", 2, 6),
  ])
  func `what makes the lines unsure gives none`(text: String, code: String, line: Int, column: Int)
    throws
  {
    let fault = #expect(throws: InputFault.self) { _ = try cut(text) }
    #expect(fault?.diagnostic.code == code)
    #expect(fault?.diagnostic.place.line == line)
    #expect(fault?.diagnostic.place.column == column)
  }

  @Test func `an endless field is refused`() throws {
    let long = [UInt8](repeating: 65, count: (16 << 20) + 1)
    let fault = #expect(throws: InputFault.self) { _ = try cut(Array("a,b,c\n1,".utf8) + long) }
    #expect(fault?.diagnostic.code == "field-too-long")
    #expect(fault?.diagnostic.place.line == 2)
    #expect(fault?.diagnostic.place.column == 3)
  }

  @Test func `escapes and old encodings are undone only where they stand`() throws {
    let cut = try cut(
      Array("a,b,c\n\"x\"\"y\",2,plain\nfee ".utf8) + [0x80] + Array(",2,\"q\"".utf8))
    #expect(cut.lines == [["x\"y", "plain"], ["fee €", "q"]])
    #expect(cut.forms == [[.decoded, .plain], [.decoded, .plain]])
    #expect(cut.raw == ["\"x\"\"y\",2,plain", "fee €,2,\"q\""])
  }

  @Test func `batches hold so many lines and keep the file's order`() throws {
    let count = 2 * Ingest.batchLines + 3
    let cut = try cut("a,b,c\n" + (0..<count).map { "\($0),x,y\n" }.joined())
    #expect(cut.batches == [Ingest.batchLines, Ingest.batchLines, 3])
    #expect(cut.outcome.linesRead == count)
    #expect(cut.lines.map { $0[0] } == (0..<count).map { "\($0)" })
  }

  @Test func `a header alone is a file of no lines`() throws {
    let cut = try cut("a,b,c")
    #expect(cut.outcome == ScanOutcome())
    #expect(cut.batches.isEmpty)
  }

  @Test func `what the body throws goes through`() throws {
    let source = try Given.source("a,b,c\n1,2,3\n")
    let recognition = try Ingest.recognise(source, among: [Self.format])
    let own = InputFault(.fileChanged(at: Place(file: "own")))
    #expect(throws: own) {
      try Ingest.scan(source, id: SourceID(index: 0), as: recognition) { _ throws(InputFault) in
        throw own
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `whatever the bytes, read is given and refused`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "a,b,c\n", "1,2,3\n", "\"", ",", "\n", "\r\n", "\r", " ", "é", "{\"a\":1}\n", "[", "]",
    ]
    let list = Format.json("j", ["a"], [JSONList(path: "[]", keys: ["a"])], jsonLines: true)
    for round in 0..<60 {
      let text = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        pieces.randomElement(using: &generator)!
      }.joined()
      let start = Bool.random(using: &generator) ? "a,b,c\n" : ""
      do {
        let source = try Given.source(start + text)
        let cut = try Cut(source, Ingest.recognise(source, among: [Self.format, list]))
        #expect(
          cut.outcome.linesRead == cut.lines.count + cut.outcome.refused.count,
          "seed \(seed), round \(round): \(start + text)")
        let places = cut.outcome.refused.map(\.origin.offset)
        #expect(places == places.sorted())
      } catch let fault as InputFault {
        #expect(fault.diagnostic.severity == .error)
        #expect(!fault.diagnostic.hint.isEmpty)
      }
    }
  }
}
