/// One XML part of a workbook.
struct XLSXReportPart {
  private var count = XLSXReportCheck.Count()
  /// Elements that are open.
  private var depth = 0
  /// Elements that stood in no other and have ended.
  private var roots = 0
  private var isInTag = false
  /// The tag's first four bytes, packed, until its name ends.
  private var name: UInt32 = 0
  private var nameIsWhole = false
  /// Whether what comes is no part of the name, or the name is longer than four bytes.
  private var isPastName = false
  private var first: UInt8 = 0
  private var lastByte: UInt8 = 0

  /// The part's rows and cells; nil if its XML does not begin, or does not close at its end only.
  static func count(_ content: [UInt8]) -> XLSXReportCheck.Count? {
    guard content.starts(with: "<?xml ".utf8) else { return nil }
    var part = XLSXReportPart()
    for byte in content { part.scan(byte) }
    return part.roots == 1 && part.depth == 0 && !part.isInTag ? part.count : nil
  }

  /// In what libxlsxwriter writes, `<` and `>` stand for tags only: in texts they are escaped.
  private mutating func scan(_ byte: UInt8) {
    defer { lastByte = byte }
    if !isInTag {
      if byte == UInt8(ascii: "<") {
        (isInTag, name, nameIsWhole, isPastName, first) = (true, 0, false, false, 0)
      }
      return
    }
    if first == 0 { first = byte }
    if byte == UInt8(ascii: ">") {
      isInTag = false
      endTag()
    } else if byte == UInt8(ascii: " ") {
      (nameIsWhole, isPastName) = (true, true)
    } else if !nameIsWhole {
      name = name << 8 | UInt32(byte)
      nameIsWhole = name >= 0x0100_0000
    } else if !isPastName {
      // Longer than four bytes: none of those that count.
      (name, isPastName) = (1, true)
    }
  }

  private mutating func endTag() {
    if first == UInt8(ascii: "?") { return }
    if first == UInt8(ascii: "/") {
      depth -= 1
      if depth == 0 { roots += 1 }
      // The ends count: `/row` and `/c`.
      if name == 0x2F72_6F77 { count.rows += 1 }
      if name == 0x2F63 { count.cells += 1 }
    } else if lastByte != UInt8(ascii: "/") {
      depth += 1
    } else if depth == 0 {
      roots += 1
    }
  }
}
