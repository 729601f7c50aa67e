/// References that both sides have and that are not settled whole in some pool.
struct TornReferences {
  /// Rows of a crowd that is looked at: a trade has a few legs.
  static let greatestCrowd = 8

  private var keys: Set<UInt64> = []
  /// A bit for each of a key's first twelve: most keys are asked in vain.
  private var bits = [UInt64](repeating: 0, count: 64)

  var isEmpty: Bool { keys.isEmpty }

  mutating func removeAll() {
    guard !keys.isEmpty else { return }
    keys.removeAll(keepingCapacity: true)
    for place in bits.indices { bits[place] = 0 }
  }

  /// - Parameter key: the first half of a reference's key.
  mutating func insert(_ key: UInt64) {
    keys.insert(key)
    bits[TornReferences.place(key)] |= 1 << (key & 63)
  }

  func contains(_ key: UInt64) -> Bool {
    bits[TornReferences.place(key)] & (1 << (key & 63)) != 0 && keys.contains(key)
  }

  private static func place(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 58) }
}
