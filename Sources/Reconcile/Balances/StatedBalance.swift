import Accounting

/// The balance a side states of an account's asset, from its balance records.
struct StatedBalance {
  /// Nil if no record is usable.
  private(set) var amount: Amount?
  /// The part of it that the side says is reserved; zero if it says nothing of that.
  private(set) var held = Amount.zero
  /// Whether two sources state different balances as of the same time.
  private(set) var isContradicted = false

  /// Of each source the records of its latest instant are parts of one listing and add up; of the
  /// sources the latest counts. A record after the cut-off is not used; one without an instant
  /// comes before those that have one.
  ///
  /// - Throws: if a sum needs more than 38 digits.
  init(_ balances: [Balance], cutOff: Instant?) throws(AmountError) {
    var bySource: [SourceID: (instant: Instant?, amount: Amount, held: Amount)] = [:]
    for balance in balances {
      if let cutOff, let instant = balance.instant, instant > cutOff { continue }
      let source = balance.origin.source
      guard let known = bySource[source] else {
        bySource[source] = (balance.instant, balance.amount, balance.held)
        continue
      }
      if known.instant == balance.instant {
        bySource[source] = (
          known.instant, try known.amount.adding(balance.amount),
          try known.held.adding(balance.held)
        )
      } else if StatedBalance.isLater(balance.instant, than: known.instant) {
        bySource[source] = (balance.instant, balance.amount, balance.held)
      }
    }
    var latest: (instant: Instant?, amount: Amount, held: Amount)?
    for source in bySource.keys.sorted() {
      let stated = bySource[source]!
      guard let known = latest else {
        latest = stated
        continue
      }
      if known.instant == stated.instant {
        if known.amount != stated.amount { isContradicted = true }
        // Of two contradicting balances neither is better: the lower, whatever the files' order.
        latest = stated.amount < known.amount ? stated : known
      } else if StatedBalance.isLater(stated.instant, than: known.instant) {
        latest = stated
        isContradicted = false
      }
    }
    amount = latest?.amount
    held = latest?.held ?? .zero
  }

  private static func isLater(_ one: Instant?, than other: Instant?) -> Bool {
    guard let one else { return false }
    guard let other else { return true }
    return one > other
  }
}
