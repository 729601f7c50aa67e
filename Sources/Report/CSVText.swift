import Accounting

/// Writes CSV: RFC 4180, LF as line end.
struct CSVText {
  private(set) var bytes: [UInt8] = []
  private var isRecordStart = true

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Appends a field of a text column: guarded against formulas, then quoted where needed.
  mutating func append(text: String) {
    separate()
    var text = text
    text.withUTF8 { bytes in
      // A guard is one `'` in front, which is no reason for quotes.
      let isGuarded = FormulaGuard.isGuarded(bytes)
      let isQuoted = CSVText.needsQuotes(bytes, isGuarded: isGuarded)
      if isQuoted { self.bytes.append(UInt8(ascii: "\"")) }
      if isGuarded { self.bytes.append(UInt8(ascii: "'")) }
      if isQuoted, bytes.contains(UInt8(ascii: "\"")) {
        for byte in bytes {
          if byte == UInt8(ascii: "\"") { self.bytes.append(byte) }
          self.bytes.append(byte)
        }
      } else {
        self.bytes.append(contentsOf: bytes)
      }
      if isQuoted { self.bytes.append(UInt8(ascii: "\"")) }
    }
  }

  /// Appends an instant in UTC; an empty field if there is none.
  mutating func append(instant: Instant?) {
    separate()
    instant?.append(to: &bytes)
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
  private static func needsQuotes(_ text: Bytes, isGuarded: Bool) -> Bool {
    let blank = UInt8(ascii: " ")
    if text.last == blank || (!isGuarded && text.first == blank) { return true }
    let (comma, semicolon, quote) = (
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\"")
    )
    guard text.holdAny(below: 0x20, comma, semicolon, quote) else { return false }
    return text.contains { byte in
      switch byte {
      case comma, semicolon, quote, 0x09, 0x0A, 0x0D: true
      default: false
      }
    }
  }
}
