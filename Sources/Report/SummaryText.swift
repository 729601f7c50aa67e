package import Accounting

/// The summary of a run for a terminal: plain text, foreign text made inert.
package enum SummaryText {
  /// The columns of a terminal that everything fits but amounts too long for it.
  package static let width = 80

  /// One line: book, date, status and the counts that matter.
  package static func line(_ reconciliation: Reconciliation) -> String {
    let figures = RunFigures(reconciliation)
    let date = reconciliation.businessDate.map { " " + Diagnostic.inert($0) } ?? ""
    let parts = [
      reconciliation.status.rawValue,
      counted(figures.accounts.count, "account", "accounts"),
      "\(figures.matched) matched",
      counted(reconciliation.breaks.count, "break", "breaks") + " (\(figures.material) material)",
      counted(reconciliation.refused.count, "line", "lines") + " refused",
    ]
    return Diagnostic.inert(reconciliation.book) + date + ": " + parts.joined(separator: " · ")
  }

  /// The balances as an aligned table, then the breaks by kind, then the greatest of them.
  ///
  /// Names give way in their middle, amounts never.
  package static func lines(_ reconciliation: Reconciliation, threads: Int = 1) -> [String] {
    let figures = RunFigures(reconciliation)
    var parts: [[String]] = [balances(reconciliation.positions)]
    parts[0] += reconciliation.breaks.all(of: [.sourceMissing]).flatMap { item in
      TextTable.wrapped(Diagnostic.inert("\(item.account): \(item.detail)"), to: width)
    }
    if !figures.kinds.isEmpty { parts.append(kinds(figures.kinds)) }
    if let from = reconciliation.broughtForwardFrom {
      parts.append(
        TextTable.wrapped(rollForward(reconciliation.rollForward, from: from), to: width))
    }
    parts.append(greatest(reconciliation.breaks, threads: threads))
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  /// The places of the breaks of greatest value, in the order of the list.
  package static func greatest(
    _ limit: Int, of breaks: Breaks, threads: Int
  ) -> [Break] {
    BreakRanking(breaks, limit: limit, threads: threads).largest.map { breaks[$0] }
  }

  /// Breaks that are listed one by one.
  private static let listed = 5

  private static func greatest(_ breaks: Breaks, threads: Int) -> [String] {
    let items = greatest(listed, of: breaks, threads: threads)
    let rest = breaks.count - items.count
    let rows = items.map { item in
      [item.id, item.kind.rawValue, item.severity.rawValue, value(item.valueUSD)]
    }
    let table = TextTable(
      header: [rest > 0 ? "greatest \(listed)" : "greatest", "kind", "severity", "value USD"],
      isNumeric: [false, false, false, true], rows: rows)
    guard !items.isEmpty else { return [] }
    let lines = table.lines(width: width, shrinking: 1)
    var shown = [lines[0]]
    for (line, item) in zip(lines.dropFirst(), items) { shown += [line, place(item)] }
    return shown + (rest > 0 ? ["\(rest) more: see breaks.csv"] : [])
  }

  /// Where a break is and what it explains, indented below its line.
  private static func place(_ item: Break) -> String {
    let amount = value(item.amount, none: "")
    let asset = Diagnostic.inert(item.asset)
    let what = [amount, TextTable.cut(asset, to: 24)].filter { !$0.isEmpty }.joined(separator: " ")
    let room = max(16, width - 4 - TextTable.width(of: what))
    let account = TextTable.cut(Diagnostic.inert(item.account), to: room)
    return "  " + [account, what].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  // Not by `map`: see `JSONValue.optional`.
  private static func value(_ amount: Amount?, none: String = "unpriced") -> String {
    guard let amount else { return none }
    return amount.description
  }

  private static func kinds(_ kinds: [RunFigures.KindCount]) -> [String] {
    let rows = kinds.map { count in
      [count.kind.rawValue, String(count.count), String(count.material), count.kind.meaning]
    }
    let table = TextTable(
      header: ["break", "count", "material", "meaning"], isNumeric: [false, true, true, false],
      rows: rows)
    return table.lines(width: width, wrapping: 3)
  }

  /// The breaks from the last run to this one, in one line.
  private static func rollForward(_ lines: [BreakRollForward], from date: String) -> String {
    let count = { (figures: KeyPath<BreakRollForward, BreakRollForward.Figures>) in
      lines.reduce(0) { $0 + $1[keyPath: figures].count }
    }
    var parts = [
      "breaks: \(count(\.broughtForward)) brought forward from \(Diagnostic.inert(date))",
      "+ \(count(\.new)) new",
    ]
    if count(\.reopened) > 0 { parts.append("+ \(count(\.reopened)) reopened") }
    parts.append("- \(count(\.cleared)) cleared = \(count(\.carriedForward))")
    return parts.joined(separator: " ")
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }
}
