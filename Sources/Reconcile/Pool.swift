import Accounting

/// One account's asset: the entries of both sides, and what matching makes of them.
///
/// Entries are named by their index in `PoolSide.rows`, which is canonical order.
struct Pool: Sendable {
  let account: String
  let asset: String
  var statement: PoolSide
  var ledger: PoolSide
  let statementRecords: PoolRecords
  let ledgerRecords: PoolRecords
  /// What was settled beforehand: matched, and in neither side here.
  let settled: Settlement.Figures
  /// Sources whose entries are not summed by kind.
  let kindless: Set<SourceID>
  /// What the policy allows here.
  let terms: MatchTerms
  /// How far apart entries of both sides without a common reference may be.
  let window: TimeWindow
  /// How far apart entries that are evidence for each other may be, in nanoseconds.
  let nearness: Int64
  /// How our ledger books fees.
  let fee: FeeConvention
  /// Sums that a search for covering sets may look at.
  let coveringNodes: Int
  private(set) var matches: [PoolMatch] = []
  /// The entries of the matches of more than two.
  private(set) var groups: [MatchGroup] = []
  private(set) var ambiguities: [Ambiguity] = []
  /// Entries that a rule could not weigh within its bound.
  var boundsMet: [String] = []
  /// Entries for which sets of equal sums were not looked for.
  var uncovered = 0

  init(
    account: String, asset: String, statement: PoolSide, ledger: PoolSide,
    statementRecords: PoolRecords, ledgerRecords: PoolRecords,
    settled: Settlement.Figures = Settlement.Figures(), kindless: Set<SourceID> = [],
    policy: Policy
  ) {
    self.account = account
    self.asset = asset
    self.statement = statement
    self.ledger = ledger
    self.statementRecords = statementRecords
    self.ledgerRecords = ledgerRecords
    self.settled = settled
    self.kindless = kindless
    let terms = policy.terms(account: account, asset: asset)
    self.terms = terms
    window = terms.window(of: AmountWithinWindow.ruleName)
    nearness = TimeWindow(seconds: policy.windowSeconds).reach
    fee = policy.fee
    coveringNodes = policy.coveringNodes
  }

  subscript(side: Side) -> PoolSide { side == .statement ? statement : ledger }

  func records(_ side: Side) -> PoolRecords {
    side == .statement ? statementRecords : ledgerRecords
  }

  /// Matches two open entries; if what the match leaves has no 38 digits, they stay open.
  mutating func match(statement one: Int, ledger other: Int, rule: UInt8) {
    precondition(
      statement.fate[one] == .open && ledger.fate[other] == .open,
      "a later rule never undoes an earlier match")
    guard let residual = try? statement.amount(one).subtracting(ledger.amount(other)) else {
      return
    }
    statement.fate[one] = .matched
    ledger.fate[other] = .matched
    matches.append(PoolMatch(rule: rule, statement: one, ledger: other, residual: residual))
  }

  /// Matches open entries of both sides as one event; if a sum has no 38 digits, they stay open.
  ///
  /// - Parameters:
  ///   - some: indices of the statement's, ascending; at least one.
  ///   - others: indices of the ledger's, ascending; at least one.
  mutating func match(statement some: [Int], ledger others: [Int], rule: UInt8) {
    if some.count == 1, others.count == 1 {
      match(statement: some[0], ledger: others[0], rule: rule)
      return
    }
    precondition(
      some.allSatisfy { statement.fate[$0] == .open }
        && others.allSatisfy { ledger.fate[$0] == .open },
      "a later rule never undoes an earlier match")
    guard let residual = try? sum(.statement, some).subtracting(sum(.ledger, others)) else {
      return
    }
    for index in some { statement.fate[index] = .matched }
    for index in others { ledger.fate[index] = .matched }
    matches.append(
      PoolMatch(
        rule: rule, statement: some[0], ledger: others[0], residual: residual,
        group: Int32(groups.count)))
    groups.append(
      MatchGroup(statement: some.map { Int32($0) }, ledger: others.map { Int32($0) }))
  }

  /// The sum of some of a side's entries.
  ///
  /// - Throws: if it needs more than 38 digits.
  func sum(_ side: Side, _ indices: [Int]) throws(AmountError) -> Amount {
    let table = self[side]
    return try Amount.sum(indices.lazy.map(table.amount))
  }

  /// The sums of the entries that a match has of each side; nil beyond 38 digits.
  func sums(of match: PoolMatch) -> (statement: Amount, ledger: Amount)? {
    guard let group = match.group.map({ groups[Int($0)] }) else {
      return (statement.amount(match.statement), ledger.amount(match.ledger))
    }
    guard let one = try? sum(.statement, group.statement.map(Int.init)),
      let other = try? sum(.ledger, group.ledger.map(Int.init))
    else { return nil }
    return (one, other)
  }

  /// What the tolerance allows of a match that leaves a residual; nil if it leaves none, or more.
  func allowed(of match: PoolMatch) -> Amount? {
    guard !match.residual.isZero else { return nil }
    let tolerance = terms.amounts(of: matchingRules[Int(match.rule)].name)
    guard !tolerance.isNone, let sums = sums(of: match),
      tolerance.permits(match.residual.magnitude, of: sums.statement, and: sums.ledger)
    else { return nil }
    return tolerance.allowed(sums.statement, sums.ledger)
  }

  /// Whether a match of several against several would net differences: entries of both sides nearly
  /// agree, to a hundredth. They are one event each, and what they differ by is a break of its own.
  func nets(_ some: [Int], _ others: [Int]) -> Bool {
    guard min(some.count, others.count) > 1 else { return false }
    let amounts = others.map(ledger.amount).sorted()
    return some.contains { index in
      let amount = statement.amount(index)
      let next = amounts.partitioningIndex { $0 >= amount }
      return [next - 1, next].contains { place in
        guard amounts.indices.contains(place) else { return false }
        guard let gap = try? amount.subtracting(amounts[place]).magnitude,
          let scaled = try? gap.multiplied(by: Amount(units: 100, scale: 0))
        else { return true }
        return scaled <= amount.magnitude
      }
    }
  }

  /// Runs the rules, strictest first, over what is open; matches are then in canonical order.
  mutating func match(by rules: [any MatchingRule]) {
    for (number, rule) in rules.enumerated() { rule.match(&self, as: UInt8(number)) }
    sortMatches()
  }

  /// Records that the entries fit each other in several equally good ways.
  mutating func setAmbiguous(_ ambiguity: Ambiguity) {
    for index in ambiguity.statement { statement.fate[index] = .ambiguous }
    for index in ambiguity.ledger { ledger.fate[index] = .ambiguous }
    ambiguities.append(ambiguity)
  }

  /// The same account and asset with other entries, before any match.
  mutating func restart(statement: PoolSide, ledger: PoolSide) {
    self.statement = statement
    self.ledger = ledger
    matches = []
    groups = []
    ambiguities = []
    boundsMet = []
    uncovered = 0
  }

  /// Matches in order of the statement's entries, whichever rule made them.
  mutating func sortMatches() { matches.sort { $0.statement < $1.statement } }
}
