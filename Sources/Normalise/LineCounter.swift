import Accounting

/// Counts lines forward, so that many places in file order cost one pass.
struct LineCounter {
  private var offset = 0
  private var line = 1
  private var lineStart = 0

  /// Line and byte in the line, both from 1.
  mutating func place(of target: Int, in content: Bytes) -> (line: Int, column: Int) {
    if target < offset { self = LineCounter() }
    while offset < target {
      if content[offset] == UInt8(ascii: "\n") {
        line += 1
        lineStart = offset + 1
      }
      offset += 1
    }
    return (line, target - lineStart + 1)
  }
}
