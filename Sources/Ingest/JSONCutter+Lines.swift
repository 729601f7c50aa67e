import Accounting

extension JSONCutter {
  /// Cuts JSON lines. A line ends at every line feed, inside a string too, so where a string has
  /// one, or another control character, the marks behind it say nothing: all lines are odd then.
  ///
  /// - Returns: the bytes consumed; never nil, as any text is lines.
  mutating func cutLines(
    _ text: JSONMarkedText, isLast: Bool, areStringsWhole: Bool, into lines: inout PlainLines
  ) -> Int? {
    var lineStart = 0
    while lineStart < text.count {
      let start = text.afterBlanksOfLine(lineStart)
      if start < text.count, text.bytes[start] == UInt8(ascii: "{"), areStringsWhole,
        let end = patterns.end(of: start, in: text)
      {
        let after = text.afterBlanksOfLine(end)
        if after == text.count, !isLast { return lineStart }
        if after == text.count || text.bytes[after] == UInt8(ascii: "\n") {
          lines.append(start..<end, patterns.row)
          lineStart = min(after &+ 1, text.count)
          continue
        }
      }
      let all = Bytes(start: text.bytes, count: text.count)
      let feed = Swar.first(UInt8(ascii: "\n"), in: all, from: start, to: text.count)
      if feed == text.count, !isLast { return lineStart }
      let end = text.beforeBlanks(start..<feed)
      if end == start {
        blankLines += 1
      } else {
        lines.appendOdd(start..<end)
      }
      lineStart = min(feed + 1, text.count)
    }
    return lineStart
  }
}
