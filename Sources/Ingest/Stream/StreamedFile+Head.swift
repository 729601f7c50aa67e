package import Accounting

extension StreamedFile {
  /// The file's start as a source by itself, for recognising the format; nil if the file is one
  /// that must be read whole: compressed, of another encoding, one JSON object.
  ///
  /// - Parameter limit: bytes at the start that are looked at.
  package func head(_ limit: Int = 1 << 20) -> Source? {
    var bytes = bytes(at: 0, count: min(size, limit))
    let isWide = bytes.withUnsafeBufferPointer { EncodingCheck.wideEncoding($0) != nil }
    let isGzip = bytes.withUnsafeBytes { Inflater.isGzip($0) }
    guard !isWide, !isGzip, !bytes.contains(0) else { return nil }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let start = hasMark ? 3 : 0
    let first = bytes[start...].firstIndex { !$0.isJSONBlank }
    if let first, bytes[first] == UInt8(ascii: "[") {
      guard let end = JSONHead.endOfLastElement(bytes[(first + 1)...]) else { return nil }
      bytes = Array(bytes[..<end]) + [UInt8(ascii: "]")]
    } else if bytes.count < size {
      guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
      bytes.removeSubrange((end + 1)...)
    }
    guard let newline = try? EncodingCheck.check(bytes, of: file.name, declared: .utf8).newline
    else { return nil }
    return Source(
      name: file.name, side: file.side, digest: "", size: size, content: bytes, compressed: false,
      encoding: .utf8, hasByteOrderMark: hasMark, newline: newline)
  }
}

/// Where the elements of a JSON array end that is cut off somewhere.
enum JSONHead {
  /// The end of the last whole object of an array, from its inside; nil if none is whole. The text
  /// is read strictly afterwards: here only braces outside strings count.
  ///
  /// - Parameter first: the end of the first instead.
  static func endOfLastElement(
    _ bytes: ArraySlice<UInt8>, first: Bool = false
  ) -> Int? {
    var depth = 0
    var end: Int?
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { end = index + 1 }
        if depth < 0 || (first && depth == 0) { return end }
      case UInt8(ascii: "\""):
        index += 1
        while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      default: break
      }
      index += 1
    }
    return first ? nil : end
  }
}
