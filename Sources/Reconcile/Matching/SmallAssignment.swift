import Accounting

/// The best pairing of a few entries by any costs: most pairs, then least cost.
///
/// Successive shortest augmenting paths; each keeps the cost least for its number of pairs. Two
/// best answers differ by cycles and by paths of even length that cost nothing, so an entry is
/// contested if such a path leads to it from one that is left open.
struct SmallAssignment {
  private let statement: Int
  private let ledger: Int
  /// By statement, then ledger; nil where the pair is not allowed.
  private var costs: [AssignmentCost?]
  private var partnerOfStatement: [Int?]
  private var partnerOfLedger: [Int?]

  init(statement: Int, ledger: Int) {
    self.statement = statement
    self.ledger = ledger
    costs = [AssignmentCost?](repeating: nil, count: statement * ledger)
    partnerOfStatement = [Int?](repeating: nil, count: statement)
    partnerOfLedger = [Int?](repeating: nil, count: ledger)
  }

  mutating func allow(_ one: Int, _ other: Int, _ cost: AssignmentCost) {
    costs[one * ledger + other] = cost
  }

  /// - Parameter alike: whether two entries of a side are interchangeable.
  mutating func solve(alike: (Side, Int, Int) -> Bool) -> LinePoints.Answer {
    while augment() {}
    var answer = LinePoints.Answer()
    let contested = self.contested(alike: alike)
    for component in components() {
      let isAmbiguous =
        component.statement.contains { contested.statement[$0] }
        || component.ledger.contains { contested.ledger[$0] }
      if isAmbiguous {
        answer.ambiguous.append(
          (
            component.statement.filter {
              partnerOfStatement[$0] != nil || contested.statement[$0]
            },
            component.ledger.filter { partnerOfLedger[$0] != nil || contested.ledger[$0] }
          ))
      } else {
        for one in component.statement {
          if let other = partnerOfStatement[one] { answer.pairs.append((one, other)) }
        }
      }
    }
    return answer
  }

  /// The least costs of alternating paths from statement entries, by ledger entry, and the
  /// statement entry each path comes through.
  private func distances(
    from sources: [Int]
  ) -> (statement: [AssignmentCost?], ledger: [AssignmentCost?], cameFrom: [Int?]) {
    var toStatement = [AssignmentCost?](repeating: nil, count: statement)
    var toLedger = [AssignmentCost?](repeating: nil, count: ledger)
    var cameFrom = [Int?](repeating: nil, count: ledger)
    for source in sources { toStatement[source] = .zero }
    var changed = true
    while changed {
      changed = false
      for one in 0..<statement {
        guard let here = toStatement[one] else { continue }
        for other in 0..<ledger where partnerOfStatement[one] != other {
          guard let cost = costs[one * ledger + other] else { continue }
          let reached = here + cost
          if let known = toLedger[other], known <= reached { continue }
          toLedger[other] = reached
          cameFrom[other] = one
          changed = true
          guard let partner = partnerOfLedger[other] else { continue }
          let back = reached - costs[partner * ledger + other]!
          if let known = toStatement[partner], known <= back { continue }
          toStatement[partner] = back
        }
      }
    }
    return (toStatement, toLedger, cameFrom)
  }

  private mutating func augment() -> Bool {
    let sources = (0..<statement).filter { partnerOfStatement[$0] == nil }
    let paths = distances(from: sources)
    var best: (ledger: Int, cost: AssignmentCost)?
    for other in 0..<ledger where partnerOfLedger[other] == nil {
      guard let cost = paths.ledger[other] else { continue }
      if best.map({ cost < $0.cost }) ?? true { best = (other, cost) }
    }
    guard var end = best?.ledger else { return false }
    while let one = paths.cameFrom[end] {
      let next = partnerOfStatement[one]
      partnerOfStatement[one] = end
      partnerOfLedger[end] = one
      guard let next else { break }
      end = next
    }
    return true
  }

  /// Entries that some best answer takes and another leaves, where that shows in the content.
  private func contested(
    alike: (Side, Int, Int) -> Bool
  ) -> (statement: [Bool], ledger: [Bool]) {
    var statementContested = [Bool](repeating: false, count: statement)
    var ledgerContested = [Bool](repeating: false, count: ledger)
    for open in 0..<statement where partnerOfStatement[open] == nil {
      let paths = distances(from: [open])
      for one in 0..<statement where partnerOfStatement[one] != nil {
        if paths.statement[one] == .zero, !alike(.statement, open, one) {
          statementContested[open] = true
          statementContested[one] = true
        }
      }
    }
    let mirror = mirrored()
    for open in 0..<ledger where partnerOfLedger[open] == nil {
      let paths = mirror.distances(from: [open])
      for other in 0..<ledger where partnerOfLedger[other] != nil {
        if paths.statement[other] == .zero, !alike(.ledger, open, other) {
          ledgerContested[open] = true
          ledgerContested[other] = true
        }
      }
    }
    return (statementContested, ledgerContested)
  }

  /// The same with the sides exchanged.
  private func mirrored() -> SmallAssignment {
    var mirror = SmallAssignment(statement: ledger, ledger: statement)
    for one in 0..<statement {
      for other in 0..<ledger {
        if let cost = costs[one * ledger + other] { mirror.allow(other, one, cost) }
      }
    }
    mirror.partnerOfStatement = partnerOfLedger
    mirror.partnerOfLedger = partnerOfStatement
    return mirror
  }

  /// Entries connected by allowed pairs.
  private func components() -> [(statement: [Int], ledger: [Int])] {
    var seenStatement = [Bool](repeating: false, count: statement)
    var seenLedger = [Bool](repeating: false, count: ledger)
    var found: [(statement: [Int], ledger: [Int])] = []
    for start in 0..<statement where !seenStatement[start] {
      var component: (statement: [Int], ledger: [Int]) = ([], [])
      var waiting = [start]
      seenStatement[start] = true
      while let one = waiting.popLast() {
        component.statement.append(one)
        for other in 0..<ledger where !seenLedger[other] && costs[one * ledger + other] != nil {
          seenLedger[other] = true
          component.ledger.append(other)
          for next in 0..<statement
          where !seenStatement[next] && costs[next * ledger + other] != nil {
            seenStatement[next] = true
            waiting.append(next)
          }
        }
      }
      component.statement.sort()
      component.ledger.sort()
      found.append(component)
    }
    return found
  }
}
