/// A seeded order of the numbers below a count, that needs no memory: a Feistel network over the
/// next power of four, walked until it falls below the count.
package struct Shuffle: Sendable {
  package let count: Int
  private let halfBits: UInt64
  private let mask: UInt64
  private let keys: [UInt64]

  /// - Parameter count: at most 2⁶⁰.
  package init(count: Int, seed: UInt64) {
    precondition(0...(1 << 60) ~= count, "a count that the halves can hold")
    self.count = count
    let bits = UInt64(Int.bitWidth - max(1, count - 1).leadingZeroBitCount)
    halfBits = (bits + 1) / 2
    mask = (1 << halfBits) - 1
    keys = (0..<4).map { mixed(seed, $0) }
  }

  /// The number at a place. One number for each place.
  package subscript(place: Int) -> Int {
    var value = UInt64(place)
    repeat {
      var (left, right) = (value >> halfBits, value & mask)
      for round in 0..<4 {
        (left, right) = (right, left ^ (mixed(right, keys[round]) & mask))
      }
      value = left << halfBits | right
    } while value >= UInt64(count)
    return Int(value)
  }

  /// The place of a number.
  package func index(of number: Int) -> Int {
    var value = UInt64(number)
    repeat {
      var (left, right) = (value >> halfBits, value & mask)
      for round in (0..<4).reversed() {
        (left, right) = (right ^ (mixed(left, keys[round]) & mask), left)
      }
      value = left << halfBits | right
    } while value >= UInt64(count)
    return Int(value)
  }
}

/// Two numbers to one that looks like neither (SplitMix64's last steps).
func mixed(_ number: UInt64, _ salt: UInt64) -> UInt64 {
  var value = number &+ (salt &* 0x9e37_79b9_7f4a_7c15) &+ 0x9e37_79b9_7f4a_7c15
  value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
  value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
  return value ^ (value >> 31)
}
