// Columns of `Entries` that are kept in fewer bytes than their values take.

/// Groups of entries; a book of which no entry has one keeps none.
package struct GroupColumn: RandomAccessCollection, Sendable {
  private var keys: [ReferenceKey] = []
  package private(set) var count = 0

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(row: Int) -> ReferenceKey {
    precondition(row < count, "a row is one of the column's")
    return keys.isEmpty ? .none : keys[row]
  }

  mutating func append(_ key: ReferenceKey) {
    if keys.isEmpty, !key.isNone { keys = Array(repeating: .none, count: count) }
    count += 1
    if !keys.isEmpty || !key.isNone { keys.append(key) }
  }
}

/// Ranges of texts.
package struct TextColumn: RandomAccessCollection, Sendable {
  private var offsets: [UInt64] = []
  private var lengths: [UInt32] = []

  package var startIndex: Int { 0 }
  package var endIndex: Int { lengths.count }

  package subscript(row: Int) -> TextRange {
    TextRange(offset: offsets[row], length: lengths[row])
  }

  mutating func reserveCapacity(_ count: Int) {
    offsets.reserveCapacity(count)
    lengths.reserveCapacity(count)
  }

  mutating func append(_ range: TextRange) {
    offsets.append(range.offset)
    lengths.append(range.length)
  }
}

/// Where entries come from.
package struct OriginColumn: RandomAccessCollection, Sendable {
  private struct Packed {
    /// Offset and leg.
    var place: UInt64
    var length: UInt32
    var source: UInt32
  }

  private var all: [Packed] = []
  /// Bits of a leg.
  private static let legBits: UInt64 = 8

  package var startIndex: Int { 0 }
  package var endIndex: Int { all.count }

  package subscript(row: Int) -> Origin {
    let packed = all[row]
    return Origin(
      source: SourceID(index: Int(packed.source)), offset: packed.place >> Self.legBits,
      length: packed.length, leg: UInt8(truncatingIfNeeded: packed.place))
  }

  mutating func reserveCapacity(_ count: Int) { all.reserveCapacity(count) }

  mutating func append(_ origin: Origin) {
    precondition(
      origin.offset >> (64 - Self.legBits) == 0, "a file has less than 2 to the 56 bytes")
    all.append(
      Packed(
        place: origin.offset << Self.legBits | UInt64(origin.leg), length: origin.length,
        source: origin.source.index))
  }
}
