package import Accounting

/// A report that is made piece by piece: values in, finished bytes out.
package struct ReportWriter: Sendable {
  /// The file's name in the run folder's `data/reports`.
  package let name: String
  private let writing: Writing

  private typealias Writing =
    @Sendable (Reconciliation, ReportOrigin, _ threads: Int, ReportPieces.Append) throws -> Void

  private init(_ name: String, _ writing: @escaping Writing) {
    self.name = name
    self.writing = writing
  }

  /// Gives the file's bytes to `append`, in order, in pieces of about a megabyte; the same bytes
  /// for any number of threads.
  ///
  /// - Parameters:
  ///   - origin: what the figures are from.
  ///   - threads: so many threads make pieces; `append` is called by one at a time.
  /// - Throws: what `append` throws.
  package func write(
    _ reconciliation: Reconciliation, origin: ReportOrigin, threads: Int,
    append: ([UInt8]) throws -> Void
  ) throws {
    try writing(reconciliation, origin, threads, append)
  }

  fileprivate static let all: [ReportWriter] = [
    ReportWriter("breaks.csv") { reconciliation, _, threads, append in
      try BreaksReport.csv(reconciliation, threads: threads, append)
    },
    ReportWriter("breaks.json") { reconciliation, _, threads, append in
      try BreaksReport.json(reconciliation, threads: threads, append)
    },
    ReportWriter("cleared.csv") { reconciliation, _, threads, append in
      try ClearedReport.csv(reconciliation, threads: threads, append)
    },
    ReportWriter("summary.json") { reconciliation, origin, _, append in
      try append(SummaryReport.json(reconciliation, sourceNames: origin.sourceNames))
    },
    ReportWriter(PageReport.name) { reconciliation, origin, threads, append in
      try PageReport.html(reconciliation, origin: origin, threads: threads, append)
    },
  ]
}

/// What a run's reports are made from, beside its figures.
package struct ReportOrigin: Sendable {
  /// The sources' names, in `SourceID` order.
  package let sourceNames: [String]
  /// Names the inputs, settings and rules by their digests, on the page and in the workbook, so
  /// that a print finds its folder; nil where nothing is sealed.
  package let evidenceID: String?

  package init(sourceNames: [String], evidenceID: String? = nil) {
    self.sourceNames = sourceNames
    self.evidenceID = evidenceID
  }
}

/// Every report but the workbook, which its library writes to a path itself (`XLSXReport`).
package let reportWriters = ReportWriter.all
