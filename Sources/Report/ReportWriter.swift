package import Accounting

/// A report that is made in memory: values in, finished bytes out.
package struct ReportWriter: Sendable {
  /// The file's name in the run folder's `data/reports`.
  package let name: String
  /// Gives the file's bytes. The second argument holds the sources' names, in `SourceID` order.
  package let write: @Sendable (Reconciliation, [String]) -> [UInt8]
}

/// Every report but the workbook, which its library writes to a path itself (`XLSXReport`).
package let reportWriters: [ReportWriter] = [
  ReportWriter(name: "breaks.csv") { reconciliation, _ in BreaksReport.csv(reconciliation) },
  ReportWriter(name: "breaks.json") { reconciliation, _ in BreaksReport.json(reconciliation) },
  ReportWriter(name: "summary.json") { SummaryReport.json($0, sourceNames: $1) },
]
