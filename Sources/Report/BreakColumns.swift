import Accounting

/// The columns of a break, in the order of `breaks.csv`: the same cells in CSV, JSON and workbook.
enum BreakColumns {
  static let all: [ReportColumn<Break>] = [
    ReportColumn("break_id", "Break", width: 22, .text { $0.id }),
    ReportColumn("kind", "Kind", width: 22, .text { $0.kind.rawValue }),
    ReportColumn("account", "Account", width: 24, .text { $0.account }),
    ReportColumn("asset", "Asset", width: 10, .text { $0.asset }),
    ReportColumn("side", "Side", width: 11, .text { $0.side?.rawValue }),
    ReportColumn("amount", "Amount", width: 20, .amount { $0.amount }),
    ReportColumn("statement_amount", "Statement amount", width: 20, .amount { $0.statementAmount }),
    ReportColumn("ledger_amount", "Ledger amount", width: 20, .amount { $0.ledgerAmount }),
    ReportColumn("value_usd", "Value USD", width: 16, .amount { $0.valueUSD }),
    ReportColumn("material", "Material", width: 10, .flag { $0.isMaterial }),
    ReportColumn("severity", "Severity", width: 10, .text { $0.severity.rawValue }),
    ReportColumn("age_days", "Age (business days)", width: 10, .someCount { $0.ageDays }),
    ReportColumn("first_seen", "First seen", width: 12, .text { $0.firstSeen }),
    ReportColumn("standing", "Standing", width: 10, .text { $0.standing?.rawValue }),
    ReportColumn("override", "Override", width: 16, .text { $0.override }),
    ReportColumn("instant", "When", width: 20, .instant { $0.instant }),
    ReportColumn("reference", "Reference", width: 28, .text { $0.reference }),
    ReportColumn("rule", "Rule", width: 24, .text { $0.rule }),
    ReportColumn("entries", "Entries", width: 24, .texts { $0.entries.map(\.id) }),
    ReportColumn("competing", "Competing", width: 24, .texts { $0.competing.map(\.id) }),
    ReportColumn("detail", "Detail", width: 60, .text { $0.detail }),
  ]
}
