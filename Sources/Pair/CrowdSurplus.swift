import Accounting

/// A part of a crowd of which one side has more rows than the other: what of it can be settled.
///
/// Pairs are those of `exact-reference`: of one instant first, then in order of time; what is over
/// stays. A pair stays with it if a row of it tells of what is over: as the nearest in time that is
/// matched, or as one of an instant of which another row stays, for equal entries are numbered.
struct CrowdSurplus {
  private let part: ArraySlice<CrowdedRow>
  /// Of each row the one it is matched with, by place in the part; -1: none.
  private var partners: [Int32]
  private var stays: [Bool]

  /// - Parameter part: rows of one reference and amount, in order of time.
  init(_ part: ArraySlice<CrowdedRow>) {
    self.part = part
    partners = Array(repeating: -1, count: part.count)
    stays = Array(repeating: false, count: part.count)
    forEachInstant { $0.match(within: $1) }
    match(within: 0..<part.count)
    for side in Side.allCases { keepEvidence(side) }
  }

  /// Calls `body` with every pair that no row needs which stays.
  func forEachSettled(_ body: (_ statement: CrowdedRow, _ ledger: CrowdedRow) -> Void) {
    for place in partners.indices where partners[place] >= 0 && !stays[place] {
      let row = row(place)
      if row.side == .statement { body(row, self.row(Int(partners[place]))) }
    }
  }

  private func row(_ place: Int) -> CrowdedRow { part[part.startIndex + place] }

  private mutating func forEachInstant(_ body: (inout CrowdSurplus, Range<Int>) -> Void) {
    var start = 0
    while start < part.count {
      let instant = instant(of: start)
      body(&self, instant)
      start = instant.upperBound
    }
  }

  /// The places of the rows that have a row's instant.
  private func instant(of place: Int) -> Range<Int> {
    let time = row(place).nanoseconds
    var (start, end) = (place, place + 1)
    while start > 0, row(start - 1).nanoseconds == time { start -= 1 }
    while end < part.count, row(end).nanoseconds == time { end += 1 }
    return start..<end
  }

  /// Matches what is not matched yet, the first with the first.
  private mutating func match(within range: Range<Int>) {
    var (one, other) = (range.lowerBound, range.lowerBound)
    while true {
      while one < range.upperBound, partners[one] >= 0 || row(one).side != .statement { one += 1 }
      while other < range.upperBound, partners[other] >= 0 || row(other).side != .ledger {
        other += 1
      }
      guard one < range.upperBound, other < range.upperBound else { return }
      (partners[one], partners[other]) = (Int32(other), Int32(one))
    }
  }

  /// Lets stay what is over on a side, and of what is matched there the nearest before and after.
  private mutating func keepEvidence(_ side: Side) {
    var before: Int?
    var wantsNext = false
    forEachInstant { surplus, instant in
      var (over, matched): (Int?, Int?)
      for place in instant where surplus.row(place).side == side {
        if surplus.partners[place] >= 0 { matched = place } else { over = place }
      }
      if wantsNext, let matched {
        surplus.keep(matched)
        wantsNext = false
      }
      if let over {
        surplus.keep(over)
        if let before { surplus.keep(before) }
        wantsNext = true
      }
      before = matched ?? before
    }
  }

  /// Lets a row stay, with all of its side and instant and what they are matched with.
  private mutating func keep(_ place: Int) {
    var waiting = [place]
    while let next = waiting.popLast() {
      guard !stays[next] else { continue }
      let side = row(next).side
      for twin in instant(of: next) where row(twin).side == side {
        stays[twin] = true
        if partners[twin] >= 0 { waiting.append(Int(partners[twin])) }
      }
    }
  }
}
