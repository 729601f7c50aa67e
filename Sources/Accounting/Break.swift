/// An open item or a difference: a fact about the books.
package struct Break: Hashable, Sendable {
  /// Stable across days and reruns: `brk_` and 16 hexadecimal digits, derived from account,
  /// asset, side and the entries' own content.
  package var id: String
  package var kind: BreakKind
  /// Account name.
  package var account: String
  /// Asset code; empty if the break is of a line or file that was not understood.
  package var asset: String
  /// The side that has what the other lacks; nil if both have it.
  package var side: Side?
  /// Statement less ledger, in the asset: what the break explains of the difference. Nil if the
  /// break has no amount (a refused line).
  package var amount: Amount?
  /// What each side says; nil where it says nothing.
  package var statementAmount: Amount?
  package var ledgerAmount: Amount?
  /// When the event was, on the side that has it (the statement's, if both).
  package var instant: Instant?
  /// The reference's text; empty if none.
  package var reference: String
  /// The rule that matched the entries, if they are matched with a residual.
  package var rule: String?
  /// The entries, in canonical order.
  package var entries: [EntryIdentity]
  /// Entries that the evidence names beside the break's own.
  package var competing: [EntryIdentity]
  /// What is known, for a person: evidence, competing entries, the refused line's fault.
  package var detail: String
  /// Absolute value in US dollars by the price file; nil if unpriced or without amount.
  package var valueUSD: Amount?
  /// Business days from the event's day to the business date; nil without an instant or date.
  package var ageDays: Int?
  package var severity: Severity
  /// Whether policy calls it material. Unpriced is always material.
  package var isMaterial: Bool
  /// The business date of the run that saw it first; nil if this run has none.
  package var firstSeen: String?
  package var standing: Standing?
  /// The id of the override it is under; nil if it is under none.
  package var override: String?

  package init(
    id: String, kind: BreakKind, account: String, asset: String, side: Side?, amount: Amount?,
    statementAmount: Amount? = nil, ledgerAmount: Amount? = nil, instant: Instant? = nil,
    reference: String = "", rule: String? = nil, entries: [EntryIdentity] = [],
    competing: [EntryIdentity] = [], detail: String, valueUSD: Amount? = nil,
    ageDays: Int? = nil, severity: Severity = .medium, isMaterial: Bool = true,
    firstSeen: String? = nil, standing: Standing? = nil, override: String? = nil
  ) {
    self.override = override
    self.firstSeen = firstSeen
    self.standing = standing
    self.id = id
    self.kind = kind
    self.account = account
    self.asset = asset
    self.side = side
    self.amount = amount
    self.statementAmount = statementAmount
    self.ledgerAmount = ledgerAmount
    self.instant = instant
    self.reference = reference
    self.rule = rule
    self.entries = entries
    self.competing = competing
    self.detail = detail
    self.valueUSD = valueUSD
    self.ageDays = ageDays
    self.severity = severity
    self.isMaterial = isMaterial
  }
}

/// An entry as a report names it: by content, so that it is the same tomorrow and when lines are
/// shuffled; and by place, which only `data/work` and `explain` show.
package struct EntryIdentity: Hashable, Sendable {
  /// `ent_` and 16 hexadecimal digits; `lin_` if the line was refused, so that it is no entry.
  package var id: String
  package var side: Side
  package var origin: Origin

  package init(id: String, side: Side, origin: Origin) {
    self.id = id
    self.side = side
    self.origin = origin
  }
}

