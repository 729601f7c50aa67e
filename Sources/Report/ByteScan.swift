import Accounting

extension Bytes {
  /// Whether a byte below `limit` or one of three others is among them; eight at a time.
  ///
  /// - Parameter limit: at most 128.
  @inline(__always)
  func holdAny(below limit: UInt8, _ one: UInt8, _ two: UInt8, _ three: UInt8) -> Bool {
    guard count >= 8, let start = UnsafeRawPointer(baseAddress) else {
      return contains { $0 < limit || $0 == one || $0 == two || $0 == three }
    }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let (limits, first) = (ones &* UInt64(limit), ones &* UInt64(one))
    let (second, third) = (ones &* UInt64(two), ones &* UInt64(three))
    var index = 0
    while true {
      let word = start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // A zero byte, and no other, borrows into its own top bit (Sean Anderson, "Bit Twiddling
      // Hacks", 1997); bytes above a found one may be found too, which changes nothing here.
      let (a, b, c) = (word ^ first, word ^ second, word ^ third)
      let found =
        ((word &- limits) & ~word) | ((a &- ones) & ~a) | ((b &- ones) & ~b) | ((c &- ones) & ~c)
      if found & tops != 0 { return true }
      if index == count &- 8 { return false }
      // The last eight bytes may overlap those before.
      index = Swift.min(index &+ 8, count &- 8)
    }
  }
}
