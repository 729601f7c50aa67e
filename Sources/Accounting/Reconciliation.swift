/// What was found out about a book on a date: everything the reports and the manifest say.
///
/// Every list is in canonical order; nothing in it depends on the order of lines or files, on a
/// clock, a host or a path.
package struct Reconciliation: Sendable {
  package var book: String
  /// `2026-11-19`; nil if the run has none (files only).
  package var businessDate: String?
  /// Entries at or after this instant are set aside; nil if the run has no cut-off.
  package var cutOff: Instant?
  package var status: Status
  package var positions: [AccountAsset]
  package var breaks: Breaks
  /// Matches per rule name.
  package var matchesByRule: [String: Int]
  package var openPositions: [OpenPosition]
  package var aliases: [AliasUse]
  package var refused: [RefusedLine]
  package var diagnostics: [Diagnostic]
  package var tallies: [SourceTally]
  package var thresholdUSD: Amount?
  /// Entries set aside by a named rule, and how many: `after-cut-off`.
  package var setAside: [String: Int]
  /// How far each account is proved: those the settings name, and those with figures. The worst
  /// of its assets, and not better than its sources allow.
  package var accountStatus: [String: Status]
  /// Derivative positions through their fills, and what accounts are worth by that.
  package var bridges: [PositionBridge]
  package var equities: [EquityBridge]
  /// The business date of the run whose open items were brought forward; nil: this is the first.
  package var broughtForwardFrom: String?
  /// By account and asset, in canonical order; empty if the run has no business date.
  package var rollForward: [BreakRollForward]
  /// What earlier runs had and this one no longer has, in order of account, asset and id.
  package var cleared: [ClearedBreak]
  /// The matches that are listed for a person; `matchesByRule` counts all.
  package var matches: MatchList

  package init(
    book: String, businessDate: String?, cutOff: Instant?, status: Status,
    positions: [AccountAsset], breaks: Breaks, matchesByRule: [String: Int],
    openPositions: [OpenPosition], aliases: [AliasUse], refused: [RefusedLine],
    diagnostics: [Diagnostic], tallies: [SourceTally], thresholdUSD: Amount?,
    setAside: [String: Int] = [:], accountStatus: [String: Status] = [:],
    bridges: [PositionBridge] = [], equities: [EquityBridge] = [],
    broughtForwardFrom: String? = nil, rollForward: [BreakRollForward] = [],
    cleared: [ClearedBreak] = [], matches: MatchList = MatchList()
  ) {
    self.matches = matches
    self.broughtForwardFrom = broughtForwardFrom
    self.rollForward = rollForward
    self.cleared = cleared
    self.book = book
    self.businessDate = businessDate
    self.cutOff = cutOff
    self.status = status
    self.positions = positions
    self.breaks = breaks
    self.matchesByRule = matchesByRule
    self.openPositions = openPositions
    self.aliases = aliases
    self.refused = refused
    self.diagnostics = diagnostics
    self.tallies = tallies
    self.thresholdUSD = thresholdUSD
    self.setAside = setAside
    self.accountStatus = accountStatus
    self.bridges = bridges
    self.equities = equities
  }
}

/// How far an account's asset, or the whole run, is proved; worst last.
package enum Status: String, Hashable, Comparable, Sendable, CaseIterable {
  case proved = "PROVED"
  case withinTolerance = "WITHIN_TOLERANCE"
  case provedWithItems = "PROVED_WITH_ITEMS"
  case unproved = "UNPROVED"
  case notRun = "NOT_RUN"

  package static func < (left: Status, right: Status) -> Bool {
    Status.allCases.firstIndex(of: left)! < Status.allCases.firstIndex(of: right)!
  }
}

