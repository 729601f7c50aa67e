import Accounting
import CXLSXWriter

/// Writes a sheet by the library, rows one below the other.
struct XLSXReportSheet {
  private let book: XLSXReportBook
  private let width: Int
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private var nextRow = 0
  private var nextColumn = 0
  /// Cells written to the row.
  private var written = 0
  /// What was written so far.
  private(set) var count = XLSXReportCheck.Count()

  /// - Parameter widths: of its columns, in characters.
  init(_ name: String, widths: [Int], in book: XLSXReportBook) throws(XLSXReportError) {
    self.book = book
    width = widths.count
    sheet = try book.sheet(name)
    for (column, width) in widths.enumerated() {
      let column = lxw_col_t(column)
      try book.check(worksheet_set_column(sheet, column, column, Double(width), nil))
    }
    worksheet_freeze_panes(sheet, 1, 0)
    worksheet_set_landscape(sheet)
    worksheet_fit_to_pages(sheet, 1, 0)
  }

  mutating func append(_ cells: [XLSXReportCell]) throws(XLSXReportError) {
    (nextColumn, written) = (0, 0)
    for cell in cells { try write(cell) }
    count.cells += written
    count.rows += written > 0 ? 1 : 0
    nextRow += 1
  }

  /// Makes what was written the header of a table: repeated on every page, with a filter.
  ///
  /// - Parameter rows: how many will stand below it.
  func beTable(rows: Int) throws(XLSXReportError) {
    try book.check(worksheet_repeat_rows(sheet, 0, 0))
    let (last, column) = (lxw_row_t(rows), lxw_col_t(width - 1))
    try book.check(worksheet_autofilter(sheet, 0, 0, last, column))
    sheet.pointee.dim_rowmax = max(sheet.pointee.dim_rowmax, last)
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
