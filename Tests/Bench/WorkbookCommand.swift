import Accounting
import CXLSXWriter
import Ingest

/// `xlsx-rate`: writes a CSV file's cells to a workbook as texts with the library alone, in
/// constant memory: what no report of the same cells can go below.
struct WorkbookCommand {
  private let input: String
  private let output: String

  /// Rows a sheet holds.
  private static let rowLimit = 1_048_576

  init(_ words: [String]) throws {
    guard words.count == 2 else { throw UsageFault(what: "xlsx-rate takes two files") }
    (input, output) = (words[0], words[1])
  }

  func run() throws {
    let bytes = try InputBytes.all(of: input)
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard let book = workbook_new_opt(output, &options) else {
      throw WorkbookFault(path: output, code: 0)
    }
    var cellCount = 0
    try bytes.withUnsafeBufferPointer { bytes in
      var scanner = CSVScanner(
        bytes, from: 0, dialect: CSVDialect(delimiter: UInt8(ascii: ","), escape: .doubledQuote),
        fieldLimit: 1 << 20)
      var (sheet, row) = (workbook_add_worksheet(book, nil), 0)
      while try scanner.next() == .record {
        if row == Self.rowLimit { (sheet, row) = (workbook_add_worksheet(book, nil), 0) }
        for (column, cell) in scanner.cells.enumerated() where cell.end > cell.start {
          let text = String(decoding: bytes[cell.start..<cell.end], as: UTF8.self)
          worksheet_write_string(sheet, UInt32(row), UInt16(column), text, nil)
          cellCount += 1
        }
        row += 1
      }
    }
    let code = workbook_close(book)
    guard code == LXW_NO_ERROR else { throw WorkbookFault(path: output, code: code.rawValue) }
    print("\(output): \(cellCount) cells")
  }
}

/// A workbook that could not be written.
struct WorkbookFault: Error, CustomStringConvertible {
  let path: String
  let code: UInt32

  var description: String { "\(path): libxlsxwriter's error \(code)" }
}
