import Accounting

/// What names something by its content: a prefix and a number as 16 hexadecimal digits.
enum ContentName {
  case breakOf, entry, line

  private var prefix: StaticString {
    switch self {
    case .breakOf: "brk_"
    case .entry: "ent_"
    case .line: "lin_"
    }
  }

  private static let length = 20

  /// `brk_0123456789abcdef`.
  func text(_ number: UInt64) -> String {
    String(unsafeUninitializedCapacity: Self.length) { buffer in
      write(number, into: buffer)
      return Self.length
    }
  }

  /// Calls `body` with the bytes of the text, which are valid only inside the call.
  func withText<R>(_ number: UInt64, _ body: (Bytes) -> R) -> R {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.length) { buffer in
      write(number, into: buffer)
      return body(Bytes(buffer))
    }
  }

  private func write(_ number: UInt64, into buffer: UnsafeMutableBufferPointer<UInt8>) {
    for place in 0..<4 { buffer.initializeElement(at: place, to: prefix.utf8Start[place]) }
    for place in 0..<16 {
      let digit = UInt8(truncatingIfNeeded: number &>> UInt64(60 &- 4 &* place)) & 15
      buffer.initializeElement(at: 4 &+ place, to: digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
    }
  }

  /// The number in a name, whatever it names.
  static func number(in name: String) -> UInt64 { UInt64(name.dropFirst(4), radix: 16) ?? 0 }
}
