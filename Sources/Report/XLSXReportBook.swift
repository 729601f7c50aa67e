import Accounting
import CXLSXWriter
import Foundation

/// A workbook while libxlsxwriter writes it: rows go to disk as they come.
///
/// Exactly one of `close` and `discard` ends it.
struct XLSXReportBook {
  let path: String
  /// Rows a sheet holds, the header among them.
  let rowLimit: Int
  let formats: XLSXReportFormats
  let styles: XLSXReportStyles
  /// At the left below every page: book, date, evidence id.
  let footer: String
  private let workbook: UnsafeMutablePointer<lxw_workbook>

  /// - Parameter created: seconds since 1970, the file's only date: equal input, equal bytes.
  init(
    path: String, rowLimit: Int, title: String, evidenceID: String?, created: Int
  ) throws(XLSXReportError) {
    precondition(rowLimit >= 2, "a sheet holds a header and a row")
    var options = lxw_workbook_options()
    options.constant_memory = 1
    // Its own files have a name for an instant: beside the workbook, where what a killed run left
    // is removed with the rest.
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    var place = Array((folder.isEmpty ? "." : folder.joined(separator: "/") + "/").utf8CString)
    let made = place.withUnsafeMutableBufferPointer { buffer in
      options.tmpdir = .init(buffer.baseAddress)
      return workbook_new_opt(path, &options)
    }
    guard let workbook = made else {
      throw XLSXReportError(path: path, message: "no memory for the workbook")
    }
    var properties = lxw_doc_properties()
    properties.created = created
    var shown = Array(XLSXReportText.cell(String(title.prefix(100))).utf8CString)
    let outcome = shown.withUnsafeMutableBufferPointer { buffer in
      properties.title = buffer.baseAddress
      return workbook_set_properties(workbook, &properties)
    }
    guard outcome == LXW_NO_ERROR, let formats = XLSXReportFormats(workbook) else {
      lxw_workbook_free(workbook)
      throw XLSXReportError(path: path, message: "the workbook's formats could not be made")
    }
    self.path = path
    self.rowLimit = rowLimit
    // `&` begins a code of the footer's own.
    footer =
      XLSXReportText.cell(String(title.prefix(80)).replacing("&", with: "&&"))
      + (evidenceID.map { " · evidence \($0)" } ?? "")
    self.workbook = workbook
    self.formats = formats
    styles = XLSXReportStyles(formats)
  }

  func sheet(_ name: String) throws(XLSXReportError) -> UnsafeMutablePointer<lxw_worksheet> {
    guard let sheet = workbook_add_worksheet(workbook, name) else {
      throw XLSXReportError(path: path, message: "sheet '\(name)' could not be added")
    }
    return sheet
  }

  /// A chart of columns; the sheet it stands in is told later.
  func chart() throws(XLSXReportError) -> UnsafeMutablePointer<lxw_chart> {
    guard let chart = workbook_add_chart(workbook, UInt8(LXW_CHART_COLUMN.rawValue)) else {
      throw XLSXReportError(path: path, message: "no memory for a chart")
    }
    return chart
  }

  /// A sheet's name as formulas have it.
  func quoted(_ name: String) -> String { "'\(name)'" }

  func check(_ outcome: lxw_error) throws(XLSXReportError) {
    guard outcome != LXW_NO_ERROR else { return }
    let message = lxw_strerror(outcome).map { String(cString: $0) } ?? "error \(outcome.rawValue)"
    throw XLSXReportError(path: path, message: message)
  }

  /// Writes the file.
  func close() throws(XLSXReportError) { try check(workbook_close(workbook)) }

  /// Gives the workbook up without a file.
  func discard() { lxw_workbook_free(workbook) }
}
