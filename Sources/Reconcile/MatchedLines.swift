import Accounting

/// Matches as lines for a person, from rows.
struct MatchedLines: MatchTable {
  private let matches: Matches
  private let naming: Naming
  /// Places among the matches; nil: all of them.
  private let places: [Int32]?

  init(_ matches: Matches, extent: MatchExtent, naming: Naming) {
    self.matches = matches
    self.naming = naming
    switch extent {
    case .all: places = nil
    case .judged: places = matches.indices.lazy.filter(matches.isJudged).map(Int32.init)
    }
  }

  var count: Int { places?.count ?? matches.count }

  func made(_ index: Int) -> MatchLine {
    let match = matches[places.map { Int($0[index]) } ?? index]
    let contents = naming.contents(.statement)
    return MatchLine(
      rule: match.rule, account: contents.account(match.statement[0]),
      asset: contents.asset(match.statement[0]), statement: half(.statement, match.statement),
      ledger: half(.ledger, match.ledger), residual: match.residual)
  }

  private func half(_ side: Side, _ rows: [Int]) -> MatchLine.Half {
    let contents = naming.contents(side)
    return MatchLine.Half(
      amount: try? Amount.sum(rows.lazy.map(contents.amount)),
      instant: contents.instant(rows[0]), reference: contents.reference(rows[0]),
      entries: rows.map { naming.identity(side, $0).id })
  }
}

extension Matches {
  /// The rules whose matches may be settled while large files are read: which of them are is a
  /// matter of how files are read, so that a list that must not tell names none of them.
  private static let plain = Set(
    matchingRules.indices.filter {
      [ExactReference().name, AmountWithinWindow().name].contains(matchingRules[$0].name)
    }.map { UInt8($0) })

  /// Whether a match leaves something, or its rule looks further than at one reference or amount.
  func isJudged(_ index: Int) -> Bool {
    let pairing = pairings[index]
    return !pairing.residual.isZero || !Self.plain.contains(pairing.rule)
  }
}
