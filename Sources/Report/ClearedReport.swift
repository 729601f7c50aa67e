import Accounting

/// `cleared.csv`: one record a break of the last run that this one no longer has.
enum ClearedReport {
  /// In the order of the file.
  static let columns: [ReportColumn<ClearedBreak>] = [
    ReportColumn("break_id", "Break", width: 22, .text { $0.standing.id }),
    ReportColumn("kind", "Kind", width: 22, .text { $0.standing.kind.rawValue }),
    ReportColumn("account", "Account", width: 24, .text { $0.standing.account }),
    ReportColumn("asset", "Asset", width: 10, .text { $0.standing.asset }),
    ReportColumn("amount", "Amount", width: 20, .amount { $0.standing.amount }),
    ReportColumn("first_seen", "First seen", width: 12, .text { $0.standing.firstSeen }),
    ReportColumn("entries", "Entries", width: 24, .texts { $0.standing.entries }),
    ReportColumn("how", "How", width: 60, .text { $0.how }),
    ReportColumn("detail", "Detail", width: 60, .text { $0.standing.detail }),
  ]

  /// As `breaks.csv` is written.
  static func csv(
    _ reconciliation: Reconciliation, threads: Int, _ append: ReportPieces.Append
  ) throws {
    var header = CSVText()
    for column in columns { header.append(text: column.name) }
    header.endRecord()
    try append(header.bytes)
    let cleared = reconciliation.cleared
    try ReportPieces.write(
      rows: cleared.count, threads: threads,
      make: { range in
        var table = CSVText(capacity: range.count * 240)
        for item in cleared[range] {
          for column in columns { table.append(column, of: item) }
          table.endRecord()
        }
        return table.bytes
      }, append: append)
  }
}
