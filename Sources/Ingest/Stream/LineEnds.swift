import CScan

/// Finds the end of the last whole line of some bytes.
enum LineEnds {
  static func last(_ bytes: UnsafePointer<UInt8>, to end: Int) -> Int? {
    var index = end - 1
    while index >= 0 {
      if bytes[index] == UInt8(ascii: "\n") { return index + 1 }
      index -= 1
    }
    return nil
  }

  /// The last line feed outside quotes: the number of quotes before it is even.
  static func lastCSV(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
    let quote = UInt8(ascii: "\"")
    var isInside = tieout_count(bytes + start, end - start, quote) % 2 == 1
    var index = end - 1
    while index >= start {
      if bytes[index] == quote {
        isInside.toggle()
      } else if bytes[index] == UInt8(ascii: "\n"), !isInside {
        return index + 1
      }
      index -= 1
    }
    return start == end ? end : nil
  }
}
