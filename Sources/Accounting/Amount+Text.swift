extension Amount: CustomStringConvertible {
  /// Plain decimal text: no exponent, no trailing zero decimals, no negative zero.
  package var description: String {
    withDigits { digits in String(decoding: digits, as: UTF8.self) }
  }

  /// Appends the text of `description`.
  package func append(to output: inout [UInt8]) {
    withDigits { digits in output.append(contentsOf: digits) }
  }

  /// Calls `body` with the bytes of `description`, which are valid only inside the call.
  package func withText(_ body: (Bytes) -> Void) {
    withDigits { digits in body(Bytes(UnsafeMutableBufferPointer(rebasing: digits))) }
  }

  /// Calls `body` with the text, which is valid only inside the call.
  private func withDigits<R>(_ body: (Slice<UnsafeMutableBufferPointer<UInt8>>) -> R) -> R {
    // Sign, 39 digits and the mark are the longest text.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { buffer in
      var end = buffer.count
      var start = end
      var rest = units.magnitude
      while rest >= 1_000_000_000_000_000_000 {
        let (quotient, remainder) = rest.quotientAndRemainder(
          dividingBy: 1_000_000_000_000_000_000)
        Amount.write(UInt64(truncatingIfNeeded: remainder), width: 18, into: buffer, &start)
        rest = quotient
      }
      Amount.write(UInt64(truncatingIfNeeded: rest), width: 1, into: buffer, &start)
      var decimals = units == 0 ? 0 : Int(scale)
      while end &- start <= decimals {
        start &-= 1
        buffer.initializeElement(at: start, to: 0x30)
      }
      while decimals > 0, buffer[end &- 1] == 0x30 {
        end &-= 1
        decimals &-= 1
      }
      if decimals > 0 {
        start &-= 1
        for index in start..<end &- decimals &- 1 { buffer[index] = buffer[index &+ 1] }
        buffer[end &- decimals &- 1] = UInt8(ascii: ".")
      }
      if units < 0 {
        start &-= 1
        buffer.initializeElement(at: start, to: UInt8(ascii: "-"))
      }
      return body(buffer[start..<end])
    }
  }

  /// Writes a number's digits in front of `start`, at least `width` of them.
  private static func write(
    _ number: UInt64, width: Int, into buffer: UnsafeMutableBufferPointer<UInt8>,
    _ start: inout Int
  ) {
    let stop = start &- width
    var rest = number
    while rest > 0 || start > stop {
      start &-= 1
      buffer.initializeElement(at: start, to: 0x30 &+ UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
  }
}
