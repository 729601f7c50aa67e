import Accounting
import CXLSXWriter

/// A table that goes on in further sheets, `Open items (2)`, where it has more rows than one holds.
///
/// The library writes each sheet with its header row, widths and filter; the rows below are made
/// when the file is packed.
struct XLSXReportTable<Row> {
  let name: String
  let columns: [ReportColumn<Row>]
  /// Stands in a row above the header; nil: there is none.
  var note: String?
  /// Words to choose from and what is said of them, by the name of the column.
  var choices: [String: (words: [String], hint: String)] = [:]
  /// Words that are marked, by the name of the column.
  var alarms: [String: String] = [:]

  /// Adds the table's sheets to the workbook.
  ///
  /// - Returns: the sheets, in order.
  func add<Rows: RandomAccessCollection & Sendable>(
    _ rows: Rows, to book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportPlan] where Rows.Element == Row, Rows.Index == Int {
    var plans: [XLSXReportPlan] = []
    var start = 0
    repeat {
      let end = min(rows.count, start + book.rowLimit - top)
      let part = plans.isEmpty ? name : "\(name) (\(plans.count + 1))"
      let head = try addSheet(part, rows: end - start, to: book)
      plans.append(
        XLSXReportPlan(
          head: head, rows: end - start, make: maker(of: rows, from: start, book.styles)))
      start = end
    } while start < rows.count
    return plans
  }

  /// Rows above the first of the table's own.
  private var top: Int { note == nil ? 1 : 2 }

  /// Makes the XML of some of a sheet's rows, counted from 0 below the header.
  private func maker<Rows: RandomAccessCollection & Sendable>(
    of rows: Rows, from start: Int, _ styles: XLSXReportStyles
  ) -> @Sendable (Range<Int>) -> [UInt8] where Rows.Element == Row, Rows.Index == Int {
    let columns = columns
    let width = columns.reduce(0) { $0 + $1.sheetColumns.count }
    let top = top
    return { range in
      var text = XLSXReportRow(columns: width, capacity: range.count * 1536)
      for index in range {
        text.append(
          rows[rows.startIndex + start + index], columns, row: index + top, styles: styles)
      }
      return text.bytes
    }
  }

  private func addSheet(
    _ name: String, rows: Int, to book: XLSXReportBook
  ) throws(XLSXReportError) -> XLSXReportCheck.Count {
    let shapes = columns.flatMap(\.sheetColumns)
    var sheet = try XLSXReportSheet(name, widths: shapes.map(\.width), in: book)
    if let note { try sheet.append([.text(note)]) }
    try sheet.append(shapes.map { .heading($0.title) })
    try sheet.beTable(rows: rows)
    var place = 0
    for column in columns {
      if let choice = choices[column.name] {
        try sheet.offer(choice.words, hint: choice.hint, column: place, rows: rows)
      }
      if let word = alarms[column.name] { try sheet.mark(word, column: place, rows: rows) }
      place += column.sheetColumns.count
    }
    return sheet.count
  }
}

/// A sheet as the library leaves it, and what is to be put below its rows.
struct XLSXReportPlan: Sendable {
  /// What the library wrote to it.
  let head: XLSXReportCheck.Count
  /// Rows to be put below.
  let rows: Int
  /// Makes the XML of some of these, counted from 0.
  let make: @Sendable (Range<Int>) -> [UInt8]

  init(
    head: XLSXReportCheck.Count, rows: Int = 0,
    make: @escaping @Sendable (Range<Int>) -> [UInt8] = { _ in [] }
  ) {
    self.head = head
    self.rows = rows
    self.make = make
  }
}
