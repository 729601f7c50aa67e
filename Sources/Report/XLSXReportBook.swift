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
  private let workbook: UnsafeMutablePointer<lxw_workbook>

  /// - Parameter created: seconds since 1970, the file's only date: equal input, equal bytes.
  init(path: String, rowLimit: Int, title: String, created: Int) throws(XLSXReportError) {
    precondition(rowLimit >= 2, "a sheet holds a header and a row")
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard let workbook = workbook_new_opt(path, &options) else {
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
    self.workbook = workbook
    self.formats = formats
  }

  func sheet(_ name: String) throws(XLSXReportError) -> UnsafeMutablePointer<lxw_worksheet> {
    guard let sheet = workbook_add_worksheet(workbook, name) else {
      throw XLSXReportError(path: path, message: "sheet '\(name)' could not be added")
    }
    return sheet
  }

  func check(_ outcome: lxw_error) throws(XLSXReportError) {
    guard outcome != LXW_NO_ERROR else { return }
    let message = lxw_strerror(outcome).map { String(cString: $0) } ?? "error \(outcome.rawValue)"
    throw XLSXReportError(path: path, message: message)
  }

  /// Appends whole rows to the sheet, behind those written to it before.
  func append(
    _ rows: [UInt8], to sheet: UnsafeMutablePointer<lxw_worksheet>
  ) throws(XLSXReportError) {
    lxw_worksheet_write_single_row(sheet)
    guard let file = sheet.pointee.optimize_tmpfile,
      fwrite(rows, 1, rows.count, file) == rows.count
    else { throw XLSXReportError(path: path, message: XLSXReportCheck.incomplete) }
  }

  /// Brings the sheet's rows to its temporary file.
  ///
  /// - Returns: the bytes of all its rows.
  func rowBytes(of sheet: UnsafeMutablePointer<lxw_worksheet>) throws(XLSXReportError) -> Int {
    lxw_worksheet_write_single_row(sheet)
    // The library does not look whether its writes succeed.
    guard let file = sheet.pointee.optimize_tmpfile, fflush(file) == 0, ferror(file) == 0 else {
      throw XLSXReportError(path: path, message: XLSXReportCheck.incomplete)
    }
    return Int(ftello(file))
  }

  /// Writes the file.
  func close() throws(XLSXReportError) { try check(workbook_close(workbook)) }

  /// Gives the workbook up without a file.
  func discard() { lxw_workbook_free(workbook) }
}
