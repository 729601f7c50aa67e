import Accounting

/// A side has an entry and its own reversal, the other has neither.
///
/// Evidence: both are open, of one account and asset, with amounts that cancel each other, and have
/// one reference or are near in time; each is in one pair.
struct ReversalPair: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind { .reversalPair }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    let table = pool[side]
    var filter = KeyFilter(count: open.count)
    for index in open where table.amount(index).isNegative {
      filter.insert(table.amount(index).magnitude.mixed)
    }
    let some = open.filter { filter.mayHold(table.amount($0).magnitude.mixed) }
    let sorted = some.sorted { one, other in
      let (left, right) = (table.amount(one).magnitude, table.amount(other).magnitude)
      return left == right ? one < other : left < right
    }
    var claims: [OpenItemClaim] = []
    // Of equal magnitudes, in order of time, neighbours of opposite sign cancel each other.
    var waiting: [Int] = []
    for (place, index) in sorted.enumerated() {
      if place > 0, table.amount(sorted[place - 1]).magnitude != table.amount(index).magnitude {
        waiting.removeAll()
      }
      guard let other = waiting.last, table.amount(other) == table.amount(index).negated,
        areOne(other, index, table, pool.nearness)
      else {
        waiting.append(index)
        continue
      }
      waiting.removeLast()
      claims.append(claim(other, index, side, table))
      claims.append(claim(index, other, side, table))
    }
    return claims.sorted { $0.index < $1.index }
  }

  private func areOne(_ one: Int, _ other: Int, _ table: PoolSide, _ nearness: Int64) -> Bool {
    let reference = table.reference(one)
    if !reference.isNone, reference == table.reference(other) { return true }
    return TimeLine.near(table.nanoseconds(one), table.nanoseconds(other), nearness)
  }

  private func claim(
    _ index: Int, _ other: Int, _ side: Side, _ table: PoolSide
  ) -> OpenItemClaim {
    OpenItemClaim(index: index, sentence: 0, witness: Witness(side: side, row: table.rows[other]))
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    "the \(side.rawValue) has its reversal too, the \(side.other.rawValue) neither"
  }
}
