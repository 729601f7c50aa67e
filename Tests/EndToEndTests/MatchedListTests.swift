import Foundation
import TestSupport
import Testing

/// What the workbook's sheet Matched lists, by the settings and by how files are read.
@Suite(.enabled(if: StockToolTests.hasOpenpyxl, "python3 has no openpyxl"))
struct MatchedListTests {
  private static let script = """
    import sys, openpyxl
    sheet = openpyxl.load_workbook(sys.argv[1])["Matched"]
    for row in list(sheet.iter_rows(values_only=True)):
      print(row[0])
    """

  /// The sheet's first column: its note, its header, the rules of its lines.
  private func listed(
    _ desk: Desk, _ settings: String, _ options: [String] = []
  ) throws -> [Substring] {
    let reports = desk.folder.appending(path: "reports").path
    let outcome = try desk.tieout(["run", settings, "--unsealed", reports] + options)
    #expect([0, 2].contains(outcome.status), "\(outcome.errors)")
    let python = try #require(Tool.find("python3"))
    let read = try python.run(["-c", Self.script, "\(reports)/breaks.xlsx"])
    #expect(read.status == 0, "\(read.errors)")
    return read.output.split(separator: "\n")
  }

  @Test func `by default what needs no look is counted only, however files are read`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let rows = try listed(desk, settings)
      #expect(rows.count == 2)
      #expect(rows[0].hasPrefix("0 of 1 matches are listed: those whose amounts differ"))
      #expect(try listed(desk, settings, TwoWays.streamed()) == rows)
    }
  }

  @Test func `all lists every match the rules made`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.settings += "workbook: { matched: all }\n"
      let rows = try listed(desk, book.lay(on: desk))
      #expect(rows == ["All 1 matches are listed.", "Rule", "exact-reference"])
    }
  }

  @Test func `all says what was settled while files were read in chunks`() throws {
    try Desk.with { desk in
      let settings = try DayBook(days: 1, perDay: 40, seed: 11).lay(on: desk)
      try desk.write("book/tieout.yaml", DayBook.settings + "workbook: { matched: all }\n")
      let day = ["--business-date", DayBook.date(0)]
      let whole = try listed(desk, settings, day + TwoWays.whole)
      let count = whole.count - 2
      #expect(count > 20 && whole[0] == "All \(count) matches are listed.")
      let streamed = try listed(desk, settings, day + TwoWays.streamed())
      let rest = count - (streamed.count - 2)
      #expect(rest > 0)
      #expect(
        streamed[0].hasPrefix(
          "\(count - rest) of \(count) matches are listed: the other \(rest) were settled"))
    }
  }
}
