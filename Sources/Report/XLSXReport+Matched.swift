import Accounting

/// What was matched, and what tolerances took.
extension XLSXReport {
  /// The matches that the settings have listed; the first row says how many of how many.
  static func writeMatched(
    _ reconciliation: Reconciliation, in book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    let all = reconciliation.matchesByRule.values.reduce(0, +)
    return try XLSXReportTable(
      name: "Matched", columns: matchColumns,
      note: listed(reconciliation.matches.count, of: all, reconciliation.matches.extent)
    ).add(reconciliation.matches, to: book)
  }

  private static func listed(_ count: Int, of all: Int, _ extent: MatchExtent) -> String {
    switch extent {
    case .judged:
      "\(count) of \(all) matches are listed: those whose amounts differ, and those of rules that "
        + "look further than at one reference or one amount. The settings' "
        + "`workbook: { matched: all }` lists the others too."
    case .all where count == all: "All \(all) matches are listed."
    case .all:
      "\(count) of \(all) matches are listed: the other \(all - count) were settled while large "
        + "files were read and are counted only, by rule in sheet Summary."
    }
  }

  private static let matchColumns: [ReportColumn<MatchLine>] = [
    ReportColumn("rule", "Rule", width: 26, .text { $0.rule }),
    ReportColumn("account", "Account", width: 24, .text { $0.account }),
    ReportColumn("asset", "Asset", width: 10, .text { $0.asset }),
    ReportColumn(
      "statement_amount", "Statement amount", width: 20, .amount { $0.statement.amount }),
    ReportColumn("ledger_amount", "Ledger amount", width: 20, .amount { $0.ledger.amount }),
    ReportColumn("residual", "Residual", width: 20, .amount { $0.residual }),
    ReportColumn(
      "statement_instant", "Statement time", width: 20, .instant { $0.statement.instant }),
    ReportColumn("ledger_instant", "Ledger time", width: 20, .instant { $0.ledger.instant }),
    ReportColumn(
      "statement_reference", "Statement reference", width: 28, .text { $0.statement.reference }),
    ReportColumn("ledger_reference", "Ledger reference", width: 28, .text { $0.ledger.reference }),
    ReportColumn(
      "statement_entries", "Statement entries", width: 24, .texts { $0.statement.entries }),
    ReportColumn("ledger_entries", "Ledger entries", width: 24, .texts { $0.ledger.entries }),
  ]

  /// What tolerances took, by account, asset and what for; beside it the whole of the account's
  /// asset and its budget.
  static func writeToleranceUsed(
    _ reconciliation: Reconciliation, in book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    let rows = reconciliation.positions.flatMap { position in
      position.toleranceUses.map { UsedTolerance(position: position, use: $0) }
    }
    let note =
      rows.isEmpty
      ? "No tolerance was used."
      : "Every use is listed by what it was for: a rule's matches, opening, or unexplained. "
        + "Amounts are in units of the asset; no budget: none is set."
    return try XLSXReportTable(
      name: "Tolerance used", columns: UsedTolerance.columns, note: note
    ).add(rows, to: book)
  }
}

/// What a tolerance took of an account's asset for one purpose.
private struct UsedTolerance: Sendable {
  var position: AccountAsset
  var use: ToleranceUse

  static let columns: [ReportColumn<UsedTolerance>] = [
    ReportColumn("account", "Account", width: 24, .text { $0.position.account }),
    ReportColumn("asset", "Asset", width: 10, .text { $0.position.asset }),
    ReportColumn("purpose", "Used for", width: 28, .text { $0.use.purpose.name }),
    ReportColumn("count", "Differences", width: 12, .count { $0.use.count }),
    ReportColumn("amount", "Used", width: 20, .amount { $0.use.amount }),
    ReportColumn(
      "asset_used", "Used of the asset", width: 20, .amount { $0.position.toleranceUsed }),
    ReportColumn(
      "budget", "Budget of the asset", width: 20, .amount { $0.position.toleranceBudget }),
    ReportColumn("status", "Status", width: 20, .text { $0.position.status.rawValue }),
  ]
}
