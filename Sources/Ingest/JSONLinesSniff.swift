import Accounting

/// Tells JSON lines from a JSON document that is damaged, by the first lines that are not blank.
struct JSONLinesSniff {
  /// Whether the text starts with an object, and one of the first two lines is one from end to
  /// end.
  private(set) var areLikely = false
  /// Whether both the first two lines are objects.
  private(set) var areSure = false
  /// The first object that stands on a line of its own.
  private(set) var object: JSONDocument?

  init(_ bytes: Bytes, from start: Int, limits: InputLimits) {
    var lines = TextLines(bytes, from: start)
    var seen = 0
    var objects = 0
    while seen < limits.preambleRecords, seen < 2 || object == nil, let line = lines.next() {
      guard !line.isEmpty else { continue }
      seen += 1
      let opens = bytes[line.lowerBound] == UInt8(ascii: "{")
      if seen == 1, !opens { return }
      if seen <= 2, opens, bytes[line.upperBound - 1] == UInt8(ascii: "}") { areLikely = true }
      let tape = try? JSONTape(bytes, from: line.lowerBound, to: line.upperBound, limits: limits)
      guard let tape, tape[0].kind == .object else { continue }
      object = object ?? JSONDocument(bytes: bytes, tape: tape)
      if seen <= 2 { objects += 1 }
    }
    areLikely = areLikely && seen >= 2
    areSure = objects == 2
  }
}
