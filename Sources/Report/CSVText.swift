import Accounting

/// Writes CSV: RFC 4180, LF as line end.
struct CSVText {
  private(set) var bytes: [UInt8] = []
  private var isRecordStart = true

  /// Appends a field of a text column: guarded against formulas, then quoted where needed.
  mutating func append(text: String) {
    separate()
    let guarded = FormulaGuard.guarded(text)
    guard CSVText.needsQuotes(guarded) else {
      bytes.append(contentsOf: guarded.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in guarded.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends a field of a numeric column: the amount's own text and nothing else.
  mutating func append(amount: Amount?) {
    separate()
    amount?.append(to: &bytes)
  }

  mutating func endRecord() {
    bytes.append(UInt8(ascii: "\n"))
    isRecordStart = true
  }

  private mutating func separate() {
    if !isRecordStart { bytes.append(UInt8(ascii: ",")) }
    isRecordStart = false
  }

  /// Also quoted: what lenient readers trim or take for a delimiter.
  private static func needsQuotes(_ text: String) -> Bool {
    let blank = UInt8(ascii: " ")
    if text.utf8.first == blank || text.utf8.last == blank { return true }
    return text.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x09, 0x0A, 0x0D: true
      default: false
      }
    }
  }
}
