import Accounting

/// Text for a workbook's cell: what XML or a cell cannot hold is shown, never dropped.
///
/// - A character that XML 1.0 does not allow, and U+000D, which XML readers change, is shown as
///   `\u{1}`.
/// - `_x0041_` would be read as `A` (ECMA-376 part 1, 22.9.2.19): its first `_` is written
///   `_x005F_`, so that readers show the text.
/// - A text of more than 32,767 UTF-16 units is cut and says so at its end; CSV and JSON have all.
enum XLSXReportText {
  /// Excel's limit, in UTF-16 units.
  static let lengthLimit = 32_767

  static func cell(_ text: String) -> String {
    if isPlain(text) { return text }
    let scalars = Array(text.unicodeScalars)
    let marker = "… [cut: \(scalars.count) characters, all of them in the CSV and JSON reports]"
    let room = lengthLimit - marker.utf16.count
    var shown = ""
    var length = 0
    /// The bytes that are kept if the text has to be cut.
    var kept = 0
    for index in scalars.indices {
      let piece = shownPiece(scalars, at: index)
      length += piece.utf16.count
      if length > lengthLimit {
        return String(decoding: shown.utf8.prefix(kept), as: UTF8.self) + marker
      }
      shown += piece
      if length <= room { kept = shown.utf8.count }
    }
    return shown
  }

  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count <= lengthLimit else { return false }
      let (mark, bom) = (UInt8(ascii: "_"), UInt8(0xEF))
      guard bytes.holdAny(below: 0x20, mark, bom, bom) else { return true }
      for (place, byte) in bytes.enumerated() {
        if byte < 0x20 || byte == 0xEF { return false }
        // Only `_x` can begin a look-alike of an escape.
        guard byte == UInt8(ascii: "_"), place + 1 < bytes.count else { continue }
        if bytes[place + 1] | 0x20 == UInt8(ascii: "x") { return false }
      }
      return true
    }
  }

  private static func shownPiece(_ scalars: [Unicode.Scalar], at index: Int) -> String {
    let scalar = scalars[index]
    switch scalar.value {
    case 0x09, 0x0A: return String(scalar)
    case 0x00..<0x20, 0xFFFE, 0xFFFF: return "\\u{\(String(scalar.value, radix: 16))}"
    case 0x5F where isEscapeLookAlike(scalars[index...]): return "_x005F_"
    default: return String(scalar)
    }
  }

  /// Whether `_xHHHH_` stands here.
  private static func isEscapeLookAlike(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let start = Array(scalars.prefix(7))
    return start.count == 7 && (start[1] == "x" || start[1] == "X") && start[6] == "_"
      && start[2..<6].allSatisfy { $0.isASCII && $0.properties.isHexDigit }
  }
}
