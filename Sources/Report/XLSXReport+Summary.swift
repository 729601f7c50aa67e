import Accounting

extension XLSXReport {
  /// The first sheet: the run's figures in blocks, each with a heading row. It goes on in further
  /// sheets at the row limit.
  static func writeSummary(
    _ reconciliation: Reconciliation, _ origin: ReportOrigin, in book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    let figures = RunFigures(reconciliation)
    let blocks = [
      accounts(figures), kinds(figures), rules(figures),
      sources(reconciliation, origin.sourceNames),
      openPositions(reconciliation), aliases(reconciliation), diagnostics(reconciliation),
    ]
    var rows = overview(reconciliation, origin.evidenceID)
    let charts = rows.count + 1
    if !figures.kinds.isEmpty { rows += [[XLSXReportCell]](repeating: [], count: chartRows) }
    var kindsStart = 0
    for (place, block) in blocks.enumerated() where !block.rows.isEmpty {
      rows += [[], block.headings.map { .heading($0) }]
      if place == kindsPlace { kindsStart = rows.count + 1 }
      rows += block.rows
    }
    var plans: [XLSXReportPlan] = []
    for start in stride(from: 0, to: rows.count, by: book.rowLimit) {
      let name = plans.isEmpty ? "Summary" : "Summary (\(plans.count + 1))"
      var page = try XLSXReportSheet(name, widths: [36, 24, 24, 24, 24, 24, 60], in: book)
      for row in rows[start..<min(rows.count, start + book.rowLimit)] { try page.append(row) }
      let kinds = kindsStart...(kindsStart + max(0, figures.kinds.count - 1))
      if plans.isEmpty, !figures.kinds.isEmpty, kinds.upperBound <= book.rowLimit {
        try page.chart("Breaks by kind", rows: kinds, labels: "A", values: "B", at: (charts, 0))
        try page.chart(
          ageingValueTitle, of: ageingName, rows: ageingRows, labels: "A", values: "D",
          at: (charts, 3))
      }
      plans.append(XLSXReportPlan(head: page.count))
    }
    return plans
  }

  /// Rows that the charts between key figures and tables stand over.
  private static let chartRows = 17
  /// The kinds' place among the blocks.
  private static let kindsPlace = 1

  private typealias Block = (headings: [String], rows: [[XLSXReportCell]])

  private static func overview(
    _ reconciliation: Reconciliation, _ evidenceID: String?
  ) -> [[XLSXReportCell]] {
    let figures = RunFigures(reconciliation)
    return [
      [.title("Reconciliation")],
      [.text("Book"), .text(reconciliation.book)],
      [.text("Business date"), .text(reconciliation.businessDate ?? "")],
      [.text("Cut-off"), .text(reconciliation.cutOff?.description ?? "")],
      [.text("Status"), .text(reconciliation.status.rawValue)],
      [.text("Accounts"), .count(figures.accounts.count)],
      [.text("Matched"), .count(figures.matched)],
      [.text("Breaks"), .count(reconciliation.breaks.count)],
      [.text("Material breaks"), .count(figures.material)],
      [.text("Lines refused"), .count(reconciliation.refused.count)],
      [.text("Materiality threshold (USD)")] + XLSXReportCell.pair(reconciliation.thresholdUSD),
    ] + (evidenceID.map { [[.text("Evidence id"), .text($0)]] } ?? [])
  }

  private static func accounts(_ figures: RunFigures) -> Block {
    (
      ["Account", "Status", "Assets", "Breaks"],
      figures.accounts.map { account in
        [
          .text(account.account), .text(account.status?.rawValue ?? ""), .count(account.assets),
          .count(account.breaks),
        ]
      }
    )
  }

  private static func kinds(_ figures: RunFigures) -> Block {
    (
      ["Kind of break", "Breaks", "Material", "Meaning"],
      figures.kinds.map { kind in
        [
          .text(kind.kind.rawValue), .count(kind.count), .count(kind.material),
          .text(kind.kind.meaning),
        ]
      }
    )
  }

  private static func rules(_ figures: RunFigures) -> Block {
    (["Matching rule", "Matches"], figures.rules.map { [.text($0.name), .count($0.count)] })
  }

  private static func sources(
    _ reconciliation: Reconciliation, _ sourceNames: [String]
  ) -> Block {
    (
      [
        "Source", "Lines read", "Understood", "Duplicates", "Refused", "Ignored",
        "Ignored by rule",
      ],
      SummaryReport.talliesInOrder(reconciliation, sourceNames).map { name, tally in
        let ignored = tally.ignored.sorted { $0.key.precedesInBytes($1.key) }
        return [
          .text(name), .count(tally.read), .count(tally.understood), .count(tally.duplicates),
          .count(tally.refused), .count(tally.ignored.values.reduce(0, +)),
          .text(ignored.map { "\($0.key): \($0.value)" }.joined(separator: ", ")),
        ]
      }
    )
  }

  private static func openPositions(_ reconciliation: Reconciliation) -> Block {
    (
      [
        "Derivative position (as stated)", "Market", "Side", "Size", "Size (exact)",
        "Entry price", "Entry price (exact)",
      ],
      reconciliation.openPositions.map { position in
        [.text(position.account), .text(position.market), .text(position.side.rawValue)]
          + XLSXReportCell.pair(position.size) + XLSXReportCell.pair(position.entryPrice)
      }
    )
  }

  private static func aliases(_ reconciliation: Reconciliation) -> Block {
    (
      ["Venue of alias", "Code", "Asset", "Times applied"],
      reconciliation.aliases.map { use in
        [.text(use.venue), .text(use.code), .text(use.asset), .count(use.count)]
      }
    )
  }

  private static func diagnostics(_ reconciliation: Reconciliation) -> Block {
    (
      ["File", "Severity", "Diagnostic", "What was found", "Hint"],
      SummaryReport.diagnosticsInOrder(reconciliation).map { diagnostic in
        [
          .text(diagnostic.place.file), .text(diagnostic.severity.rawValue),
          .text(diagnostic.code), .text(diagnostic.message), .text(diagnostic.hint),
        ]
      }
    )
  }
}
