import Accounting
import Reconcile

extension Outcome {
  /// Everything an outcome says, without rows and places: what must not change when lines move.
  var picture: String {
    var lines: [String] = ["status \(reconciliation.status) set aside \(reconciliation.setAside)"]
    for position in reconciliation.positions { lines.append("\(position)") }
    for found in reconciliation.breaks {
      var found = found
      let entries = found.entries.map(\.id)
      let competing = found.competing.map(\.id)
      (found.entries, found.competing) = ([], [])
      lines.append("\(found) entries \(entries) competing \(competing)")
    }
    for match in matches {
      let statement = match.statement.map { identity(.statement, $0).id }
      let ledger = match.ledger.map { identity(.ledger, $0).id }
      lines.append("\(match.rule) \(statement) \(ledger) \(match.residual)")
    }
    for (rule, count) in reconciliation.matchesByRule.sorted(by: { $0.key < $1.key }) {
      lines.append("\(rule) \(count)")
    }
    lines.append("open \(openStatement.map { identity(.statement, Int($0)).id })")
    lines.append("open \(openLedger.map { identity(.ledger, Int($0)).id })")
    lines.append("late \(setAsideStatement.map { identity(.statement, $0).id })")
    lines.append("late \(setAsideLedger.map { identity(.ledger, $0).id })")
    lines.append("\(reconciliation.diagnostics.map(\.message))")
    lines.append("\(RunGrade(of: reconciliation))")
    return lines.joined(separator: "\n")
  }

  var kinds: [BreakKind] { reconciliation.breaks.map(\.kind) }

  /// The one account's asset of a small book.
  var only: AccountAsset { reconciliation.positions[0] }
}
