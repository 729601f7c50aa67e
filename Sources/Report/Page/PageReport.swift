import Accounting
import Mustache

/// `report.html`: one file for a person with a browser. No script, nothing from elsewhere.
///
/// It is a summary where there is much: `PageLimit` says of what; the files beside it have all.
enum PageReport {
  static let name = "report.html"

  static func html(
    _ reconciliation: Reconciliation, origin: ReportOrigin, threads: Int,
    _ append: ReportPieces.Append
  ) throws {
    let figures = RunFigures(reconciliation)
    let ranking = BreakRanking(
      reconciliation.breaks, limit: PageLimit.breaks, threads: threads)
    let parts: [PageValues] = [
      PageHead.values(reconciliation, figures),
      PageBalances.values(reconciliation, figures),
      PageBreaks.values(reconciliation, figures, ranking),
      PageSources.values(reconciliation, origin.sourceNames),
      PagePositions.values(reconciliation),
      ["evidence": origin.evidenceID.map { [$0] } ?? []],
    ]
    let values = PageValues(parts)
    for part in try PageTemplate.parts.get() { try append(part.bytes(values)) }
  }
}
