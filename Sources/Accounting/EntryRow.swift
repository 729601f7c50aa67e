/// An entry as it stands on a shelf while both sides are read: what joining needs, in 56 bytes.
/// Everything else is read again from its line if the entry is not settled.
package struct EntryRow: Sendable {
  /// The amount counts units of 10⁻¹⁸.
  package static let scale: UInt8 = 18

  package let unitsLow: UInt64
  package let unitsHigh: Int64
  package let referenceHigh: UInt64
  package let referenceLow: UInt64
  package let nanoseconds: Int64
  package let place: Place
  /// Account, asset and marks.
  package let owner: UInt64

  /// Where the line starts, which of its entries it is, and in which source.
  package struct Place: Hashable, Comparable, Sendable {
    /// Source, offset and leg, the weightiest first.
    package let bits: UInt64

    @inlinable package var source: Int { Int(truncatingIfNeeded: bits >> 52) }
    @inlinable package var offset: UInt64 { (bits >> 4) & 0xFFFF_FFFF_FFFF }
    @inlinable package var leg: UInt8 { UInt8(truncatingIfNeeded: bits) & 15 }

    /// Sources, offsets and legs that fit a row.
    package static let sources = 1 << 12
    package static let offsets: UInt64 = 1 << 48
    package static let legs: UInt8 = 1 << 4

    /// - Precondition: they fit.
    @inlinable
    package init(source: Int, offset: UInt64, leg: UInt8) {
      bits =
        UInt64(truncatingIfNeeded: source) << 52 | (offset & 0xFFFF_FFFF_FFFF) << 4
        | UInt64(leg & 15)
    }

    @inlinable
    package static func < (left: Place, right: Place) -> Bool { left.bits < right.bits }
  }

  /// What else a row says, as bits.
  package enum Mark {
    /// The entry is in its book already; the row only says that it is there.
    package static let held: UInt8 = 1
    /// The amount does not fit the row's units; it is equal to no amount that does.
    package static let unfit: UInt8 = 2
    /// The line has the venue's own id, so that it may be one of two that are one.
    package static let identified: UInt8 = 4
    /// The row is of a source's second reading: what was put away of the first does not count.
    package static let again: UInt8 = 8

    /// The entry's kind, in the upper four bits; none of them set: the kind is not told.
    package static func kind(_ kind: EntryKind) -> UInt8 { (kind.rawValue + 1) << 4 }
  }

  /// Accounts and assets that fit a row.
  package static let names: UInt32 = 1 << 24

  /// - Precondition: the place fits; account and asset are below `names`.
  @inlinable
  package init(
    units: Int128, reference: ReferenceKey, nanoseconds: Int64, place: Place, account: NameID,
    asset: NameID, marks: UInt8 = 0
  ) {
    unitsLow = UInt64(truncatingIfNeeded: units)
    unitsHigh = Int64(truncatingIfNeeded: units >> 64)
    referenceHigh = reference.high
    referenceLow = reference.low
    self.nanoseconds = nanoseconds
    self.place = place
    owner = UInt64(account.index) << 32 | UInt64(asset.index) << 8 | UInt64(marks)
  }

  /// The row with further marks.
  package func marked(_ marks: UInt8) -> EntryRow {
    EntryRow(
      units: units, reference: ReferenceKey(high: referenceHigh, low: referenceLow),
      nanoseconds: nanoseconds, place: place, account: account, asset: asset,
      marks: UInt8(truncatingIfNeeded: owner) | marks)
  }

  @inlinable package var units: Int128 { Int128(unitsHigh) << 64 | Int128(unitsLow) }
  @inlinable package var hasReference: Bool {
    @inline(__always) get { referenceHigh | referenceLow != 0 }
  }
  @inlinable package var source: Int { place.source }
  @inlinable package var isHeld: Bool { owner & 1 != 0 }
  @inlinable package var isUnfit: Bool { owner & 2 != 0 }
  @inlinable package var isIdentified: Bool { owner & 4 != 0 }
  @inlinable package var isAgain: Bool { owner & 8 != 0 }
  /// The entry's kind: 0 if it is not told, else one more than its raw value.
  @inlinable package var kindCode: Int { Int(truncatingIfNeeded: owner >> 4) & 15 }
  /// Whether the row keeps its group from being settled.
  ///
  /// The ends of transfers stay, to tell of each other.
  @inlinable package var mustStay: Bool {
    owner & 3 != 0 || 1 &<< UInt64(truncatingIfNeeded: kindCode) & EntryRow.transferLegs != 0
  }

  /// By kind code: deposit, withdrawal, transfer, as `EntryKind.isTransferLeg`.
  @usableFromInline static let transferLegs: UInt64 = 0b1000_0110
  /// Account and asset as one number.
  @inlinable package var pool: UInt64 { owner >> 8 }
  @inlinable package var account: NameID {
    NameID(index: UInt32(truncatingIfNeeded: owner >> 32))
  }
  @inlinable package var asset: NameID {
    NameID(index: UInt32(truncatingIfNeeded: owner >> 8) & 0xFF_FFFF)
  }

  /// The units of an amount; nil if it has more decimals or digits than a row's units hold.
  package static func units(of amount: Amount) -> Int128? {
    let value = amount.scale <= scale ? amount : amount.reduced
    guard value.scale <= scale else { return nil }
    let (units, overflow) = value.units.multipliedReportingOverflow(
      by: Int128.powersOfTen[Int(scale - value.scale)])
    return overflow || units.magnitude >= Amount.magnitudeLimit ? nil : units
  }
}
