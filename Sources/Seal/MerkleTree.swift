import Crypto

/// The Merkle tree hash of RFC 6962 (section 2.1) over a growing list, in memory that grows with
/// the number's digits only.
package struct MerkleTree: Sendable {
  /// How many entries there are.
  package private(set) var size = 0
  /// The roots of the whole subtrees, largest first.
  private var peaks: [[UInt8]] = []

  package init() {}

  package mutating func append(_ entry: [UInt8]) {
    peaks.append(Self.hash(0, entry, []))
    // Two subtrees of one size become one of twice that size.
    var rest = size
    while rest & 1 == 1 {
      let right = peaks.removeLast()
      peaks.append(Self.hash(1, peaks.removeLast(), right))
      rest >>= 1
    }
    size += 1
  }

  /// 32 bytes; of an empty list the hash of nothing.
  package var root: [UInt8] {
    guard var root = peaks.last else { return Array(SHA256.hash(data: [UInt8]())) }
    for peak in peaks.dropLast().reversed() { root = Self.hash(1, peak, root) }
    return root
  }

  private static func hash(_ mark: UInt8, _ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: [mark] + left + right))
  }
}
