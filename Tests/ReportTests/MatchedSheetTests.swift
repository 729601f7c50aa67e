import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// Sheets Matched and Tolerance used, read back with openpyxl.
@Suite(.enabled(if: Python.hasOpenpyxl, "python3 has no openpyxl"))
struct MatchedSheetTests {
  /// Prints the cells of the sheets of a name, a line a row.
  private static let script = """
    import sys, openpyxl
    book = openpyxl.load_workbook(sys.argv[1])
    for sheet in book.worksheets:
      if sheet.title.split(" (")[0] == sys.argv[2]:
        print("##", sheet.title, sheet.freeze_panes, sheet.auto_filter.ref)
        for row in sheet.iter_rows(values_only=True):
          print(" | ".join("" if cell is None else str(cell) for cell in row))
    """

  private static func rows(
    _ sheet: String, of reconciliation: Reconciliation, rowLimit: Int = XLSXReport.rowLimit
  ) throws -> [String] {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try Written(reconciliation, in: folder, rowLimit: rowLimit)
    let path = folder.appending(path: XLSXReport.name).path
    let outcome = try Python.run(script, [path, sheet])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.split(separator: "\n").map(String.init)
  }

  private struct Lines: MatchTable {
    var count: Int

    func made(_ index: Int) -> MatchLine {
      let half = MatchLine.Half(
        amount: Amount(units: 15, scale: 1), instant: Instant(nanoseconds: 1_500_000_000),
        reference: "=ref\(index)", entries: ["ent_s\(index)"])
      var ledger = half
      ledger.amount = index == 1 ? nil : Amount(units: 10 + Int128(index), scale: 1)
      ledger.entries = ["ent_l\(index)", "ent_m\(index)"]
      return MatchLine(
        rule: "covering-set", account: "coinbase/main", asset: "BTC", statement: half,
        ledger: ledger, residual: Amount(units: 5, scale: 1))
    }
  }

  private static func book(_ count: Int, _ extent: MatchExtent) throws -> Reconciliation {
    var result = try Fixture.small()
    result.matchesByRule = ["covering-set": 3, "exact-reference": 997]
    result.matches = MatchList(Lines(count: count), extent: extent)
    return result
  }

  @Test func `a match stands with both sides, its residual and its entries`() throws {
    let rows = try Self.rows("Matched", of: Self.book(2, .judged))
    #expect(rows.count == 5)
    #expect(rows[0] == "## Matched A3 A2:Q4")
    #expect(rows[1].hasPrefix("2 of 1000 matches are listed: those whose amounts differ"))
    #expect(rows[2].hasPrefix("Rule | Account | Asset | Statement amount | "))
    #expect(
      rows[3].hasPrefix("covering-set | coinbase/main | BTC | 1.5 | 1.5 | 1 | 1 | 0.5 | 0.5 | "))
    #expect(rows[3].hasSuffix("| =ref0 | =ref0 | ent_s0 | ent_l0 ent_m0"))
    // A sum beyond 38 digits is left out, not rounded.
    #expect(rows[4].contains("| 1.5 | 1.5 |  |  | 0.5 | 0.5 |"))
  }

  @Test(arguments: [
    (1000, "All 1000 matches are listed."),
    (3, "3 of 1000 matches are listed: the other 997 were settled while large files were read"),
  ])
  func `a list of all says how many were only counted`(count: Int, says: String) throws {
    let rows = try Self.rows("Matched", of: Self.book(count, .all))
    #expect(rows[1].hasPrefix(says), "\(rows[1])")
    #expect(rows.count == 3 + count)
  }

  @Test func `a full sheet goes on in the next, each with its header`() throws {
    let rows = try Self.rows("Matched", of: Self.book(5, .judged), rowLimit: 50)
    #expect(rows.count { $0.hasPrefix("##") } == 1)
    let cut = try Self.rows("Matched", of: Self.book(97, .judged), rowLimit: 50)
    #expect(
      cut.filter { $0.hasPrefix("##") } == [
        "## Matched A3 A2:Q50", "## Matched (2) A3 A2:Q50", "## Matched (3) A3 A2:Q3",
      ])
    #expect(cut.count { $0.hasPrefix("covering-set") } == 97)
    #expect(cut.count { $0.hasPrefix("97 of 1000 matches") } == 3)
  }

  @Test func `what tolerances took stands by account, asset and purpose`() throws {
    var result = try Fixture.small()
    for place in result.positions.indices { result.positions[place].toleranceUses = [] }
    #expect(
      try Self.rows("Tolerance used", of: result)[1].hasPrefix("No tolerance was used."))
    result.positions[0].toleranceUses = [
      ToleranceUse(
        purpose: .matches(rule: "amount-within-window"), count: 3,
        amount: Amount(units: 12, scale: 2)),
      ToleranceUse(purpose: .unexplained, count: 1, amount: Amount(units: 1, scale: 2)),
    ]
    result.positions[0].toleranceUsed = Amount(units: 13, scale: 2)
    result.positions[0].toleranceBudget = Amount(units: 1, scale: 0)
    let (account, asset) = (result.positions[0].account, result.positions[0].asset)
    let rows = try Self.rows("Tolerance used", of: result)
    #expect(
      rows[3].hasPrefix(
        "\(account) | \(asset) | amount-within-window | 3 | 0.12 | 0.12 | 0.13 | 0.13 | 1 | 1 | "))
    #expect(
      rows[4].hasPrefix("\(account) | \(asset) | unexplained | 1 | 0.01 | 0.01 | 0.13 | 0.13 | "))
    #expect(rows.count == 5)
  }
}
