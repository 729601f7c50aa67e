import Accounting

/// The concave function f of `LineAssignment` at one place on the line, as its slopes.
///
/// `below` holds the slopes of the steps up to b = 0, `above` those from b = 0 on; every slope
/// below is at least every slope above. Passing a gap changes all of a shelf alike, so the shelves
/// hold slopes as they would have been at the start.
struct SlopeWalk {
  private var below = SlopeShelf()
  private var above = SlopeShelf()
  /// The way passed so far.
  private var passed: Int128 = 0

  /// Where a point's own slope stands among the steps: steps up to `strict` are steeper, steps
  /// up to `level` at least as steep.
  struct Threshold {
    var strict: Int
    var level: Int
  }

  mutating func pass(gap: Int128) { passed += gap }

  /// Lets no more points wait than there are.
  mutating func limit(statement: Int, ledger: Int) {
    while above.count > statement { _ = above.takeLowest(upTo: above.count - statement) }
    while below.count > ledger { _ = below.takeHighest(upTo: below.count - ledger) }
  }

  /// Meets `count` points of a side at one position.
  mutating func meet(_ side: Side, _ count: Int) -> Threshold {
    let own = Slope(pairs: side == .statement ? 1 : -1, distance: 0)
    let (ownBelow, ownAbove) = (stored(own, below: true), stored(own, below: false))
    let low = -below.count
    let threshold = Threshold(
      strict: low + below.count(above: ownBelow) + above.count(above: ownAbove),
      level: low + below.count(from: ownBelow) + above.count(from: ownAbove))
    guard count > 0 else { return threshold }
    switch side {
    case .statement:
      if let lowest = below.lowest, lowest < ownBelow {
        below.insert(ownBelow, count)
        moveUp(count)
      } else {
        above.insert(ownAbove, count)
      }
    case .ledger:
      if let highest = above.highest, ownAbove < highest {
        above.insert(ownAbove, count)
        moveDown(count)
      } else {
        below.insert(ownBelow, count)
      }
    }
    return threshold
  }

  private func stored(_ slope: Slope, below: Bool) -> Slope {
    Slope(pairs: slope.pairs, distance: below ? slope.distance - passed : slope.distance + passed)
  }

  private mutating func moveUp(_ count: Int) {
    var rest = count
    while rest > 0 {
      var run = below.takeLowest(upTo: rest)
      run.slope.distance += 2 * passed
      above.insert(run.slope, run.count)
      rest -= run.count
    }
  }

  private mutating func moveDown(_ count: Int) {
    var rest = count
    while rest > 0 {
      var run = above.takeHighest(upTo: rest)
      run.slope.distance -= 2 * passed
      below.insert(run.slope, run.count)
      rest -= run.count
    }
  }
}
