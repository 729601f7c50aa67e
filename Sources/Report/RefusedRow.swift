import Accounting

/// A refused line as reports show it: what and why, without its place, so that the order of a
/// file's lines does not show. The place stands in `data/work/refused.jsonl`.
struct RefusedRow {
  let source: String
  let account: String?
  let code: String
  let message: String
  let hint: String

  /// The refused lines in the order of their content.
  static func all(_ reconciliation: Reconciliation, sourceNames: [String]) -> [RefusedRow] {
    let rows = reconciliation.refused.map { line in
      RefusedRow(
        source: sourceNames.name(of: line.origin.source), account: line.account,
        code: line.diagnostic.code, message: line.diagnostic.message, hint: line.diagnostic.hint)
    }
    return rows.sortedInBytes { [$0.source, $0.code, $0.message, $0.hint, $0.account ?? ""] }
  }

  static let columns: [ReportColumn<RefusedRow>] = [
    ReportColumn("source", "Source", width: 36, .text { $0.source }),
    ReportColumn("account", "Account", width: 24, .text { $0.account }),
    ReportColumn("code", "Fault", width: 26, .text { $0.code }),
    ReportColumn("message", "What was found", width: 80, .text { $0.message }),
    ReportColumn("hint", "Hint", width: 60, .text { $0.hint }),
  ]
}

extension [String] {
  /// The name of a source among the sources' names.
  ///
  /// - Precondition: the name is there: a report without its source would lead nowhere.
  func name(of source: SourceID) -> String {
    precondition(Int(source.index) < count, "every source of a run has a name")
    return self[Int(source.index)]
  }
}

extension Array {
  /// Sorts by the bytes of some texts, first text first.
  func sortedInBytes(_ texts: (Element) -> [String]) -> [Element] {
    let keyed = map { (key: texts($0), element: $0) }
    return keyed.sorted { left, right in
      for (one, other) in zip(left.key, right.key) {
        if one.precedesInBytes(other) { return true }
        if other.precedesInBytes(one) { return false }
      }
      return false
    }.map(\.element)
  }
}
