import Accounting
import Mustache

/// `report.html`: one file for a person with a browser. No script, nothing from elsewhere.
///
/// It is a summary where there is much: `PageLimit` says of what; the files beside it have all.
enum PageReport {
  static let name = "report.html"

  static func html(
    _ reconciliation: Reconciliation, sourceNames: [String], threads: Int,
    _ append: ReportPieces.Append
  ) throws {
    let figures = RunFigures(reconciliation)
    let ranking = BreakRanking(
      reconciliation.breaks, limit: PageLimit.breaks, threads: threads)
    let parts: [PageValues] = [
      PageHead.values(reconciliation, figures),
      PageBalances.values(reconciliation, figures),
      PageBreaks.values(reconciliation, figures, ranking),
      PageSources.values(reconciliation, sourceNames),
      PagePositions.values(reconciliation),
    ]
    let values = parts.reduce(into: PageValues()) { all, part in
      all.merge(part) { _, _ in preconditionFailure("two parts of the page name the same value") }
    }
    try append(Array(try PageTemplate.page.get().render(values).utf8))
  }
}

/// What a part of the template is filled with. Foreign text stands in it as it is: `PageText`
/// makes it inert when it is written. An optional value is a list of one or none.
typealias PageValues = [String: Any]
