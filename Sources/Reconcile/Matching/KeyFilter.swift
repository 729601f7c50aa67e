import Accounting

/// Tells most of the numbers apart that are not among some, at eight bits a number.
///
/// What it lets through is looked at again: entries that meet nothing on the other side are then
/// never sorted, and unlucky or hostile numbers cost no more than a sort.
struct KeyFilter {
  private var words: [UInt64]
  private let mask: UInt64

  init(count: Int) {
    let bits = max(64, count) * 8
    let size = 1 << (Int.bitWidth - (bits - 1).leadingZeroBitCount)
    words = [UInt64](repeating: 0, count: size / 64)
    mask = UInt64(size - 1)
  }

  mutating func insert(_ number: UInt64) {
    let bit = number & mask
    words[Int(bit >> 6)] |= 1 << (bit & 63)
  }

  /// False only if the number was never inserted.
  func mayHold(_ number: UInt64) -> Bool {
    let bit = number & mask
    return words[Int(bit >> 6)] >> (bit & 63) & 1 == 1
  }

  /// Those of two lists of indices that may have a number in common.
  static func common(
    _ one: [Int], _ oneNumber: (Int) -> UInt64, _ other: [Int], _ otherNumber: (Int) -> UInt64
  ) -> (one: [Int], other: [Int]) {
    var filter = KeyFilter(count: one.count)
    for index in one { filter.insert(oneNumber(index)) }
    let others = other.filter { filter.mayHold(otherNumber($0)) }
    var back = KeyFilter(count: others.count)
    for index in others { back.insert(otherNumber(index)) }
    return (one.filter { back.mayHold(oneNumber($0)) }, others)
  }
}

extension Amount {
  /// A number that equal amounts have in common, with all its bits mixed.
  var mixed: UInt64 {
    let value = reduced
    var mixer = KeyMixer()
    mixer.combine(UInt64(truncatingIfNeeded: value.units))
    mixer.combine(UInt64(truncatingIfNeeded: value.units >> 64) ^ UInt64(value.scale))
    return mixer.key.low
  }
}
