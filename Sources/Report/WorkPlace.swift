/// Where a line stands: what only `data/work` shows.
package struct WorkPlace: Hashable, Sendable {
  /// The source's name.
  package var source: String
  /// From 1.
  package var line: Int
  /// Byte offset of the line in the source's content.
  package var offset: UInt64
  /// Bytes of the line, without its line end.
  package var length: UInt32

  package init(source: String, line: Int, offset: UInt64, length: UInt32) {
    self.source = source
    self.line = line
    self.offset = offset
    self.length = length
  }

  var members: [(name: String, value: JSONValue)] {
    [
      ("length", .count(Int(length))), ("line", .count(line)), ("offset", .count(Int(offset))),
      ("source", .text(source)),
    ]
  }
}
