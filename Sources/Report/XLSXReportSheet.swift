import Accounting
import CXLSXWriter
import Foundation

/// Writes a sheet by the library, rows one below the other.
struct XLSXReportSheet {
  private let book: XLSXReportBook
  private let name: String
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
    self.name = name
    width = widths.count
    sheet = try book.sheet(name)
    for (column, width) in widths.enumerated() {
      let column = lxw_col_t(column)
      try book.check(worksheet_set_column(sheet, column, column, Double(width), nil))
    }
    worksheet_freeze_panes(sheet, 1, 0)
    worksheet_set_landscape(sheet)
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_set_paper(sheet, 9)
    try book.check(worksheet_set_footer(sheet, "&L\(book.footer)&C&A&RPage &P of &N"))
  }

  mutating func append(_ cells: [XLSXReportCell]) throws(XLSXReportError) {
    (nextColumn, written) = (0, 0)
    for cell in cells { try write(cell) }
    count.cells += written
    count.rows += written > 0 ? 1 : 0
    nextRow += 1
  }

  /// Makes the last row that was written the header of a table: repeated on every page, with a
  /// filter, and it stays in view.
  ///
  /// - Parameter rows: how many will stand below it.
  func beTable(rows: Int) throws(XLSXReportError) {
    let header = row - 1
    if header > 0 { worksheet_freeze_panes(sheet, header + 1, 0) }
    try book.check(worksheet_repeat_rows(sheet, header, header))
    let (last, column) = (header + lxw_row_t(rows), lxw_col_t(width - 1))
    try book.check(worksheet_autofilter(sheet, header, 0, last, column))
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
    case .amount(let amount), .total(let amount):
      let value = amount.reduced
      try write(XLSXReportNumber.exact(reduced: value), formats.number(reduced: value))
    case .formula(let formula, let amount):
      let value = amount.reduced
      guard let number = XLSXReportNumber.exact(reduced: value) else {
        return try write(XLSXReport.seeExact, formats.text)
      }
      let format = formats.total(reduced: value)
      try take(
        formula.withCString {
          worksheet_write_formula_num(sheet, row, column, $0, format, number)
        })
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

  /// The number of the next row, from 1, as formulas name it.
  var nextNumber: Int { nextRow + 1 }

  /// Begins a new page of paper before some rows, from 0.
  func breakPages(before rows: [Int]) throws(XLSXReportError) {
    // Excel holds 1,023 breaks a sheet; the library takes a list that ends with 0.
    var breaks = rows.filter { $0 > 0 }.prefix(1_023).map { lxw_row_t($0) } + [0]
    guard breaks.count > 1 else { return }
    try book.check(worksheet_set_h_pagebreaks(sheet, &breaks))
  }

  /// A list of words to choose from, in a column below the header.
  ///
  /// - Parameter hint: shown beside a cell that is chosen; at most 255 characters.
  func offer(
    _ words: [String], hint: String, column: Int, rows: Int
  ) throws(XLSXReportError) {
    guard rows > 0 else { return }
    var texts = words.map { strdup($0) } + [nil]
    let message = strdup(hint)
    defer { (texts + [message]).forEach { free($0) } }
    try texts.withUnsafeMutableBufferPointer { list throws(XLSXReportError) in
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      validation.input_message = message
      validation.value_list = UnsafeMutablePointer(mutating: list.baseAddress)
      try book.check(
        worksheet_data_validation_range(
          sheet, row, lxw_col_t(column), row + lxw_row_t(rows) - 1, lxw_col_t(column),
          &validation))
    }
  }

  /// Marks the cells of a column that hold a word: in bold and, where there is colour, in colour.
  func mark(_ word: String, column: Int, rows: Int) throws(XLSXReportError) {
    guard rows > 0 else { return }
    var words = Array("\"\(word)\"".utf8CString)
    try words.withUnsafeMutableBufferPointer { text throws(XLSXReportError) in
      var rule = lxw_conditional_format()
      rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
      rule.value_string = text.baseAddress
      rule.format = book.formats.alarm
      try book.check(
        worksheet_conditional_format_range(
          sheet, row, lxw_col_t(column), row + lxw_row_t(rows) - 1, lxw_col_t(column), &rule))
    }
  }

  /// A chart of columns over two columns of a block.
  ///
  /// - Parameters:
  ///   - sheet: whose block it is; nil: this one's.
  ///   - rows: of the block, numbered from 1.
  ///   - values: columns by their letters.
  func chart(
    _ title: String, of sheet: String? = nil, rows: ClosedRange<Int>, labels: String,
    values: String, at place: (Int, Int)
  ) throws(XLSXReportError) {
    let chart = try book.chart()
    let name = book.quoted(sheet ?? self.name)
    let range = { (column: String) in
      "=\(name)!$\(column)$\(rows.lowerBound):$\(column)$\(rows.upperBound)"
    }
    _ = chart_add_series(chart, range(labels), range(values))
    chart_title_set_name(chart, title)
    chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
    try book.check(
      worksheet_insert_chart(self.sheet, lxw_row_t(place.0), lxw_col_t(place.1), chart))
  }

  private var row: lxw_row_t { lxw_row_t(nextRow) }
  private var column: lxw_col_t { lxw_col_t(nextColumn) }
}
