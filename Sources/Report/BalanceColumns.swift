import Accounting

/// The columns of the workbook's sheet Balances: one row an account's asset, the result first.
enum BalanceColumns {
  static let all: [ReportColumn<AccountAsset>] =
    [
      ReportColumn("account", "Account", width: 24, .text { $0.account }),
      ReportColumn("asset", "Asset", width: 10, .text { $0.asset }),
      ReportColumn("status", "Status", width: 20, .text { $0.status.rawValue }),
      amount("statement_balance", "Statement balance") { $0.statement.balance },
      amount("ledger_balance", "Ledger balance") { $0.ledger.balance },
      amount("difference", "Difference") { $0.proof.difference },
      amount("opening_difference", "Opening difference") { $0.proof.openingDifference },
      amount("residuals", "Residuals of matches") { $0.proof.residuals },
      amount("open_statement", "Open on statement") { $0.proof.openStatement },
      amount("open_ledger", "Open in ledger") { $0.proof.openLedger },
      amount("unexplained", "Unexplained") { $0.proof.unexplained },
      ReportColumn("matched", "Matched", width: 10, .count { $0.matched }),
      amount("tolerance", "Tolerance") { $0.tolerance },
      amount("tolerance_used", "Tolerance used") { $0.toleranceUsed },
      amount("tolerance_budget", "Tolerance budget") { $0.toleranceBudget },
    ] + side("statement", "Statement") { $0.statement } + side("ledger", "Ledger") { $0.ledger }
    + [
      amount("adjusted_statement", "Adjusted statement balance") {
        $0.tables.statementOfReconciliation.adjustedStatement
      },
      amount("adjusted_ledger", "Adjusted ledger balance") {
        $0.tables.statementOfReconciliation.adjustedLedger
      },
      ReportColumn(
        "causes", "Why not zero", width: 60,
        .text { $0.causes.map(\.detail).joined(separator: "; ") }),
    ]

  private static func side(
    _ name: String, _ title: String, _ figures: @escaping @Sendable (AccountAsset) -> SideFigures
  ) -> [ReportColumn<AccountAsset>] {
    [
      ReportColumn(
        "\(name)_known", "\(title) known", width: 10, .flag { figures($0).isKnown }),
      amount("\(name)_opening", "\(title) opening") { figures($0).opening },
      ReportColumn(
        "\(name)_entries", "\(title) entries", width: 10, .count { figures($0).entries }),
      amount("\(name)_movement", "\(title) movement") { figures($0).movement },
      amount("\(name)_stated", "\(title) stated") { figures($0).stated },
      ReportColumn(
        "\(name)_open_entries", "\(title) open entries", width: 10,
        .count { figures($0).openEntries }),
      amount("\(name)_open_amount", "\(title) open amount") { figures($0).openAmount },
    ]
  }

  private static func amount(
    _ name: String, _ title: String, _ amount: @escaping @Sendable (AccountAsset) -> Amount?
  ) -> ReportColumn<AccountAsset> {
    ReportColumn(name, title, width: 20, .amount(amount))
  }
}
