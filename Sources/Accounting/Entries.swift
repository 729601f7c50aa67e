/// Where an entry comes from: the line's bytes in its source, and which of the line's legs.
package struct Origin: Hashable, Sendable {
  package let source: SourceID
  /// Byte offset of the line in the source's content.
  package let offset: UInt64
  /// Bytes of the line, without its line end.
  package let length: UInt32
  /// Which entry of the line, from 0.
  package let leg: UInt8

  package init(source: SourceID, offset: UInt64, length: UInt32, leg: UInt8) {
    self.source = source
    self.offset = offset
    self.length = length
    self.leg = leg
  }
}

extension Origin: Comparable {
  /// The order of sources, lines and entries of a line.
  package static func < (left: Origin, right: Origin) -> Bool {
    (left.source, left.offset, left.leg) < (right.source, right.offset, right.leg)
  }
}

/// A text that still stands in its source: a range of the content's bytes.
package struct TextRange: Hashable, Sendable {
  package let offset: UInt64
  package let length: UInt32

  package static let empty = TextRange(offset: 0, length: 0)

  package init(offset: UInt64, length: UInt32) {
    self.offset = offset
    self.length = length
  }
}

/// One balance change of one asset in one account, as understood.
package struct Entry: Hashable, Sendable {
  package var account: NameID
  package var asset: NameID
  /// Positive: the account holds more. Never zero.
  package var amount: Amount
  package var instant: Instant
  package var kind: EntryKind
  /// The venue's or our own id of the event; `.none` if it has none.
  package var reference: ReferenceKey
  /// The order, trade or transfer the entry belongs to beside its reference; `.none` if none.
  package var group: ReferenceKey
  /// Where the reference's bytes stand.
  package var referenceText: TextRange
  package var origin: Origin

  package init(
    account: NameID, asset: NameID, amount: Amount, instant: Instant, kind: EntryKind,
    reference: ReferenceKey, group: ReferenceKey, referenceText: TextRange, origin: Origin
  ) {
    self.account = account
    self.asset = asset
    self.amount = amount
    self.instant = instant
    self.kind = kind
    self.reference = reference
    self.group = group
    self.referenceText = referenceText
    self.origin = origin
  }
}

/// A table of entries, one column a property; row order has no meaning.
///
/// No object and no text an entry: a million entries are a dozen arrays, of 78 bytes an entry.
package struct Entries: Sendable {
  package private(set) var account: [NameID] = []
  package private(set) var asset: [NameID] = []
  package private(set) var units: [Int128] = []
  package private(set) var scale: [UInt8] = []
  package private(set) var nanoseconds: [Int64] = []
  package private(set) var kind: [EntryKind] = []
  package private(set) var reference: [ReferenceKey] = []
  package private(set) var group = GroupColumn()
  package private(set) var referenceText = TextColumn()
  package private(set) var origin = OriginColumn()

  package init() {}

  package var count: Int { units.count }
  package var isEmpty: Bool { units.isEmpty }

  /// Makes room for so many rows in all.
  package mutating func reserveCapacity(_ count: Int) {
    account.reserveCapacity(count)
    asset.reserveCapacity(count)
    units.reserveCapacity(count)
    scale.reserveCapacity(count)
    nanoseconds.reserveCapacity(count)
    kind.reserveCapacity(count)
    reference.reserveCapacity(count)
    referenceText.reserveCapacity(count)
    origin.reserveCapacity(count)
  }

  package mutating func append(_ entry: Entry) {
    account.append(entry.account)
    asset.append(entry.asset)
    units.append(entry.amount.units)
    scale.append(entry.amount.scale)
    nanoseconds.append(entry.instant.nanoseconds)
    kind.append(entry.kind)
    reference.append(entry.reference)
    group.append(entry.group)
    referenceText.append(entry.referenceText)
    origin.append(entry.origin)
  }

  package mutating func append(contentsOf other: Entries) {
    for row in 0..<other.count { append(other[row]) }
  }

  package func amount(_ row: Int) -> Amount { Amount(units: units[row], scale: scale[row]) }

  package func instant(_ row: Int) -> Instant { Instant(nanoseconds: nanoseconds[row]) }

  package subscript(row: Int) -> Entry {
    Entry(
      account: account[row], asset: asset[row], amount: amount(row), instant: instant(row),
      kind: kind[row], reference: reference[row], group: group[row],
      referenceText: referenceText[row], origin: origin[row])
  }
}
