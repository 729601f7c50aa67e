package import Accounting
import Foundation

/// `breaks.xlsx`: the workbook for the accountant, with the cells of the other reports.
package enum XLSXReport {
  /// The file's name in the run folder's `data/reports`.
  package static let name = "breaks.xlsx"

  /// Rows that a sheet of Excel holds.
  package static let rowLimit = 1_048_576

  /// Stands in a numeric cell whose amount a spreadsheet cannot hold exactly.
  package static let seeExact = "see exact"

  /// Writes the workbook to `path`: sheets Summary, Statement, Proof of cash, Roll-forward,
  /// Balances, Open items, Matched, Tolerance used, Ageing, Sources, Refused lines, Glossary; a
  /// sheet with more rows than `rowLimit` goes on in `Open items (2)` and so on.
  ///
  /// Equal reconciliations give equal bytes: the file's date is the business date, or 2000-01-01.
  ///
  /// - Parameters:
  ///   - origin: what the figures are from.
  ///   - notes: what stands beside the breaks.
  ///   - threads: that make rows; the bytes do not depend on it.
  /// - Throws: `XLSXReportError` if the file cannot be written whole.
  package static func write(
    _ reconciliation: Reconciliation, origin: ReportOrigin, notes: BreakNotes, to path: String,
    threads: Int = 1, rowLimit: Int = XLSXReport.rowLimit
  ) throws(XLSXReportError) {
    // What the library writes: everything but the tables' rows. It has no output but a file.
    let base = XLSXReportBase(path: path + ".base", shown: path)
    let (zip, plans) = try base.make { place throws(XLSXReportError) in
      try writeBase(
        reconciliation, origin: origin, notes: notes, to: place, shown: path,
        rowLimit: rowLimit)
    }
    try XLSXReportPack(base: zip, plans: plans, threads: threads).write(to: path)
  }

  /// - Returns: a plan a sheet.
  private static func writeBase(
    _ reconciliation: Reconciliation, origin: ReportOrigin, notes: BreakNotes, to path: String,
    shown: String, rowLimit: Int
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    let date = reconciliation.businessDate
    do throws(XLSXReportError) {
      let book = try XLSXReportBook(
        path: path, rowLimit: rowLimit,
        title: "tieout: \(reconciliation.book)\(date.map { " " + $0 } ?? "")",
        evidenceID: origin.evidenceID, created: created(date))
      let plans: [XLSXReportPlan]
      do throws(XLSXReportError) {
        plans =
          try writeSummary(reconciliation, origin, in: book)
          + writeStatements(reconciliation.positions, in: book)
          + writeProofsOfCash(reconciliation.positions, in: book)
          + writeRollForwards(reconciliation.positions, in: book)
          + XLSXReportTable(name: "Balances", columns: BalanceColumns.all)
          .add(reconciliation.positions, to: book)
          + openItems(notes).add(reconciliation.breaks, to: book)
          + writeMatched(reconciliation, in: book)
          + writeToleranceUsed(reconciliation, in: book)
          + writeAgeing(reconciliation, in: book)
          + writeSources(reconciliation, sourceNames: origin.sourceNames, in: book)
          + XLSXReportTable(name: "Refused lines", columns: RefusedRow.columns)
          .add(RefusedRow.all(reconciliation, sourceNames: origin.sourceNames), to: book)
          + writeGlossary(in: book)
      } catch {
        book.discard()
        throw error
      }
      try book.close()
      return plans
    } catch {
      throw .of(error, shown)
    }
  }

  /// The sheet that a reviewer fills in.
  package static let openItemsName = "Open items"

  /// The breaks, with what the kind means, what nearly fits, where the lines are, and room for what
  /// the reviewer decides.
  private static func openItems(_ notes: BreakNotes) -> XLSXReportTable<Break> {
    XLSXReportTable(
      name: openItemsName,
      columns: BreakColumns.all + [
        ReportColumn("meaning", "Meaning", width: 60, .text { $0.kind.meaning }),
        ReportColumn("nearest_miss", "Nearest miss", width: 50, .text(notes.nearestMiss)),
        ReportColumn("lines", "File and line", width: 40, .text(notes.places)),
        ReportColumn("disposition", "Disposition", width: 16, .text { _ in nil }),
        ReportColumn("comment", "Comment", width: 40, .text { _ in nil }),
        ReportColumn("reviewer", "Reviewer", width: 20, .text { _ in nil }),
      ],
      choices: ["disposition": (dispositions.map(\.word), readBack)],
      alarms: ["severity": Severity.critical.rawValue])
  }

  /// What a reviewer may decide of a break, and what it means.
  package static let dispositions = [
    (word: "accepted", meaning: "The break stays as it is; nothing is to be done."),
    (word: "to-correct", meaning: "A book or a source is to be corrected."),
    (word: "carried", meaning: "It stays open into the next run; the comment says why."),
  ]

  /// How what was decided comes back.
  static let readBack =
    "Save the workbook; `tieout review RUN --from breaks.xlsx` reads disposition, comment and "
    + "reviewer of every line (so does a CSV file of this sheet) and signs them."

  /// Midnight UTC of the business date; of 2000-01-01 without one that a workbook can show.
  private static func created(_ businessDate: String?) -> Int {
    let days = businessDate.flatMap { CivilDate($0) }?.daysSince1970 ?? 10_957
    return days * 86_400
  }
}
