import Foundation

/// Reads a finished workbook back and sees whether all that was written stands in it.
///
/// libxlsxwriter 1.1.4 does not look at the outcome of writes to its temporary files: a full disk
/// would give a shorter workbook without an error.
enum XLSXReportCheck {
  /// What a sheet holds.
  struct Count {
    /// Rows with a cell.
    var rows = 0
    var cells = 0
    /// The bytes of the rows as XML; nil if nobody knows.
    var rowBytes: Int?
    /// The last row and column of its filter, from 0; nil if it has none.
    var filter: (row: Int, column: Int)?

    /// The bytes of the sheet's XML from the end of its rows on, as libxlsxwriter 1.1.4 writes it.
    var tailBytes: Int {
      var tail = """
        </sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" \
        footer="0.3"/><pageSetup fitToHeight="0" orientation="landscape"/></worksheet>
        """
      if let filter {
        let letters = XLSXReportRow.letters(filter.column)
        tail += "<autoFilter ref=\"A1:\(letters)\(filter.row + 1)\"/>"
      }
      return tail.utf8.count
    }
  }

  static let incomplete = "the workbook came out incomplete: is a disk full, or /tmp?"

  /// - Throws: `XLSXReportError` unless every part is well-formed to its end and the sheets hold
  ///   the counts, in order.
  static func check(_ path: String, holds counts: [Count]) throws(XLSXReportError) {
    guard let file = FileHandle(forReadingAtPath: path),
      let found = try? sheets(of: file, expected: counts), found == counts.count
    else { throw XLSXReportError(path: path, message: incomplete) }
  }

  /// The number of sheets, if each holds what is expected; nil if one does not or is broken.
  private static func sheets(of file: FileHandle, expected: [Count]) throws -> Int? {
    defer { try? file.close() }
    let end = try file.seekToEnd()
    guard end >= 22 else { return nil }
    try file.seek(toOffset: end - 22)
    guard try number(file, bytes: 4) == 0x0605_4B50 else { return nil }
    try file.seek(toOffset: 0)
    var sheets = 0
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
      guard field(4, 2) == 8 else { return nil }
      let isSheet = name.starts(with: "xl/worksheets/sheet".utf8)
      guard !isSheet || sheets < expected.count else { return nil }
      let wanted = isSheet ? expected[sheets] : nil
      sheets += isSheet ? 1 : 0
      let size = field(14, 4)
      if let wanted, try isWhole(file, size: size, unpacked: field(18, 4), wanted) { continue }
      guard let count = try XLSXReportPart.count(file, size: size, crc: UInt(field(10, 4))) else {
        return nil
      }
      if let wanted, count.rows != wanted.rows || count.cells != wanted.cells { return nil }
    }
  }

  /// Whether a sheet has as many bytes as it must have, so that none was lost: the library reads
  /// them from a temporary file, to which writes may fail unseen, and what it packs it checks.
  ///
  /// Goes to the part's end if so and stays at its start if not.
  private static func isWhole(
    _ file: FileHandle, size: Int, unpacked: Int, _ wanted: Count
  ) throws -> Bool {
    guard let rowBytes = wanted.rowBytes else { return false }
    let start = try file.offset()
    let head = try XLSXReportPart.bytesBeforeRows(file, size: size)
    let isWhole = head.map { $0 + rowBytes + wanted.tailBytes == unpacked } ?? false
    try file.seek(toOffset: isWhole ? start + UInt64(size) : start)
    return isWhole
  }

  private static func number(_ file: FileHandle, bytes: Int) throws -> UInt32 {
    (try file.read(upToCount: bytes) ?? Data()).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
