import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// The auditor's JSON lines.
@Suite struct WorkLinesTests {
  static let place = WorkPlace(source: "a.csv", line: 7, offset: 1234, length: 56)

  @Test func `a refused line keeps its raw text`() throws {
    let refused = WorkRefusedLine(
      id: Fixture.id("lin", 1), side: .statement, place: Self.place, account: nil,
      diagnostic: Diagnostic(
        code: "ragged-line", place: Place(file: "a.csv", line: 7), message: "3 fields, not 4",
        hint: "the export may be cut"), rawText: "a,\"b\n\",c")
    let line =
      #"{"account":null,"code":"ragged-line","column":null,"hint":"the export may be cut","#
      + #""id":"lin_0000000000000001","length":56,"line":7,"message":"3 fields, not 4","#
      + #""offset":1234,"#
      + #""raw_text":"a,\"b\n\",c","side":"statement","source":"a.csv"}"# + "\n"
    #expect(String(decoding: WorkLines.refused([refused]), as: UTF8.self) == line)
  }

  @Test func `a line end in a text never ends a line`() throws {
    let texts = Fixture.otherTexts + Fixture.formulaTexts + Fixture.everyCharacter
    let lines = texts.lazy.map { text in
      WorkRefusedLine(
        id: "", side: .ledger, place: Self.place, account: text,
        diagnostic: Diagnostic(
          code: "x", place: Place(file: text), message: text, hint: text), rawText: text)
    }
    let bytes = WorkLines.refused(lines)
    #expect(bytes.count { $0 == UInt8(ascii: "\n") } == texts.count)
    #expect(!bytes.contains { $0 < 0x20 && $0 != UInt8(ascii: "\n") })
  }

  @Test func `nothing is an empty file`() {
    #expect(WorkLines.refused([]).isEmpty)
  }
}
