import Accounting
import CXLSXWriter

/// Writes rows one below the other; at the row limit it goes on in a further sheet, `Breaks (2)`.
struct XLSXReportSheet {
  /// So many bytes of rows are written at once.
  private static let pieceBytes = 1 << 16

  private let book: XLSXReportBook
  private let name: String
  private let columns: [(title: String, width: Int)]
  /// A table has a header and a filter; a page of blocks has neither.
  private let isTable: Bool
  private var sheet: UnsafeMutablePointer<lxw_worksheet>
  private var nextRow = 0
  private var nextColumn = 0
  /// Cells written to the row.
  private var written = 0
  /// Rows that are not in the library's file yet.
  private var rows: XLSXReportRow
  /// An instant's text while it is written.
  private var exactText: [UInt8] = []
  private var part = 1
  /// What was written, a sheet each; the last is the current one.
  private var counts: [XLSXReportCheck.Count] = []

  init(
    _ name: String, columns: [(title: String, width: Int)], isTable: Bool = true,
    in book: XLSXReportBook
  ) throws(XLSXReportError) {
    self.book = book
    self.name = name
    self.columns = columns
    self.isTable = isTable
    rows = XLSXReportRow(columns: columns.count)
    sheet = try book.sheet(name)
    try begin()
  }

  mutating func append(_ cells: [XLSXReportCell]) throws(XLSXReportError) {
    try beginRow()
    for cell in cells { try write(cell) }
    endRow()
  }

  /// Appends a row's cells of some columns.
  mutating func append<Row>(
    _ row: Row, _ columns: [ReportColumn<Row>]
  ) throws(XLSXReportError) {
    try beginRow()
    let (formats, text) = (book.formats, lxw_format_get_xf_index(book.formats.text))
    rows.begin(row: nextRow)
    for column in columns {
      switch column.value {
      case .text(let value): rows.append(text: value(row) ?? "", style: text)
      case .texts(let values): rows.append(text: values(row).joined(separator: " "), style: text)
      case .amount(let amount):
        guard let amount = amount(row) else {
          rows.skip(2)
          continue
        }
        append(amount)
        amount.withText { rows.append(shown: $0, style: text) }
      case .count(let count): append(Amount(units: Int128(count(row)), scale: 0))
      case .flag(let flag): rows.append(flag: flag(row))
      case .instant(let instant):
        guard let instant = instant(row) else {
          rows.skip(2)
          continue
        }
        append(XLSXReportNumber.serial(instant), formats.time)
        exactText.removeAll(keepingCapacity: true)
        instant.append(to: &exactText)
        exactText.withUnsafeBufferPointer { rows.append(shown: $0, style: text) }
      }
    }
    rows.end()
    written = rows.written
    if written > 0 { sheet.pointee.dim_rowmax = self.row }
    endRow()
    if rows.bytes.count >= XLSXReportSheet.pieceBytes { try flushRows() }
  }

  private mutating func append(_ amount: Amount) {
    let value = amount.reduced
    append(XLSXReportNumber.exact(reduced: value), book.formats.number(reduced: value))
  }

  private mutating func append(_ number: Double?, _ format: XLSXReportFormats.Format) {
    if let number {
      rows.append(number: number, style: lxw_format_get_xf_index(format))
    } else {
      rows.append(
        text: XLSXReport.seeExact, style: lxw_format_get_xf_index(book.formats.text))
    }
  }

  /// Puts the rows so far behind those the library has.
  private mutating func flushRows() throws(XLSXReportError) {
    guard !rows.bytes.isEmpty else { return }
    try book.append(rows.bytes, to: sheet)
    rows.removeAll()
  }

  private mutating func beginRow() throws(XLSXReportError) {
    if nextRow == book.rowLimit {
      try endPart()
      part += 1
      sheet = try book.sheet("\(name) (\(part))")
      nextRow = 0
      try begin()
    }
    (nextColumn, written) = (0, 0)
  }

  private mutating func endRow() {
    counts[counts.count - 1].cells += written
    counts[counts.count - 1].rows += written > 0 ? 1 : 0
    nextRow += 1
  }

  /// Ends the sheet; nothing may be appended after it.
  ///
  /// - Returns: what was written, a sheet each.
  mutating func finish() throws(XLSXReportError) -> [XLSXReportCheck.Count] {
    try endPart()
    return counts
  }

  private mutating func endPart() throws(XLSXReportError) {
    try flushRows()
    counts[counts.count - 1].rowBytes = try book.rowBytes(of: sheet)
    guard isTable else { return }
    let lastRow = lxw_row_t(max(nextRow - 1, 0))
    let lastColumn = lxw_col_t(columns.count - 1)
    try book.check(worksheet_autofilter(sheet, 0, 0, lastRow, lastColumn))
    counts[counts.count - 1].filter = (Int(lastRow), Int(lastColumn))
  }

  private mutating func begin() throws(XLSXReportError) {
    counts.append(XLSXReportCheck.Count())
    for (column, shape) in columns.enumerated() {
      let column = lxw_col_t(column)
      try book.check(worksheet_set_column(sheet, column, column, Double(shape.width), nil))
    }
    worksheet_freeze_panes(sheet, 1, 0)
    worksheet_set_landscape(sheet)
    worksheet_fit_to_pages(sheet, 1, 0)
    guard isTable else { return }
    try book.check(worksheet_repeat_rows(sheet, 0, 0))
    try append(columns.map { .heading($0.title) })
  }
}

// One cell after the other; an empty one is passed over.

extension XLSXReportSheet {
  private mutating func write(_ cell: XLSXReportCell) throws(XLSXReportError) {
    let formats = book.formats
    switch cell {
    case .empty: nextColumn += 1
    case .text(let text): try write(text, formats.text)
    case .heading(let text): try write(text, formats.heading)
    case .title(let text): try write(text, formats.title)
    case .amount(let amount):
      let value = amount.reduced
      try write(XLSXReportNumber.exact(reduced: value), formats.number(reduced: value))
    case .time(let instant): try write(XLSXReportNumber.serial(instant), formats.time)
    case .flag(let flag):
      try take(worksheet_write_boolean(sheet, row, column, flag ? 1 : 0, nil))
    }
  }

  private mutating func write(
    _ text: String, _ format: XLSXReportFormats.Format
  ) throws(XLSXReportError) {
    guard !text.isEmpty else {
      nextColumn += 1
      return
    }
    // Not as an argument: that copies the text.
    let outcome = XLSXReportText.cell(text).withCString { shown in
      worksheet_write_string(sheet, row, column, shown, format)
    }
    try take(outcome)
  }

  private mutating func write(
    _ number: Double?, _ format: XLSXReportFormats.Format
  ) throws(XLSXReportError) {
    guard let number else { return try write(XLSXReport.seeExact, book.formats.text) }
    try take(worksheet_write_number(sheet, row, column, number, format))
  }

  /// Counts a cell that was written and goes on to the next column.
  private mutating func take(_ outcome: lxw_error) throws(XLSXReportError) {
    try book.check(outcome)
    nextColumn += 1
    written += 1
  }

  private var row: lxw_row_t { lxw_row_t(nextRow) }
  private var column: lxw_col_t { lxw_col_t(nextColumn) }
}
