/// Folds bytes and numbers into a `ReferenceKey`, the same on every machine.
///
/// Two lanes of 64 bits; a round takes in a word for each, multiplies each lane to 128 bits and
/// crosses the halves (after the idea of wyhash, Wang Yi, 2019). The low half of a product by an
/// odd number keeps every bit of its lane and the high half goes to the other lane, so no word,
/// zero included, can blot out what went before. Each item ends in a round that holds its length
/// or the mark of a number, so no two sequences of items make the same rounds.
package struct KeyMixer: Sendable {
  private var first: UInt64 = 0x2d35_8dcc_aa6c_78a5
  private var second: UInt64 = 0x8bb8_4b93_962e_acc9

  package init() {}

  /// Folds in the bytes, then their number, so that "ab","c" differs from "a","bc".
  package mutating func combine(_ bytes: Bytes) {
    var index = 0
    while index &+ 16 <= bytes.count {
      mix(KeyMixer.word(bytes, at: index), KeyMixer.word(bytes, at: index &+ 8))
      index &+= 16
    }
    if index &+ 8 <= bytes.count {
      mix(KeyMixer.word(bytes, at: index), KeyMixer.tail(bytes, from: index &+ 8))
      index = bytes.count
    }
    mix(KeyMixer.tail(bytes, from: index), UInt64(bytes.count))
  }

  /// Folds in a number, which differs from eight bytes.
  package mutating func combine(_ number: UInt64) { mix(number, 0xa076_1d64_78bd_642f) }

  /// Folds in the text's UTF-8 bytes.
  package mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine($0) }
  }

  /// The key so far; never `.none`.
  package var key: ReferenceKey {
    var copy = self
    copy.mix(0x5bf0_3635_dcd0_85c5, 0x1d8e_4e27_c47d_124f)
    copy.mix(0xeb44_acca_b455_d165, 0x589a_3c5b_0a1f_9b3d)
    if copy.first == 0, copy.second == 0 { return ReferenceKey(high: 0, low: 1) }
    return ReferenceKey(high: copy.first, low: copy.second)
  }

  private mutating func mix(_ one: UInt64, _ two: UInt64) {
    let left = (first ^ one).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    let right = (second ^ two).multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db)
    first = left.low ^ right.high
    second = right.low ^ left.high
  }

  /// Eight bytes, the first lowest.
  private static func word(_ bytes: Bytes, at index: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
        .loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// The bytes from `index` to the end, fewer than eight, the first lowest, the rest zero.
  private static func tail(_ bytes: Bytes, from index: Int) -> UInt64 {
    let count = bytes.count &- index
    if count == 0 { return 0 }
    if bytes.count >= 8 {
      // The last eight bytes, less those in front of the tail.
      return word(bytes, at: bytes.count &- 8) &>> UInt64(64 &- 8 &* count)
    }
    var word: UInt64 = 0
    for step in (index..<bytes.count).reversed() { word = word &<< 8 | UInt64(bytes[step]) }
    return word
  }
}
