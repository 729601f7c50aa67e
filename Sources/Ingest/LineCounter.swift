import Accounting

/// Line numbers of rising offsets, counted once from front to back.
struct LineCounter {
  private var line = 1
  private var lineStart: Int
  private var position: Int

  /// - Parameter start: the offset at which line 1 starts.
  init(start: Int) {
    lineStart = start
    position = start
  }

  /// The place of a byte that is not before the one asked for last.
  mutating func place(of offset: Int, in bytes: Bytes, file: String) -> Place {
    let end = min(offset, bytes.count)
    while position < end {
      if bytes[position] == UInt8(ascii: "\n") {
        line += 1
        lineStart = position + 1
      }
      position += 1
    }
    return Place(file: file, line: line, column: offset - lineStart + 1, offset: offset)
  }
}
