import Accounting

/// Finds the ends of lines that are asked for in file order, reading ahead where they are close to
/// each other.
final class ForwardWindow {
  private let file: StreamedFile
  private let isCSV: Bool
  private let bytesAhead: Int
  private var bytes: [UInt8] = []
  private var start = 0

  /// - Parameters:
  ///   - isCSV: whether a line is a CSV record; else it is a JSON object.
  ///   - bytesAhead: read at once at most, as long as lines are shorter.
  init(file: StreamedFile, isCSV: Bool, bytesAhead: Int) {
    self.file = file
    self.isCSV = isCSV
    self.bytesAhead = max(1, bytesAhead)
  }

  /// The line or object that starts at an offset, without its end.
  func line(at offset: Int) -> Range<Int> {
    var count = min(4096, bytesAhead)
    if offset >= start, offset < start + bytes.count {
      if let length = length(bytes[(offset - start)...]) { return offset..<offset + length }
      // The line goes on behind the window, and so may the next ones.
      count = max(count, min(2 * bytes.count, bytesAhead))
    }
    while true {
      start = offset
      bytes = file.bytes(at: offset, count: max(0, min(count, file.size - offset)))
      if let length = length(bytes[...]) { return offset..<offset + length }
      guard offset + bytes.count < file.size else { return offset..<offset + bytes.count }
      count *= 4
    }
  }

  private func length(_ rest: ArraySlice<UInt8>) -> Int? {
    isCSV
      ? csvLength(rest)
      : JSONHead.endOfLastElement(rest, first: true).map { $0 - rest.startIndex }
  }

  private func csvLength(_ rest: ArraySlice<UInt8>) -> Int? {
    var isInside = false
    for index in rest.indices {
      if rest[index] == UInt8(ascii: "\"") { isInside.toggle() }
      if rest[index] == UInt8(ascii: "\n"), !isInside { return index - rest.startIndex }
    }
    return nil
  }
}
