package import Accounting

/// The matches of a run as a table; a `Match` is made when asked for.
package struct Matches: RandomAccessCollection, Sendable {
  let pairings: [Pairing]
  private let groups: [MatchGroup]

  init(_ pairings: [Pairing], groups: [MatchGroup]) {
    self.pairings = pairings
    self.groups = groups
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { pairings.count }

  package subscript(index: Int) -> Match {
    let pairing = pairings[index]
    let group = pairing.group.map { groups[Int($0)] }
    return Match(
      rule: matchingRules[Int(pairing.rule)].name,
      statement: (group?.statement ?? [pairing.statement]).map(Int.init),
      ledger: (group?.ledger ?? [pairing.ledger]).map(Int.init), residual: pairing.residual)
  }
}
