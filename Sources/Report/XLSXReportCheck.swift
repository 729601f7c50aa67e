import Foundation

/// Reads a finished workbook back and sees whether all that was written stands in it.
///
/// libxlsxwriter 1.1.4 does not look at the outcome of writes to its temporary files: a full disk
/// would give a shorter workbook without an error.
enum XLSXReportCheck {
  /// What a sheet holds.
  struct Count: Hashable {
    /// Rows with a cell.
    var rows = 0
    var cells = 0
  }

  /// - Throws: `XLSXReportError` unless every part is well-formed to its end and the sheets hold
  ///   the counts, in order.
  static func check(_ path: String, holds counts: [Count]) throws(XLSXReportError) {
    guard let file = FileHandle(forReadingAtPath: path), let found = try? sheets(of: file),
      found == counts
    else {
      throw XLSXReportError(
        path: path, message: "the workbook came out incomplete: is a disk full, or /tmp?")
    }
  }

  /// The parts of the zip file one after the other; nil if one is broken.
  private static func sheets(of file: FileHandle) throws -> [Count]? {
    defer { try? file.close() }
    let end = try file.seekToEnd()
    guard end >= 22 else { return nil }
    try file.seek(toOffset: end - 22)
    guard try number(file, bytes: 4) == 0x0605_4B50 else { return nil }
    try file.seek(toOffset: 0)
    var sheets: [Count] = []
    while true {
      let signature = try number(file, bytes: 4)
      if signature == 0x0201_4B50 { return sheets }
      // Local file header, APPNOTE.TXT 6.3.10, 4.3.7.
      guard signature == 0x0403_4B50, let header = try file.read(upToCount: 26),
        header.count == 26
      else { return nil }
      let field = { (offset: Int, width: Int) in
        (0..<width).reduce(0) { $0 | Int(header[offset + $1]) << (8 * $1) }
      }
      let name = try file.read(upToCount: field(22, 2)) ?? Data()
      try file.seek(toOffset: file.offset() + UInt64(field(24, 2)))
      guard field(4, 2) == 8,
        let count = try XLSXReportPart.count(file, size: field(14, 4), crc: UInt(field(10, 4)))
      else { return nil }
      if name.starts(with: "xl/worksheets/sheet".utf8) { sheets.append(count) }
    }
  }

  private static func number(_ file: FileHandle, bytes: Int) throws -> UInt32 {
    (try file.read(upToCount: bytes) ?? Data()).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
