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
  /// A matched pair may differ by so much, and the balance by so much.
  let legTolerance: Amount
  let balanceTolerance: Amount
  /// How far apart entries without a common reference may be, in nanoseconds.
  let window: Int64
  private(set) var matches: [PoolMatch] = []
  private(set) var ambiguities: [Ambiguity] = []
  /// Entries that a rule could not weigh within its bound.
  var boundsMet: [String] = []

  init(
    account: String, asset: String, statement: PoolSide, ledger: PoolSide,
    statementRecords: PoolRecords, ledgerRecords: PoolRecords,
    settled: Settlement.Figures = Settlement.Figures(), policy: Policy
  ) {
    self.account = account
    self.asset = asset
    self.statement = statement
    self.ledger = ledger
    self.statementRecords = statementRecords
    self.ledgerRecords = ledgerRecords
    self.settled = settled
    legTolerance = policy.tolerance(.leg, account: account, asset: asset)
    balanceTolerance = policy.tolerance(.balance, account: account, asset: asset)
    let (nanoseconds, overflow) = Int64(max(0, policy.windowSeconds))
      .multipliedReportingOverflow(by: 1_000_000_000)
    window = overflow ? .max : nanoseconds
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
    ambiguities = []
    boundsMet = []
  }

  /// Matches in order of the statement's entries, whichever rule made them.
  mutating func sortMatches() { matches.sort { $0.statement < $1.statement } }
}
