/// 128 bits that stand for a reference's bytes; all zero means: no reference.
///
/// Equal bytes give equal keys on every machine. Different bytes give different keys but for odds
/// of about 10⁻²⁴ at 20 million references; a report that shows a reference reads its bytes.
package struct ReferenceKey: Hashable, Comparable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package static let none = ReferenceKey(high: 0, low: 0)

  @inlinable
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Whether it stands for no reference.
  package var isNone: Bool { high == 0 && low == 0 }

  /// The key of some bytes; empty bytes give `.none`.
  package init(of bytes: Bytes) {
    guard !bytes.isEmpty else {
      self = .none
      return
    }
    var mixer = KeyMixer()
    mixer.combine(bytes)
    self = mixer.key
  }

  package static func < (left: ReferenceKey, right: ReferenceKey) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }
}
