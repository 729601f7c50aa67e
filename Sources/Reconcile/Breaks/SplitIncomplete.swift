import Accounting

/// A part of an event that the other side knows, but not this part.
///
/// Evidence: the other side has an entry before the cut-off with the same reference; or one whose
/// reference is this one's group, and which is open or matched with several.
struct SplitIncomplete: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind { .splitIncomplete }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    let (table, other) = (pool[side], pool[side.other])
    let wanted = open.filter { !table.reference($0).isNone || !table.group($0).isNone }
    guard !wanted.isEmpty, !other.rows.isEmpty else { return [] }
    let references = other.entries.reference
    let byReference = SplitIncomplete.known(
      wanted.map(table.reference), other.rows.lazy.map { references[Int($0)] })
    // A pair of one reference says nothing of an order that its reference happens to name.
    let grouped = pool.groups.flatMap { side == .statement ? $0.ledger : $0.statement }
    let byGroup = SplitIncomplete.known(
      wanted.map(table.group),
      (other.unmatched + grouped.map(Int.init)).lazy.map(other.reference))
    return wanted.filter {
      byReference.contains(table.reference($0)) || byGroup.contains(table.group($0))
    }.map { OpenItemClaim(index: $0, sentence: 0) }
  }

  /// Those of the keys that are among the references.
  private static func known(
    _ keys: [ReferenceKey], _ references: some Sequence<ReferenceKey>
  ) -> Set<ReferenceKey> {
    let keys = keys.filter { !$0.isNone }
    guard !keys.isEmpty else { return [] }
    var filter = KeyFilter(count: keys.count)
    for key in keys { filter.insert(key.low) }
    var known = Set(references.filter { filter.mayHold($0.low) })
    known.remove(.none)
    return known
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    "the \(side.other.rawValue) knows the event, and this part of it not"
  }
}