/// One account's asset: what each side says and the proof of the difference.
///
/// statement − ledger = opening difference + Σ matched residuals + Σ open statement entries
/// − Σ open ledger entries + unexplained. Nothing is adjusted to make it hold.
package struct AccountAsset: Hashable, Sendable {
  package var account: String
  package var asset: String
  package var statement: SideFigures
  package var ledger: SideFigures
  package var proof: Proof
  package var matched: Int
  /// The tolerance that applied, and how much of it was used.
  package var tolerance: Amount
  package var toleranceUsed: Amount
  /// How much of it may be used; nil: any.
  package var toleranceBudget: Amount?
  /// What it was used for; the amounts add up to `toleranceUsed`.
  package var toleranceUses: [ToleranceUse]
  /// The matches that used most of it, the greatest residual first: not all, if there are many.
  package var toleratedMatches: [ToleratedMatch]
  package var status: Status
  /// Why opening difference and unexplained part are not zero; their amounts add up to both.
  package var causes: [ProofCause]
  package var tables: ProofTables

  package init(
    account: String, asset: String, statement: SideFigures, ledger: SideFigures, proof: Proof,
    matched: Int, tolerance: Amount, toleranceUsed: Amount, toleranceBudget: Amount? = nil,
    toleranceUses: [ToleranceUse] = [], toleratedMatches: [ToleratedMatch] = [], status: Status,
    causes: [ProofCause] = [], tables: ProofTables
  ) {
    self.account = account
    self.asset = asset
    self.statement = statement
    self.ledger = ledger
    self.proof = proof
    self.matched = matched
    self.tolerance = tolerance
    self.toleranceUsed = toleranceUsed
    self.toleranceBudget = toleranceBudget
    self.toleranceUses = toleranceUses
    self.toleratedMatches = toleratedMatches
    self.status = status
    self.causes = causes
    self.tables = tables
  }
}

/// What one side says of an account's asset.
package struct SideFigures: Hashable, Sendable {
  /// Whether the side has any line or balance of it.
  package var isKnown: Bool
  /// Balance before the first entry; nil if the side does not say (taken as zero in the proof).
  package var opening: Amount?
  /// Number and sum of the entries.
  package var entries: Int
  package var movement: Amount
  /// The balance the side states; nil if it states none.
  package var stated: Amount?
  /// The balance used: stated, or opening and movement.
  package var balance: Amount
  /// Number and sum of the entries that stay open.
  package var openEntries: Int
  package var openAmount: Amount
  /// Who says the opening.
  package var openingFrom: OpeningOrigin
  /// The opening the proof counts from: the side's own, or what is taken in its place.
  package var begin: Amount
  /// The sum of the positive entries, and of the negative ones.
  package var receipts: Amount
  package var disbursements: Amount
  /// By kind, in order of `EntryKind`, those not told last; kinds without an entry are left out.
  package var kinds: [KindSum]
  /// Number and sum of the entries that were open in the last run and are in the opening: they
  /// are among the open ones if nothing matched them.
  package var heldEntries: Int
  package var heldAmount: Amount

  package init(
    isKnown: Bool, opening: Amount?, entries: Int, movement: Amount, stated: Amount?,
    balance: Amount, openEntries: Int, openAmount: Amount, openingFrom: OpeningOrigin = .none,
    begin: Amount? = nil, receipts: Amount = .zero, disbursements: Amount = .zero,
    kinds: [KindSum] = [], heldEntries: Int = 0, heldAmount: Amount = .zero
  ) {
    self.heldEntries = heldEntries
    self.heldAmount = heldAmount
    self.isKnown = isKnown
    self.opening = opening
    self.entries = entries
    self.movement = movement
    self.stated = stated
    self.balance = balance
    self.openEntries = openEntries
    self.openAmount = openAmount
    self.openingFrom = openingFrom
    self.begin = begin ?? opening ?? .zero
    self.receipts = receipts
    self.disbursements = disbursements
    self.kinds = kinds
  }
}

/// The walk from the ledger's balance to the statement's.
package struct Proof: Hashable, Sendable {
  /// Statement balance less ledger balance.
  package var difference: Amount
  /// Of the openings, less what was open in them and is among the items now.
  package var openingDifference: Amount
  /// Σ residuals of matches that leave one.
  package var residuals: Amount
  package var openStatement: Amount
  package var openLedger: Amount
  package var unexplained: Amount

  package init(
    difference: Amount, openingDifference: Amount, residuals: Amount, openStatement: Amount,
    openLedger: Amount, unexplained: Amount
  ) {
    self.difference = difference
    self.openingDifference = openingDifference
    self.residuals = residuals
    self.openStatement = openStatement
    self.openLedger = openLedger
    self.unexplained = unexplained
  }
}

/// A derivative position as stated; `PositionBridge` holds it against its fills.
package struct OpenPosition: Hashable, Sendable {
  package var side: Side
  package var account: String
  package var market: String
  package var size: Amount
  package var entryPrice: Amount?

  package init(
    side: Side, account: String, market: String, size: Amount, entryPrice: Amount?
  ) {
    self.side = side
    self.account = account
    self.market = market
    self.size = size
    self.entryPrice = entryPrice
  }
}
