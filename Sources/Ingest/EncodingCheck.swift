import Accounting

/// What the bytes are as text.
struct EncodingCheck {
  var encoding: TextEncoding
  var hasByteOrderMark: Bool
  var newline: Source.Newline

  static func check(
    _ content: [UInt8], of name: String, declared: TextEncoding?
  ) throws(InputFault) -> EncodingCheck {
    try content.withUnsafeBufferPointer { bytes throws(InputFault) in
      try check(bytes, of: name, declared: declared)
    }
  }

  private static func check(
    _ bytes: Bytes, of name: String, declared: TextEncoding?
  ) throws(InputFault) -> EncodingCheck {
    func place(_ offset: Int) -> Place {
      var counter = LineCounter()
      return counter.place(of: offset, in: bytes, file: name)
    }
    if let wide = wideEncoding(bytes) {
      throw InputFault(.encodingUTF16(wide, at: Place(file: name)))
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    guard bytes.count > (hasMark ? 3 : 0) else {
      throw InputFault(.fileEmpty(at: Place(file: name)))
    }
    let firstNul = Swar.first(0, in: bytes, from: 0, to: bytes.count)
    guard firstNul == bytes.count else { throw InputFault(.nulByte(at: place(firstNul))) }
    guard !hasMark || declared != .windows1252 else {
      throw InputFault(.encodingContradicted(at: Place(file: name)))
    }
    var encoding = TextEncoding.utf8
    if declared == .windows1252 || UTF8Check.firstFault(bytes) != nil { encoding = .windows1252 }
    if encoding == .windows1252 {
      let undefined = firstUndefined(bytes)
      if declared == .windows1252, let undefined {
        throw InputFault(.invalidWindows1252(bytes[undefined], at: place(undefined)))
      }
      if let fault = UTF8Check.firstFault(bytes),
        declared == .utf8 || hasMark || (declared == nil && undefined != nil)
      {
        throw InputFault(.invalidUTF8(bytes[fault], at: place(fault)))
      }
    }
    return EncodingCheck(
      encoding: encoding, hasByteOrderMark: hasMark, newline: NewlineKinds(bytes).newline)
  }

  /// UTF-16 or UTF-32 by its mark, or by the zero bytes that ASCII text has in it.
  static func wideEncoding(_ bytes: Bytes) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return "UTF-32"
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    guard bytes.count >= 4 else { return nil }
    let zeros = bytes[..<4].map { $0 == 0 }
    switch (zeros[0], zeros[1], zeros[2], zeros[3]) {
    case (true, true, true, false), (false, true, true, true): return "UTF-32"
    case (true, false, true, false), (false, true, false, true): return "UTF-16"
    default: return nil
    }
  }

  /// The first byte that windows-1252 gives no character.
  private static func firstUndefined(_ bytes: Bytes) -> Int? {
    var index = Swar.firstHigh(in: bytes, from: 0)
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0xA0, FieldText.windows1252High[Int(byte - 0x80)] == 0 { return index }
      index = Swar.firstHigh(in: bytes, from: index + 1)
    }
    return nil
  }
}
