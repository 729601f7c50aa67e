package import Accounting

/// The matches of a run as a table; a `Match` is made when asked for.
package struct Matches: RandomAccessCollection, Sendable {
  private let pairings: [Pairing]

  init(_ pairings: [Pairing]) { self.pairings = pairings }

  package var startIndex: Int { 0 }
  package var endIndex: Int { pairings.count }

  package subscript(index: Int) -> Match {
    let pairing = pairings[index]
    return Match(
      rule: matchingRules[Int(pairing.rule)].name, statement: [Int(pairing.statement)],
      ledger: [Int(pairing.ledger)], residual: pairing.residual)
  }
}
