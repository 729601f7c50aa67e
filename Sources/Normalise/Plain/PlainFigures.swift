import Accounting

/// What plain readings of one source told beside its entries.
package struct PlainFigures: Sendable {
  struct Use: Sendable {
    var spelling: PlainNames.Spelling
    var uses = 0
    /// Where the code first stands in the source.
    var first = Int.max
  }

  var spellings: [Use] = []
  /// Lines taken, those of other accounts among them.
  package internal(set) var read = 0
  var otherAccount = 0
  /// Of the entries, in nanoseconds; `first > last` without any.
  private(set) var first = Int64.max
  private(set) var last = Int64.min
  /// Whether some lines have the venue's own id, and whether some have none.
  package private(set) var hasIdentified = false
  package private(set) var hasUnidentified = false
  /// Whether an entry belongs to an order, trade or transfer beside its reference.
  package internal(set) var hasGroups = false
  /// Of the lines that have the venue's own id.
  package internal(set) var ids = AscendingIDs()

  package init() {}

  @inline(__always)
  mutating func take(_ nanoseconds: Int64, isIdentified: Bool) {
    if nanoseconds < first { first = nanoseconds }
    if nanoseconds > last { last = nanoseconds }
    if isIdentified { hasIdentified = true } else { hasUnidentified = true }
  }

  /// The time of the latest entry; nil without entries.
  var lastInstant: Instant? { first > last ? nil : Instant(nanoseconds: last) }
  var firstInstant: Instant? { first > last ? nil : Instant(nanoseconds: first) }

  /// Adds what another thread read of the same source.
  package mutating func add(_ other: PlainFigures) {
    read += other.read
    otherAccount += other.otherAccount
    first = min(first, other.first)
    last = max(last, other.last)
    hasIdentified = hasIdentified || other.hasIdentified
    hasGroups = hasGroups || other.hasGroups
    hasUnidentified = hasUnidentified || other.hasUnidentified
    ids.add(other.ids)
    for use in other.spellings {
      if let known = spellings.firstIndex(where: { $0.spelling == use.spelling }) {
        spellings[known].uses += use.uses
        spellings[known].first = min(spellings[known].first, use.first)
      } else {
        spellings.append(use)
      }
    }
  }
}
