import Accounting

/// `breaks.csv` and `breaks.json`: one record a break, the same cells in both.
enum BreaksReport {
  /// RFC 4180 with LF as line end, UTF-8 without byte order mark, header first.
  static func csv(
    _ reconciliation: Reconciliation, threads: Int, _ append: ReportPieces.Append
  ) throws {
    var header = CSVText()
    for column in BreakColumns.all { header.append(text: column.name) }
    header.endRecord()
    try append(header.bytes)
    let breaks = reconciliation.breaks
    try ReportPieces.write(
      rows: breaks.count, threads: threads,
      make: { range in
        var table = CSVText(capacity: range.count * 320)
        for index in range {
          let item = breaks[index]
          for column in BreakColumns.all { table.append(column, of: item) }
          table.endRecord()
        }
        return table.bytes
      }, append: append)
  }

  /// Canonical JSON by `breaks.schema.json`; text stands as it is in the source.
  static func json(
    _ reconciliation: Reconciliation, threads: Int, _ append: ReportPieces.Append
  ) throws {
    let breaks = reconciliation.breaks
    var text = JSONText(isIndented: true)
    text.beginObject()
    text.append("book", .text(reconciliation.book))
    text.beginList("breaks")
    try append(text.bytes)
    let columns = JSONColumns(BreakColumns.all, depth: 2)
    try ReportPieces.write(
      rows: breaks.count, threads: threads,
      make: { range in
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count * 700)
        for index in range { columns.append(breaks[index], isFirst: index == 0, to: &bytes) }
        return bytes
      }, append: append)
    text.removeAll()
    text.endList(isEmpty: breaks.isEmpty)
    text.append("business_date", .optional(reconciliation.businessDate))
    text.append("cut_off", .optional(reconciliation.cutOff))
    text.append("format", .text("tieout-breaks"))
    text.append("format_version", .count(3))
    text.append("status", .text(reconciliation.status.rawValue))
    text.endObject()
    text.endDocument()
    try append(text.bytes)
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
    case .someCount(let count):
      if let count = count(row) {
        append(amount: Amount(units: Int128(count), scale: 0))
      } else {
        append(text: "")
      }
    case .flag(let flag): append(text: flag(row) ? "true" : "false")
    case .instant(let instant): append(instant: instant(row))
    }
  }
}
