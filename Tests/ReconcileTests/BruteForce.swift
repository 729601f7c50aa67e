/// Every pairing of a few points of two sides: the slow obvious twin of the assignments.
struct BruteForce {
  struct Point: Hashable {
    var position: Int
    var amount = 0
    /// What tells points at one position apart.
    var content = 0
  }

  typealias Pairs = [(statement: Int, ledger: Int)]

  let statement: [Point]
  let ledger: [Point]
  /// All answers with the most pairs and the least cost.
  private(set) var best: [Pairs] = []
  private(set) var pairs = 0
  private(set) var cost: (residual: Int, distance: Int) = (0, 0)

  /// - Parameter cost: what a pair costs; nil if it is not allowed.
  init(
    statement: [Point], ledger: [Point],
    cost: (Point, Point) -> (residual: Int, distance: Int)?
  ) {
    self.statement = statement
    self.ledger = ledger
    var found: [(pairs: Pairs, residual: Int, distance: Int)] = []
    func extend(_ one: Int, _ used: Set<Int>, _ pairs: Pairs, _ residual: Int, _ distance: Int) {
      guard one < statement.count else {
        found.append((pairs, residual, distance))
        return
      }
      extend(one + 1, used, pairs, residual, distance)
      for other in ledger.indices where !used.contains(other) {
        guard let own = cost(statement[one], ledger[other]) else { continue }
        extend(
          one + 1, used.union([other]), pairs + [(one, other)], residual + own.residual,
          distance + own.distance)
      }
    }
    extend(0, [], [], 0, 0)
    let first = found.min {
      ($1.pairs.count, $0.residual, $0.distance) < ($0.pairs.count, $1.residual, $1.distance)
    }!
    pairs = first.pairs.count
    self.cost = (first.residual, first.distance)
    best =
      found.filter {
        $0.pairs.count == pairs && $0.residual == first.residual
          && $0.distance == first.distance
      }.map(\.pairs)
  }

  /// How often each point's content is taken by an answer, for the points of some positions.
  func taken(_ answer: Pairs, where isInside: (Point) -> Bool) -> [[Point: Int]] {
    var taken: [[Point: Int]] = [[:], [:]]
    for pair in answer {
      if isInside(statement[pair.statement]) {
        taken[0][statement[pair.statement], default: 0] += 1
      }
      if isInside(ledger[pair.ledger]) { taken[1][ledger[pair.ledger], default: 0] += 1 }
    }
    return taken
  }

  /// Stretches of positions that no best answer pairs across.
  var stretches: [ClosedRange<Int>] {
    let positions = Set((statement + ledger).map(\.position)).sorted()
    var stretches: [ClosedRange<Int>] = []
    for position in positions {
      let crossed = best.contains { answer in
        answer.contains { pair in
          let ends = [statement[pair.statement].position, ledger[pair.ledger].position].sorted()
          return ends[0] < position && position <= ends[1]
        }
      }
      if crossed, let last = stretches.popLast() {
        stretches.append(last.lowerBound...position)
      } else {
        stretches.append(position...position)
      }
    }
    return stretches
  }

  /// What the best answers say of a stretch.
  struct Verdict {
    var isAmbiguous: Bool
    var pairs: Int
    /// The number of entries an AMBIGUOUS break lists.
    var contested: Int
  }

  func verdict(_ stretch: ClosedRange<Int>) -> Verdict {
    let answers = best.map { answer in taken(answer) { stretch.contains($0.position) } }
    let pairs = answers[0][0].values.reduce(0, +)
    if Set(answers).count == 1 { return Verdict(isAmbiguous: false, pairs: pairs, contested: 0) }
    var contested = 0
    for (number, side) in [statement, ledger].enumerated() {
      for position in Set(side.map(\.position)) where stretch.contains(position) {
        let here = side.filter { $0.position == position }
        let most = answers.map { answer in
          answer[number].filter { $0.key.position == position }.values.reduce(0, +)
        }.max()!
        let areAlike = Set(here).count == 1
        contested += most == 0 ? 0 : (areAlike ? most : here.count)
      }
    }
    return Verdict(isAmbiguous: true, pairs: 0, contested: contested)
  }
}
