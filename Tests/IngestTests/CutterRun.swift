import Accounting
import Ingest

/// What a text's lines are: by the cutter, or by the reader that takes the whole text.
struct CutterRun: Equatable {
  struct Line: Equatable {
    var start: Int
    var end: Int
    /// Nil where the line has no such cell.
    var cells: [String?]
  }

  /// A range of the text.
  struct Odd: Equatable {
    var start: Int
    var end: Int
  }

  var lines: [Line] = []
  var odd: [Odd] = []
  /// Lines that the reader of whole texts refuses.
  var refused: [Odd] = []
  var blanks = 0
  var hasHigh = false

  /// The starts of all lines, in order.
  var starts: [Int] { (lines.map(\.start) + odd.map(\.start)).sorted() }

  /// Cuts a text given `size` bytes at a time, or more where a line is longer; nil if the cutter
  /// says that it is no plain list.
  init?(_ text: [UInt8], keys: [String], isLines: Bool, size: Int = .max) {
    var cutter = JSONCutter(keys: keys, isLines: isLines)
    var start = 0
    var count = min(size, text.count)
    var isFirst = true
    while true {
      let isLast = start + count == text.count
      let bytes = Array(text[start..<start + count]) + [UInt8](repeating: 0, count: 64)
      var cut = PlainLines(width: keys.count)
      let consumed = bytes.withUnsafeBufferPointer {
        cutter.cut(
          UnsafeBufferPointer(rebasing: $0[..<count]), isFirst: isFirst, isLast: isLast,
          into: &cut)
      }
      guard let consumed else { return nil }
      add(cut, text, start)
      hasHigh = hasHigh || cutter.hasHigh
      isFirst = false
      precondition(consumed <= count && (consumed == count || !isLast), "all of it at the end")
      start += consumed
      if isLast { break }
      count = min(consumed == 0 ? 2 * count : size, text.count - start)
    }
    blanks = cutter.blankLines
  }

  private mutating func add(_ cut: PlainLines, _ text: [UInt8], _ start: Int) {
    let width = cut.width
    precondition(cut.cells.count == cut.bounds.count * width, "each line has its cells")
    for line in 0..<cut.bounds.count / 2 {
      let cells = (0..<width).map { index -> String? in
        let place = 2 * (line * width + index)
        guard cut.cells[place] != .max else { return nil }
        let range = start + Int(cut.cells[place])..<start + Int(cut.cells[place + 1])
        return String(decoding: text[range], as: UTF8.self)
      }
      lines.append(
        Line(
          start: start + Int(cut.bounds[2 * line]), end: start + Int(cut.bounds[2 * line + 1]),
          cells: cells))
    }
    for line in 0..<cut.odd.count / 2 {
      odd.append(
        Odd(start: start + Int(cut.odd[2 * line]), end: start + Int(cut.odd[2 * line + 1])))
    }
  }

  /// The same by the reader of whole texts; nil if it refuses the text. A line with a wanted
  /// cell that the cutter may not give as plain is in `odd` too.
  init?(whole text: [UInt8], keys: [String], isLines: Bool) {
    let format = Format.json("cutter", keys, [JSONList(path: "[]", keys: [])], jsonLines: isLines)
    let source = Source(
      name: "cutter", side: .ledger, digest: "", size: text.count, content: text,
      compressed: false, encoding: .utf8, hasByteOrderMark: false, newline: .lf)
    guard let recognition = try? Ingest.recognise(source, among: [format], forced: format) else {
      return nil
    }
    var found: (lines: [Line], odd: [Odd]) = ([], [])
    let outcome = try? Ingest.scan(source, id: SourceID(index: 0), as: recognition) {
      batch throws(InputFault) in
      text.withUnsafeBufferPointer { bytes in
        batch.forEach(in: bytes) { line in
          let start = Int(line.offset)
          let end = start + Int(line.length)
          let cells = (0..<keys.count).map { line.isAbsent($0) ? nil : line.text($0) }
          found.lines.append(Line(start: start, end: end, cells: cells))
          let forms = line.fields.map(\.form)
          if forms.contains(.decoded) || forms.contains(.nested) || forms.contains(.boolean) {
            found.odd.append(Odd(start: start, end: end))
          }
        }
      }
    }
    guard let outcome else { return nil }
    (lines, odd) = found
    refused = outcome.refused.map {
      Odd(start: Int($0.origin.offset), end: Int($0.origin.offset) + Int($0.origin.length))
    }
    blanks = outcome.blank
  }
}
