package import Accounting

/// The summary of a run for a terminal: plain text, foreign text made inert.
package enum SummaryText {
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

  /// The balances as an aligned table, then the breaks by kind.
  ///
  /// At most 100 columns wide where the amounts allow it: account names give way in their middle,
  /// amounts are never cut.
  package static func lines(_ reconciliation: Reconciliation) -> [String] {
    let figures = RunFigures(reconciliation)
    var lines: [String] = []
    if !reconciliation.positions.isEmpty { lines += balances(reconciliation.positions) }
    for item in reconciliation.breaks.all(of: [.sourceMissing]) {
      lines.append(Diagnostic.inert("\(item.account): \(item.detail)"))
    }
    if !figures.kinds.isEmpty {
      if !lines.isEmpty { lines.append("") }
      lines += kinds(figures.kinds)
    }
    if let from = reconciliation.broughtForwardFrom {
      lines += ["", rollForward(reconciliation.rollForward, from: from)]
    }
    return lines
  }

  private static func balances(_ positions: [AccountAsset]) -> [String] {
    let rows = positions.map { position in
      [
        Diagnostic.inert(position.account), Diagnostic.inert(position.asset),
        position.statement.balance.description, position.ledger.balance.description,
        position.proof.difference.description, position.proof.unexplained.description,
        String(position.statement.openEntries + position.ledger.openEntries),
        position.status.rawValue,
      ]
    }
    let table = TextTable(
      header: [
        "account", "asset", "statement", "ledger", "difference", "unexplained", "open", "status",
      ], isNumeric: [false, false, true, true, true, true, true, false], rows: rows)
    return table.lines(width: 100, shrinking: 0)
  }

  private static func kinds(_ kinds: [RunFigures.KindCount]) -> [String] {
    let rows = kinds.map { count in
      [count.kind.rawValue, String(count.count), String(count.material), count.kind.meaning]
    }
    let table = TextTable(
      header: ["break", "count", "material", "meaning"], isNumeric: [false, true, true, false],
      rows: rows)
    return table.lines(width: 100, shrinking: 3)
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
