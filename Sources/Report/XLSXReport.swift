package import Accounting

/// `breaks.xlsx`: the workbook for the accountant, with the cells of the other reports.
package enum XLSXReport {
  /// The file's name in the run folder's `data/reports`.
  package static let name = "breaks.xlsx"

  /// Rows that a sheet of Excel holds.
  package static let rowLimit = 1_048_576

  /// Stands in a numeric cell whose amount a spreadsheet cannot hold exactly.
  package static let seeExact = "see exact"

  /// Writes the workbook to `path`: sheets Summary, Balances, Breaks, Statement lines refused;
  /// a sheet with more rows than `rowLimit` goes on in `Breaks (2)` and so on.
  ///
  /// Equal reconciliations give equal bytes: the file's date is the business date, or 2000-01-01.
  ///
  /// - Parameter sourceNames: the sources' names, in `SourceID` order.
  /// - Throws: `XLSXReportError` if the file cannot be written whole.
  package static func write(
    _ reconciliation: Reconciliation, sourceNames: [String], to path: String,
    rowLimit: Int = XLSXReport.rowLimit
  ) throws(XLSXReportError) {
    let date = reconciliation.businessDate
    let book = try XLSXReportBook(
      path: path, rowLimit: rowLimit,
      title: "tieout: \(reconciliation.book)\(date.map { " " + $0 } ?? "")",
      created: created(date))
    var counts: [XLSXReportCheck.Count]
    do throws(XLSXReportError) {
      counts = try writeSummary(reconciliation, sourceNames: sourceNames, in: book)
      counts += try writeTable("Balances", BalanceColumns.all, reconciliation.positions, in: book)
      counts += try writeTable(
        "Breaks", BreakColumns.all + [meaning], reconciliation.breaks, in: book)
      counts += try writeTable(
        "Statement lines refused", RefusedRow.columns,
        RefusedRow.all(reconciliation, sourceNames: sourceNames), in: book)
    } catch {
      book.discard()
      throw error
    }
    try book.close()
    try XLSXReportCheck.check(path, holds: counts)
  }

  /// What the kind means, for a person: the workbook alone shows it on every line.
  private static let meaning = ReportColumn<Break>(
    "meaning", "Meaning", width: 60, .text { $0.kind.meaning })

  private static func writeTable<Row>(
    _ name: String, _ columns: [ReportColumn<Row>], _ rows: some Sequence<Row>,
    in book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportCheck.Count] {
    var sheet = try XLSXReportSheet(name, columns: columns.flatMap(\.sheetColumns), in: book)
    for row in rows { try sheet.append(row, columns) }
    return try sheet.finish()
  }

  /// Midnight UTC of the business date; of 2000-01-01 without one that a workbook can show.
  private static func created(_ businessDate: String?) -> Int {
    let days = businessDate.flatMap { CivilDate($0) }?.daysSince1970 ?? 10_957
    return days * 86_400
  }
}
