/// Which source of the run; the index into `Sources`.
package struct SourceID: Hashable, Comparable, Sendable {
  package let index: UInt32
  package init(index: Int) { self.index = UInt32(index) }
  package static func < (left: SourceID, right: SourceID) -> Bool { left.index < right.index }
}

/// How bytes of a source become text.
package enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// cp1252; a byte it does not define is refused.
  case windows1252 = "windows-1252"
}

/// How a field's bytes hide characters.
package enum FieldEscape: Hashable, Sendable {
  case none
  /// CSV: `""` stands for `"`.
  case doubledQuote
  /// CSV of ledger-cli: `\"` stands for `"`, `\\` for `\`.
  case backslash
  /// JSON string escapes.
  case json
}

/// One input file as it was read: who said it, the very bytes, and what they are.
package struct Source: Sendable {
  /// As shown in reports: a relative path or a file name, never a path of the machine.
  package var name: String
  package var side: Side
  /// SHA-256 of the file's bytes as received, lower-case hexadecimal.
  package var digest: String
  /// Size in bytes of the file as received.
  package var size: Int
  /// The bytes that were parsed; the file's own, or what its gzip holds. Empty for a source that
  /// is not held in memory: its bytes are read through the window.
  package var content: [UInt8]
  /// Where the bytes of a source that is not held in memory are read.
  package var window: (any SourceWindow)?
  package var compressed: Bool
  /// The file's bytes as received: `content` itself unless compressed.
  package var received: [UInt8]
  package var encoding: TextEncoding
  package var hasByteOrderMark: Bool
  package var newline: Newline
  /// The CSV delimiter; nil for JSON.
  package var delimiter: UInt8?
  package var escape: FieldEscape
  /// The format's name; empty until one is recognised.
  package var format: String

  package enum Newline: String, Hashable, Sendable {
    case lf, crlf, mixed, none
  }

  package init(
    name: String, side: Side, digest: String, size: Int, content: [UInt8], compressed: Bool,
    encoding: TextEncoding, hasByteOrderMark: Bool, newline: Newline
  ) {
    self.name = name
    self.side = side
    self.digest = digest
    self.size = size
    self.content = content
    self.compressed = compressed
    received = content
    self.encoding = encoding
    self.hasByteOrderMark = hasByteOrderMark
    self.newline = newline
    self.delimiter = nil
    self.escape = .none
    self.format = ""
  }

  /// Calls `body` with the bytes of a range of the content; they are valid only inside the call.
  package func withBytes<R>(_ range: TextRange, _ body: (Bytes) -> R) -> R {
    let (start, count) = (Int(range.offset), Int(range.length))
    guard let window else {
      return content.withUnsafeBufferPointer { body(Bytes(rebasing: $0[start..<start + count])) }
    }
    return window.bytes(at: start, count: count).withUnsafeBufferPointer(body)
  }

  /// The text of a range of the content, escapes undone.
  package func text(_ range: TextRange) -> String {
    withBytes(range) { raw in
      let decoded = FieldText.decoded(raw, encoding: encoding, escape: escape)
      return String(decoding: decoded, as: UTF8.self)
    }
  }

  /// Calls `body` with the UTF-8 bytes of `text(range)`; they are valid only inside the call.
  package func withText<R>(_ range: TextRange, _ body: (Bytes) -> R) -> R {
    withBytes(range) { raw in
      if isVerbatim(raw) { return body(raw) }
      let decoded = FieldText.decoded(raw, encoding: encoding, escape: escape)
      return decoded.withUnsafeBufferPointer(body)
    }
  }

  /// Whether a range's bytes are those of `text` as they stand: nothing in it is escaped or of
  /// another encoding.
  package func isVerbatim(_ range: TextRange) -> Bool { withBytes(range, isVerbatim) }

  private func isVerbatim(_ raw: Bytes) -> Bool {
    if encoding == .windows1252, raw.contains(where: { $0 >= 0x80 }) { return false }
    switch escape {
    case .none: return true
    case .doubledQuote: return !raw.contains(UInt8(ascii: "\""))
    case .backslash, .json: return !raw.contains(UInt8(ascii: "\\"))
    }
  }

  /// The bytes of a range as a person reads them, escapes left as they stand.
  package func rawText(offset: UInt64, length: UInt32) -> String {
    withBytes(TextRange(offset: offset, length: length)) { raw in
      String(decoding: FieldText.decoded(raw, encoding: encoding, escape: .none), as: UTF8.self)
    }
  }
}

/// The bytes of a source that is not held in memory.
package protocol SourceWindow: Sendable {
  /// The bytes of a range. The file was checked when it was read: bytes that cannot be had again
  /// are zeros, and `error` says so, for nothing may be built on them.
  func bytes(at offset: Int, count: Int) -> [UInt8]

  /// The system's first error when bytes were asked for; 0 if all that were could be had.
  var error: Int32 { get }

  /// The line an offset is on, from 1.
  func line(of offset: Int) -> Int

  /// Line and byte in the line, both from 1, of an offset.
  func lineAndColumn(of offset: Int) -> (line: Int, column: Int)
}

/// The sources of a run, in canonical order.
package struct Sources: Sendable {
  package var all: [Source]

  package init(_ all: [Source] = []) { self.all = all }

  package subscript(id: SourceID) -> Source {
    get { all[Int(id.index)] }
    set { all[Int(id.index)] = newValue }
  }
}
