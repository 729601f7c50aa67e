import Accounting
import CXLSXWriter

/// Writes rows one below the other; at the row limit it goes on in a further sheet, `Breaks (2)`.
struct XLSXReportSheet {
  private let book: XLSXReportBook
  private let name: String
  private let columns: [(title: String, width: Int)]
  /// A table has a header and a filter; a page of blocks has neither.
  private let isTable: Bool
  private var sheet: UnsafeMutablePointer<lxw_worksheet>
  private var nextRow = 0
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
    sheet = try book.sheet(name)
    try begin()
  }

  mutating func append(_ cells: [XLSXReportCell]) throws(XLSXReportError) {
    if nextRow == book.rowLimit {
      try endPart()
      part += 1
      sheet = try book.sheet("\(name) (\(part))")
      nextRow = 0
      try begin()
    }
    var written = 0
    for (column, cell) in cells.enumerated() {
      written += try write(cell, column: column) ? 1 : 0
    }
    counts[counts.count - 1].cells += written
    counts[counts.count - 1].rows += written > 0 ? 1 : 0
    nextRow += 1
  }

  /// Ends the sheet; nothing may be appended after it.
  ///
  /// - Returns: what was written, a sheet each.
  func finish() throws(XLSXReportError) -> [XLSXReportCheck.Count] {
    try endPart()
    return counts
  }

  private func endPart() throws(XLSXReportError) {
    guard isTable else { return }
    let lastRow = lxw_row_t(max(nextRow - 1, 0))
    let lastColumn = lxw_col_t(columns.count - 1)
    try book.check(worksheet_autofilter(sheet, 0, 0, lastRow, lastColumn))
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

  /// Writes a cell; false if there is nothing to write.
  private func write(_ cell: XLSXReportCell, column: Int) throws(XLSXReportError) -> Bool {
    let formats = book.formats
    switch cell {
    case .empty: return false
    case .text(let text): return try write(text, formats.text, column)
    case .heading(let text): return try write(text, formats.heading, column)
    case .title(let text): return try write(text, formats.title, column)
    case .amount(let amount):
      return try write(XLSXReportNumber.exact(amount), formats.number(amount), column)
    case .time(let instant):
      return try write(XLSXReportNumber.serial(instant), formats.time, column)
    case .flag(let flag):
      let (row, column) = (lxw_row_t(nextRow), lxw_col_t(column))
      try book.check(worksheet_write_boolean(sheet, row, column, flag ? 1 : 0, nil))
      return true
    }
  }

  private func write(
    _ text: String, _ format: XLSXReportFormats.Format, _ column: Int
  ) throws(XLSXReportError) -> Bool {
    guard !text.isEmpty else { return false }
    let (row, column) = (lxw_row_t(nextRow), lxw_col_t(column))
    let shown = XLSXReportText.cell(text)
    try book.check(worksheet_write_string(sheet, row, column, shown, format))
    return true
  }

  private func write(
    _ number: Double?, _ format: XLSXReportFormats.Format, _ column: Int
  ) throws(XLSXReportError) -> Bool {
    guard let number else { return try write(XLSXReport.seeExact, book.formats.text, column) }
    let (row, column) = (lxw_row_t(nextRow), lxw_col_t(column))
    try book.check(worksheet_write_number(sheet, row, column, number, format))
    return true
  }
}
