import Accounting

/// A statement entry that the ledger lacks, and what the venue calls it says why it may.
struct KindAlone: OpenItemClassifier {
  let kinds: Set<EntryKind>
  let result: BreakKind
  let text: String

  func kind(_ side: Side) -> BreakKind { result }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    guard side == .statement else { return [] }
    return open.filter { kinds.contains(pool.statement.kind($0)) }
      .map { OpenItemClaim(index: $0, sentence: 0) }
  }

  func sentence(_ number: UInt8, _ side: Side) -> String { text }
}