/// The kinds of breaks; the raw values are promises to readers. What each is: `meaning`.
package enum BreakKind: String, Hashable, Sendable, CaseIterable {
  case timingCutoff = "TIMING_CUTOFF"
  case inTransit = "IN_TRANSIT"
  case missingLedger = "MISSING_LEDGER"
  case missingStatement = "MISSING_STATEMENT"
  case amountDiff = "AMOUNT_DIFF"
  case feeDiff = "FEE_DIFF"
  case feeUnbooked = "FEE_UNBOOKED"
  case feeOtherAsset = "FEE_OTHER_ASSET"
  case rounding = "ROUNDING"
  case precisionLoss = "PRECISION_LOSS"
  case fxPrice = "FX_PRICE"
  case signReversed = "SIGN_REVERSED"
  case transposed = "TRANSPOSED"
  case scale10N = "SCALE_10N"
  case duplicateLedger = "DUPLICATE_LEDGER"
  case duplicateStatement = "DUPLICATE_STATEMENT"
  case wrongAsset = "WRONG_ASSET"
  case wrappedAsset = "WRAPPED_ASSET"
  case wrongAccount = "WRONG_ACCOUNT"
  case reversalPair = "REVERSAL_PAIR"
  case splitIncomplete = "SPLIT_INCOMPLETE"
  case ambiguous = "AMBIGUOUS"
  case lockedOrReserved = "LOCKED_OR_RESERVED"
  case unstatedIncome = "UNSTATED_INCOME"
  case dustConversion = "DUST_CONVERSION"
  case balanceDiff = "BALANCE_DIFF"
  case missingCurrency = "MISSING_CURRENCY"
  case positionDiff = "POSITION_DIFF"
  case entryPriceDiff = "ENTRY_PRICE_DIFF"
  case openingDiscontinuity = "OPENING_DISCONTINUITY"
  case unfooted = "UNFOOTED"
  case toleranceExceeded = "TOLERANCE_EXCEEDED"
  case coverageGap = "COVERAGE_GAP"
  case staleFile = "STALE_FILE"
  case sourceMissing = "SOURCE_MISSING"
  case priorPeriodChange = "PRIOR_PERIOD_CHANGE"
  case unparsedLine = "UNPARSED_LINE"
  case unknownType = "UNKNOWN_TYPE"
  case unknownAsset = "UNKNOWN_ASSET"
  case negativeBalance = "NEGATIVE_BALANCE"
  case unpriced = "UNPRICED"
  case overrideExpired = "OVERRIDE_EXPIRED"
  case overrideUnmatched = "OVERRIDE_UNMATCHED"

  /// Those of a refused line.
  package static let ofLines: Set<BreakKind> = [.unparsedLine, .unknownType, .unknownAsset]

  /// One sentence for a person.
  package var meaning: String {
    switch self {
    case .timingCutoff: "the other side has the entry after the cut-off"
    case .inTransit: "it left one of our accounts and has not come to the other yet"
    case .missingLedger: "the statement has the entry, the ledger has none that fits"
    case .missingStatement: "the ledger has the entry, the statement has none that fits"
    case .amountDiff: "both sides have the event, with different amounts"
    case .feeDiff: "both sides have the fee, with different amounts"
    case .feeUnbooked: "the amounts differ by a fee that one side has not booked"
    case .feeOtherAsset: "the sides have the fee in different assets"
    case .rounding: "the amounts differ by less than the last decimal one side writes"
    case .precisionLoss: "one side has the other's amount with its last decimals cut off"
    case .fxPrice: "both sides have the trade, at different prices"
    case .signReversed: "both sides have the event, with opposite signs"
    case .transposed: "two neighbouring digits of the amount changed places"
    case .scale10N: "the amounts differ by a power of ten"
    case .duplicateLedger: "the ledger has the same entry more often than the statement"
    case .duplicateStatement: "the statement has the same entry more often than the ledger"
    case .wrongAsset: "the other side has the entry in another asset"
    case .wrappedAsset: "the other side has the entry in the wrapped or unwrapped asset"
    case .wrongAccount: "the other side has the entry in another account"
    case .reversalPair: "one side has the entry and its own reversal, the other neither"
    case .splitIncomplete: "some parts of one event are missing on one side"
    case .ambiguous: "several entries fit equally well, so none was chosen"
    case .lockedOrReserved: "the balances differ by what the venue reserves"
    case .unstatedIncome: "the venue credits income that the ledger has not booked"
    case .dustConversion: "the venue converted a small rest that the ledger still holds"
    case .balanceDiff: "the balances differ by more than the entries explain"
    case .missingCurrency: "one side holds an asset that the other side does not know"
    case .positionDiff: "the position does not follow from the fills"
    case .entryPriceDiff: "the position's entry price does not follow from the fills"
    case .openingDiscontinuity: "a balance does not start where it should"
    case .unfooted: "opening balance and entries do not give the stated balance"
    case .toleranceExceeded: "tolerances took more than their budget"
    case .coverageGap: "the sources do not cover all events of the account"
    case .staleFile: "a source ends before the day that is reconciled"
    case .sourceMissing: "a source the settings name was not there or not usable"
    case .priorPeriodChange: "a line of a day already reconciled was added, altered or taken away"
    case .unparsedLine: "a line was not understood"
    case .unknownType: "a line has a transaction type that no rule knows"
    case .unknownAsset: "a line has an asset code that no rule knows"
    case .negativeBalance: "a balance is below zero in an asset that cannot be owed"
    case .unpriced: "no price is known, so that the value cannot be told"
    case .overrideExpired: "an override has expired, so that it no longer counts"
    case .overrideUnmatched: "an override fits no break"
    }
  }
}
