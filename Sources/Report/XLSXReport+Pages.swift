import Accounting

/// The small sheets: how old breaks are, how they went forward, where the figures come from, words.
extension XLSXReport {
  /// Business days, as severity counts them.
  private static let buckets: [(name: String, days: ClosedRange<Int>)] = [
    ("0 to 2", 0...2), ("3 to 5", 3...5), ("6 to 30", 6...30), ("31 to 60", 31...60),
    ("more than 60", 61...Int.max),
  ]

  static let ageingName = "Ageing"
  static let ageingValueTitle = "Open value in USD by age"
  /// The rows of its buckets with a date, numbered from 1.
  static let ageingRows = 2...(1 + buckets.count)

  /// Number and value of breaks by age, and how they went forward from the last run.
  static func writeAgeing(
    _ reconciliation: Reconciliation, in book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    var ages = [Age](repeating: Age(), count: buckets.count + 1)
    for item in reconciliation.breaks {
      let place = item.ageDays.flatMap { age in
        buckets.firstIndex { $0.days.contains(age) }
      }
      ages[place ?? buckets.count].add(item)
    }
    var sheet = try XLSXReportSheet(ageingName, widths: [26, 14, 14, 22, 30, 22, 22, 22], in: book)
    try sheet.append(
      ["Age (business days)", "Breaks", "Unpriced", "Value USD", "Value USD (exact)"]
        .map { .heading($0) })
    for (name, age) in zip(buckets.map(\.name) + ["without a date"], ages) {
      try sheet.append(
        [.text(name), .count(age.count), .count(age.unpriced)] + XLSXReportCell.pair(age.value))
    }
    if !reconciliation.breaks.isEmpty {
      try sheet.chart(
        "Breaks by age in business days", rows: ageingRows, labels: "A", values: "B", at: (9, 0))
      try sheet.chart(
        ageingValueTitle, rows: ageingRows, labels: "A", values: "D", at: (9, 4))
    }
    for _ in 0..<18 { try sheet.append([]) }
    try writeRollForward(reconciliation, &sheet)
    return [XLSXReportPlan(head: sheet.count)]
  }

  private struct Age {
    var count = 0
    var unpriced = 0
    /// Nil beyond 38 digits.
    var value: Amount? = .zero

    mutating func add(_ item: Break) {
      count += 1
      guard let worth = item.valueUSD else {
        unpriced += item.amount == nil ? 0 : 1
        return
      }
      value = value.flatMap { try? $0.adding(worth) }
    }
  }

  private static func writeRollForward(
    _ reconciliation: Reconciliation, _ sheet: inout XLSXReportSheet
  ) throws(XLSXReportError) {
    guard let last = reconciliation.rollForward.last else { return }
    try sheet.append(
      [.title("Breaks from \(reconciliation.broughtForwardFrom ?? "no earlier run") to this run")])
    try sheet.append(
      [
        "Account", "Asset", "Breaks", "Brought forward", "New", "Reopened", "Cleared",
        "Carried forward",
      ].map { .heading($0) })
    // The sheet's rows are few; a book of many accounts has the rest in summary.json.
    for line in reconciliation.rollForward.prefix(200) {
      for isCount in [true, false] {
        try sheet.append(
          [
            .text(line.account), .text(line.asset), .text(isCount ? "count" : "amount"),
          ]
            + [
              line.broughtForward, line.new, line.reopened, line.cleared, line.carriedForward,
            ].map { figures in
              isCount ? .count(figures.count) : figures.amount.map { .amount($0) } ?? .empty
            })
      }
      if line == last { return }
    }
    if reconciliation.rollForward.count > 200 {
      try sheet.append([.text("and more: summary.json has all, break_roll_forward")])
    }
  }

  /// Every source: its lines, the time it covers, its control totals.
  static func writeSources(
    _ reconciliation: Reconciliation, sourceNames: [String], in book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    let rows = SummaryReport.talliesInOrder(reconciliation, sourceNames).flatMap { name, tally in
      let totals = tally.totals.sorted { $0.key.precedesInBytes($1.key) }
      return totals.isEmpty
        ? [SourceRow(name: name, tally: tally)]
        : totals.map { SourceRow(name: name, tally: tally, asset: $0.key, total: $0.value) }
    }
    return try XLSXReportTable(name: "Sources", columns: SourceRow.columns).add(rows, to: book)
  }

  /// Every kind of break, status and disposition in one sentence.
  static func writeGlossary(
    in book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    var sheet = try XLSXReportSheet("Glossary", widths: [28, 110], in: book)
    try sheet.append([.heading("Kind of break"), .heading("What it means")])
    for kind in BreakKind.allCases {
      try sheet.append([.text(kind.rawValue), .text(kind.meaning)])
    }
    try sheet.append([])
    try sheet.append([.heading("Status"), .heading("What it means")])
    for status in Status.allCases {
      try sheet.append([.text(status.rawValue), .text(status.meaning)])
    }
    try sheet.append([])
    try sheet.append([.heading("Disposition (sheet Open items)"), .heading("What it means")])
    for (word, meaning) in dispositions { try sheet.append([.text(word), .text(meaning)]) }
    try sheet.append([.text("reading them back"), .text(readBack)])
    return [XLSXReportPlan(head: sheet.count)]
  }
}

/// One asset of a source.
private struct SourceRow: Sendable {
  var name: String
  var tally: SourceTally
  var asset: String?
  var total: ControlTotal?

  static let columns: [ReportColumn<SourceRow>] = [
    ReportColumn("source", "Source", width: 44, .text { $0.name }),
    ReportColumn("read", "Lines read", width: 12, .count { $0.tally.read }),
    ReportColumn("understood", "Understood", width: 12, .count { $0.tally.understood }),
    ReportColumn("duplicates", "Duplicates", width: 12, .count { $0.tally.duplicates }),
    ReportColumn("refused", "Refused", width: 12, .count { $0.tally.refused }),
    ReportColumn(
      "ignored", "Ignored", width: 12, .count { $0.tally.ignored.values.reduce(0, +) }),
    ReportColumn("first", "First", width: 20, .instant { $0.tally.first }),
    ReportColumn("last", "Last", width: 20, .instant { $0.tally.last }),
    ReportColumn("asset", "Asset", width: 10, .text { $0.asset }),
    ReportColumn("entries", "Entries", width: 10, .someCount { $0.total?.entries }),
    ReportColumn("credits", "Credits", width: 20, .amount { $0.total?.credits }),
    ReportColumn("debits", "Debits", width: 20, .amount { $0.total?.debits }),
  ]
}
