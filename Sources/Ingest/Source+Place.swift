import Accounting

extension Source {
  /// Where the text starts: after the byte order mark.
  var textStart: Int { hasByteOrderMark ? 3 : 0 }

  /// Whether the first byte that is not blank opens a JSON array or object.
  var looksLikeJSON: Bool {
    let first = content[textStart...].first { !$0.isJSONBlank }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// Line and column of a byte; counts lines from the start, so only for single faults.
  func place(at offset: Int) -> Place {
    var counter = LineCounter()
    return content.withUnsafeBufferPointer { counter.place(of: offset, in: $0, file: name) }
  }
}
