import Accounting

/// What earlier runs of the book knew of its breaks.
struct BreakHistory: Sendable {
  /// By the number in their ids.
  let standing: [UInt64: StandingBreak]
  /// The day that is reconciled; nil if the run has none.
  let businessDate: String?
  let cutOff: Instant?
  let transfer: TransferTerms

  init(_ policy: Policy, businessDate: String?) {
    standing = policy.standing
    self.businessDate = businessDate
    cutOff = policy.cutOff
    transfer = policy.transfer
  }

  /// Gives the break its first day and how it stands to the runs before.
  func tell(_ found: inout Break) {
    guard let businessDate else { return }
    found.firstSeen = businessDate
    found.standing = .new
    guard !standing.isEmpty, let known = standing[ContentName.number(in: found.id)] else { return }
    found.firstSeen = known.firstSeen
    found.standing = known.clearedOn == nil ? .carried : .reopened
  }

  /// Whether an item of a time may still be on its way from one account to the other.
  func isOnItsWay(_ instant: Instant) -> Bool {
    guard let cutOff else { return false }
    return Int128(cutOff.nanoseconds) - Int128(instant.nanoseconds)
      <= Int128(TimeWindow(seconds: transfer.afterSeconds).reach)
  }

  /// What a break was that still stands from the last run.
  func standing(_ number: UInt64) -> StandingBreak? {
    guard let known = standing[number], known.clearedOn == nil else { return nil }
    return known
  }
}
