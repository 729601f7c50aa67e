import Accounting

/// A fee of the venue that the ledger lacks.
///
/// Evidence: no fee of the ledger is left that it may be; of several that may be it nobody knows
/// whether one is.
struct UnbookedFee: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind { .feeUnbooked }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    guard side == .statement else { return [] }
    let fees = open.filter { pool.statement.kind($0) == .fee }
    guard !fees.isEmpty else { return [] }
    let neighbours = FeeNeighbours(pool)
    let strangers = Set(neighbours?.fees(.statement) ?? [])
    return fees.filter { index in
      guard let neighbours, strangers.contains(index) else { return true }
      return neighbours.near(index, .statement) == []
    }.map { OpenItemClaim(index: $0, sentence: 0) }
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    "a fee of the venue that no ledger entry is"
  }
}
