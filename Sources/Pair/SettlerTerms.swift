package import Accounting

/// What settling is held to.
package struct SettlerTerms: Sendable {
  /// Entries at or after it are not of the day.
  package var cutOff: Instant?
  /// How far apart entries without a common reference may be, in nanoseconds.
  package var window: Int64
  /// Of these accounts and assets a matched pair may differ by a tolerance: amounts there are not
  /// told by being equal alone.
  /// Nil: of none.
  package var isTolerant: (@Sendable (NameID, NameID) -> Bool)?
  package var threads: Int
  /// False: nothing is settled, every entry stays.
  package var isExact: Bool
  /// False: nothing is settled by amount and time, for an entry without a common reference may be
  /// one event with others by an order or trade that rows do not tell.
  package var settlesByAmount: Bool

  /// - Parameters:
  ///   - isExact: false if an entry may be a twin of one that looks otherwise.
  ///   - settlesByAmount: false if an entry has a group beside its reference.
  package init(
    cutOff: Instant?, windowSeconds: Int, threads: Int, isExact: Bool = true,
    settlesByAmount: Bool = true, isTolerant: (@Sendable (NameID, NameID) -> Bool)?
  ) {
    self.settlesByAmount = settlesByAmount
    self.cutOff = cutOff
    let (window, overflow) = Int64(max(0, windowSeconds))
      .multipliedReportingOverflow(by: 1_000_000_000)
    self.window = overflow ? .max : window
    self.threads = max(1, threads)
    self.isExact = isExact
    self.isTolerant = isTolerant
  }

  /// Whether the day has the instant.
  func isOfDay(_ nanoseconds: Int64) -> Bool {
    guard let cutOff else { return true }
    return nanoseconds < cutOff.nanoseconds
  }

  /// Whether the instant is so far after the day that no entry of the day is near.
  func isBeyond(_ nanoseconds: Int64) -> Bool {
    guard let cutOff else { return false }
    let (end, overflow) = cutOff.nanoseconds.addingReportingOverflow(window)
    return !overflow && nanoseconds >= end
  }
}

/// What came of settling.
package struct Settled: Sendable {
  package var settlement = Settlement()
  /// Entries that stay, by where they are, in order.
  package var statement: [EntryRow.Place] = []
  package var ledger: [EntryRow.Place] = []
}
