import Accounting

/// Entries of both sides as points on a line (amounts or times), and the best way to pair them.
struct LinePoints {
  struct Point {
    var position: Int128
    var index: Int
  }

  private let statement: [Point]
  private let ledger: [Point]

  init(statement: [(Int, Int128)], ledger: [(Int, Int128)]) {
    self.statement = LinePoints.sorted(statement)
    self.ledger = LinePoints.sorted(ledger)
  }

  /// Points at amounts; nil if they need more than 124 bits on one scale.
  init?(statement: [(Int, Amount)], ledger: [(Int, Amount)]) {
    let all = statement.map(\.1.reduced) + ledger.map(\.1.reduced)
    let scale = all.map(\.scale).max() ?? 0
    let positions = all.compactMap { $0.units(at: scale) }
    guard positions.count == all.count,
      positions.allSatisfy({ $0.magnitude < UInt128(1) << 122 })
    else { return nil }
    self.init(
      statement: zip(statement, positions).map { ($0.0, $1) },
      ledger: zip(ledger, positions[statement.count...]).map { ($0.0, $1) })
  }

  /// By position, then canonical.
  private static func sorted(_ points: [(Int, Int128)]) -> [Point] {
    var points = points.map { Point(position: $0.1, index: $0.0) }
    points.sort { $0.position == $1.position ? $0.index < $1.index : $0.position < $1.position }
    return points
  }

  /// What to match, and what fits in several equally good ways.
  struct Answer {
    var pairs: [(statement: Int, ledger: Int)] = []
    var ambiguous: [(statement: [Int], ledger: [Int])] = []
  }

  /// The most pairs, then the least total distance.
  ///
  /// - Parameters:
  ///   - window: how far a ledger point may be below and above its statement point; nil if any
  ///     distance will do.
  ///   - alike: whether two points of a side at one position are interchangeable.
  func answer(window: TimeWindow?, alike: (Side, Int, Int) -> Bool) -> Answer {
    var answer = Answer()
    if isPerfectInOrder(window) {
      answer.pairs = zip(statement, ledger).map { ($0.index, $1.index) }
      return answer
    }
    let stops = self.stops()
    let choices = LineAssignment.solve(stops.map(\.stop), window: window)
    var start = 0
    while start < stops.count {
      var end = start + 1
      while end < stops.count, !choices[end].isCut { end += 1 }
      settle(stops[start..<end], choices[start..<end], alike, into: &answer)
      start = end
    }
    return answer
  }

  /// As many on both sides, and each within the window of its counterpart in order: nothing can
  /// be better, and nothing stays open.
  private func isPerfectInOrder(_ window: TimeWindow?) -> Bool {
    guard statement.count == ledger.count else { return false }
    guard let window else { return true }
    return zip(statement, ledger).allSatisfy {
      let lead = $1.position - $0.position
      return lead <= Int128(window.after) && lead >= -Int128(window.before)
    }
  }

  private struct Stop {
    var stop: LineAssignment.Stop
    var statement: Range<Int>
    var ledger: Range<Int>
  }

  /// The distinct positions, with the points of both sides there.
  private func stops() -> [Stop] {
    var stops: [Stop] = []
    var (left, right) = (0, 0)
    while left < statement.count || right < ledger.count {
      let position =
        if left == statement.count {
          ledger[right].position
        } else if right == ledger.count {
          statement[left].position
        } else {
          min(statement[left].position, ledger[right].position)
        }
      let (leftStart, rightStart) = (left, right)
      while left < statement.count, statement[left].position == position { left += 1 }
      while right < ledger.count, ledger[right].position == position { right += 1 }
      stops.append(
        Stop(
          stop: LineAssignment.Stop(
            position: position, statement: left - leftStart, ledger: right - rightStart),
          statement: leftStart..<left, ledger: rightStart..<right))
    }
    return stops
  }

  /// Takes a stretch that no best answer pairs across: its pairs, or that it is ambiguous.
  private func settle(
    _ stops: ArraySlice<Stop>, _ choices: ArraySlice<LineAssignment.Choice>,
    _ alike: (Side, Int, Int) -> Bool, into answer: inout Answer
  ) {
    var isAmbiguous = false
    var chosenStatement: [Int] = []
    var chosenLedger: [Int] = []
    for (stop, choice) in zip(stops, choices) {
      let one = taken(.statement, statement[stop.statement], choice.statement, alike)
      let other = taken(.ledger, ledger[stop.ledger], choice.ledger, alike)
      isAmbiguous = isAmbiguous || one.isAmbiguous || other.isAmbiguous
      chosenStatement += one.indices
      chosenLedger += other.indices
    }
    if isAmbiguous {
      answer.ambiguous.append((chosenStatement, chosenLedger))
    } else {
      precondition(chosenStatement.count == chosenLedger.count, "a match has two sides")
      answer.pairs += zip(chosenStatement, chosenLedger).map { ($0, $1) }
    }
  }

  /// The points at one position that best answers take, and whether answers differ in them.
  private func taken(
    _ side: Side, _ points: ArraySlice<Point>, _ count: ClosedRange<Int>,
    _ alike: (Side, Int, Int) -> Bool
  ) -> (indices: [Int], isAmbiguous: Bool) {
    guard count.upperBound > 0, let first = points.first else { return ([], false) }
    let areAlike = points.dropFirst().allSatisfy { alike(side, first.index, $0.index) }
    if count.lowerBound == count.upperBound {
      if count.upperBound == points.count || areAlike {
        return (points.prefix(count.upperBound).map(\.index), false)
      }
      return (points.map(\.index), true)
    }
    return (points.prefix(areAlike ? count.upperBound : points.count).map(\.index), true)
  }
}

extension Pool {
  /// Matches what an answer pairs and records what it leaves ambiguous.
  mutating func take(_ answer: LinePoints.Answer, as number: UInt8) {
    for pair in answer.pairs {
      match(statement: pair.statement, ledger: pair.ledger, rule: number)
    }
    for ambiguous in answer.ambiguous {
      setAmbiguous(
        Ambiguity(
          rule: number, statement: ambiguous.statement.sorted(), ledger: ambiguous.ledger.sorted()))
    }
  }
}
