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
    /// The best of the statement's points from one on, where some of the ledger's are taken: fewer
    /// pairs, then more residual, then more distance, are worse.
    var known: [Int: [Int]] = [:]
    func rest(_ one: Int, _ used: Int) -> [Int] {
      guard one < statement.count else { return [0, 0, 0] }
      let key = one << ledger.count | used
      if let value = known[key] { return value }
      var best = rest(one + 1, used)
      for other in ledger.indices where used & 1 << other == 0 {
        guard let own = cost(statement[one], ledger[other]) else { continue }
        let after = rest(one + 1, used | 1 << other)
        let value = [after[0] - 1, after[1] + own.residual, after[2] + own.distance]
        if value.lexicographicallyPrecedes(best) { best = value }
      }
      known[key] = best
      return best
    }
    let least = rest(0, 0)
    (pairs, self.cost) = (-least[0], (least[1], least[2]))
    /// All ways to the best; of points that are alike the first that is free stands for the others.
    func extend(_ one: Int, _ used: Int, _ answer: Pairs) {
      guard one < statement.count else {
        best.append(answer)
        return
      }
      let wanted = rest(one, used)
      if rest(one + 1, used) == wanted { extend(one + 1, used, answer) }
      var tried: Set<Point> = []
      for other in ledger.indices where used & 1 << other == 0 {
        guard let own = cost(statement[one], ledger[other]), tried.insert(ledger[other]).inserted
        else { continue }
        let after = rest(one + 1, used | 1 << other)
        if [after[0] - 1, after[1] + own.residual, after[2] + own.distance] == wanted {
          extend(one + 1, used | 1 << other, answer + [(one, other)])
        }
      }
    }
    extend(0, 0, [])
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
