import Accounting

/// A text's physical lines, each without the blanks around it.
struct TextLines {
  private let bytes: Bytes
  private var position: Int

  init(_ bytes: Bytes, from start: Int) {
    self.bytes = bytes
    position = start
  }

  mutating func next() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    var start = position
    var end = Swar.first(UInt8(ascii: "\n"), in: bytes, from: start, to: bytes.count)
    position = end + 1
    while start < end, bytes[start].isJSONBlank { start += 1 }
    while end > start, bytes[end - 1].isJSONBlank { end -= 1 }
    return start..<end
  }
}

extension TextLines {
  /// Whether all text stands on one line.
  static func single(_ bytes: Bytes, from start: Int) -> Bool {
    var lines = TextLines(bytes, from: start)
    var count = 0
    while count < 2, let line = lines.next() {
      if !line.isEmpty { count += 1 }
    }
    return count == 1
  }
}
