import Accounting

/// Both sides have a fee without a counterpart that may be one fee, told with different amounts.
///
/// Evidence: neither of the two has another fee that it may be (`FeeNeighbours`).
struct NearFee: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind { .feeDiff }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    guard open.contains(where: { pool[side].kind($0) == .fee }),
      let neighbours = FeeNeighbours(pool)
    else { return [] }
    let unclaimed = Set(open)
    return neighbours.fees(side).compactMap { index in
      guard unclaimed.contains(index), let near = neighbours.near(index, side), near.count == 1,
        neighbours.near(near[0], side.other) == [index]
      else { return nil }
      let witness = Witness(side: side.other, row: pool[side.other].rows[near[0]])
      return OpenItemClaim(index: index, sentence: 0, witness: witness)
    }
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    "the \(side.other.rawValue) has one fee near in time, with another amount"
  }
}
