/// Counts lines forward, so that many places in file order cost one pass.
package struct LineCounter: Sendable {
  private var offset = 0
  private var line = 1
  private var lineStart = 0

  package init() {}

  /// Line and byte in the line, both from 1. A place before the last one starts over.
  package mutating func place(of target: Int, in content: Bytes) -> (line: Int, column: Int) {
    if target < offset { self = LineCounter() }
    let end = min(target, content.count)
    while offset < end {
      if content[offset] == UInt8(ascii: "\n") {
        line += 1
        lineStart = offset + 1
      }
      offset += 1
    }
    return (line, target - lineStart + 1)
  }

  /// The same as a place in a file.
  package mutating func place(of target: Int, in content: Bytes, file: String) -> Place {
    let (line, column) = place(of: target, in: content)
    return Place(file: file, line: line, column: column, offset: target)
  }
}
