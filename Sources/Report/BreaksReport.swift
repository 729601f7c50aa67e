import Accounting

/// `breaks.csv` and `breaks.json`: one record a break, the same cells in both.
enum BreaksReport {
  /// RFC 4180 with LF as line end, UTF-8 without byte order mark, header first.
  static func csv(_ reconciliation: Reconciliation) -> [UInt8] {
    var table = CSVText()
    for column in BreakColumns.all { table.append(text: column.name) }
    table.endRecord()
    for item in reconciliation.breaks {
      for column in BreakColumns.all { table.append(column, of: item) }
      table.endRecord()
    }
    return table.bytes
  }

  /// Canonical JSON by `breaks.schema.json`; text stands as it is in the source.
  static func json(_ reconciliation: Reconciliation) -> [UInt8] {
    let breaks = reconciliation.breaks.lazy.map { item in
      JSONValue.object(BreakColumns.all.map { ($0.name, $0.json(item)) })
    }
    return JSONText.document(
      .object([
        ("book", .text(reconciliation.book)),
        ("breaks", .list(breaks)),
        ("business_date", .optional(reconciliation.businessDate)),
        ("cut_off", .optional(reconciliation.cutOff)),
        ("format", .text("tieout-breaks")),
        ("format_version", .count(1)),
        ("status", .text(reconciliation.status.rawValue)),
      ]))
  }
}

extension CSVText {
  /// Appends the row's cell of a column; none is an empty field.
  mutating func append<Row>(_ column: ReportColumn<Row>, of row: Row) {
    switch column.value {
    case .text(let text): append(text: text(row) ?? "")
    case .texts(let texts): append(text: texts(row).joined(separator: " "))
    case .amount(let amount): append(amount: amount(row))
    case .count(let count): append(amount: Amount(units: Int128(count(row)), scale: 0))
    case .flag(let flag): append(text: flag(row) ? "true" : "false")
    case .instant(let instant): append(text: instant(row)?.description ?? "")
    }
  }
}
