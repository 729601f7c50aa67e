import Accounting

/// What was found out so far; parts are added in canonical order of their pools.
struct Findings {
  var positions: [AccountAsset] = []
  var breaks = FoundBreaks()
  private(set) var pairings: [Pairing] = []
  /// Rows of the matches of more than two entries.
  private(set) var groups: [MatchGroup] = []
  /// The pairings whose residuals are tolerated, and what is allowed of each.
  private(set) var tolerated: [ToleratedPlace] = []
  var openStatement: [Int32] = []
  var openLedger: [Int32] = []
  var diagnostics: [Diagnostic] = []
  /// The worst status seen.
  var status = Status.proved

  /// Takes over a pool's matches, by row.
  mutating func add(matchesOf pool: Pool, tolerated some: [ToleratedPlace]) {
    let offset = Int32(groups.count)
    tolerated += some.map { $0.moved(by: pairings.count) }
    pairings.reserveCapacity(pairings.count + pool.matches.count)
    for match in pool.matches {
      pairings.append(
        Pairing(
          rule: match.rule, statement: pool.statement.rows[match.statement],
          ledger: pool.ledger.rows[match.ledger], residual: match.residual,
          group: match.group.map { $0 + offset }))
    }
    groups += pool.groups.map { group in
      MatchGroup(
        statement: group.statement.map { pool.statement.rows[Int($0)] },
        ledger: group.ledger.map { pool.ledger.rows[Int($0)] })
    }
  }

  mutating func add(_ other: Findings) {
    positions += other.positions
    breaks += other.breaks
    let offset = Int32(groups.count)
    tolerated += other.tolerated.map { $0.moved(by: pairings.count) }
    if pairings.isEmpty {
      pairings = other.pairings
    } else {
      for pairing in other.pairings { pairings.append(pairing.moved(by: offset)) }
    }
    groups += other.groups
    openStatement += other.openStatement
    openLedger += other.openLedger
    diagnostics += other.diagnostics
    status = max(status, other.status)
  }
}
