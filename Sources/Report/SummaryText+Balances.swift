import Accounting

// The table of balances: as many of its columns as the terminal has room for.

extension SummaryText {
  private struct Column {
    let title: String
    let isNumeric: Bool
    let cell: @Sendable (AccountAsset) -> String
  }

  private static let asset = Column(title: "asset", isNumeric: false) {
    TextTable.cut(Diagnostic.inert($0.asset), to: 24)
  }
  private static let statement = amount("statement") { $0.statement.balance }
  private static let ledger = amount("ledger") { $0.ledger.balance }
  private static let difference = amount("difference") { $0.proof.difference }
  private static let unexplained = amount("unexplained") { $0.proof.unexplained }
  private static let open = Column(title: "open", isNumeric: true) {
    String($0.statement.openEntries + $0.ledger.openEntries)
  }
  private static let status = Column(title: "status", isNumeric: false) { $0.status.rawValue }

  private static func amount(
    _ title: String, _ amount: @escaping @Sendable (AccountAsset) -> Amount
  ) -> Column {
    Column(title: title, isNumeric: true) { amount($0).description }
  }

  /// What is shown, the fullest first: the ledger's balance follows from the others, and what is
  /// left out stands in the reports.
  private static let choices: [[Column]] = [
    [asset, statement, ledger, difference, unexplained, open, status],
    [asset, statement, difference, unexplained, open, status],
    [asset, difference, unexplained, open, status],
    [asset, unexplained, open, status],
  ]

  /// Each account's name on a line, its assets below it.
  static func balances(_ positions: [AccountAsset]) -> [String] {
    guard !positions.isEmpty else { return [] }
    var lines: [String] = []
    for columns in choices {
      let rows = positions.map { position in columns.map { $0.cell(position) } }
      let table = TextTable(
        header: columns.map(\.title), isNumeric: columns.map(\.isNumeric), rows: rows)
      lines = table.lines(width: .max, shrinking: 0).map { "  " + $0 }
      if lines.allSatisfy({ TextTable.width(of: $0) <= width }) { break }
    }
    var shown = [lines[0]]
    for (index, position) in positions.enumerated() {
      if index == 0 || positions[index - 1].account != position.account {
        shown.append(TextTable.cut(Diagnostic.inert(position.account), to: width))
      }
      shown.append(lines[index + 1])
    }
    return shown
  }
}
