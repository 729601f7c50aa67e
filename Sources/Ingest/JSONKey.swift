import Accounting

/// A key that is looked for.
struct JSONKey: Sendable {
  let text: [UInt8]
  let hash: UInt32

  init(_ name: some StringProtocol) {
    text = Array(name.utf8)
    hash = text.withUnsafeBufferPointer { Self.hash($0) }
  }

  func isText(of token: JSONToken, _ bytes: Bytes) -> Bool {
    let start = Int(token.start)
    let length = Int(token.end) - start
    guard !token.isEscaped else {
      return FieldText.decoded(
        bytes[start..<start + length], encoding: .utf8, escape: .json) == text
    }
    guard length == text.count else { return false }
    for index in 0..<length where bytes[start &+ index] != text[index] { return false }
    return true
  }

  /// Eight bytes at a time; only to tell most keys apart, equality is by bytes.
  static func hash(_ bytes: Bytes) -> UInt32 {
    var state = UInt64(bytes.count) &+ 0x9e37_79b9_7f4a_7c15
    var index = 0
    while index &+ 8 <= bytes.count {
      state = (state ^ Swar.load(bytes, index)) &* 0xff51_afd7_ed55_8ccd
      state ^= state &>> 32
      index &+= 8
    }
    while index < bytes.count {
      state = (state ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3
      index &+= 1
    }
    return UInt32(truncatingIfNeeded: state ^ (state &>> 29))
  }
}
