/// How far before and after the statement's entry the ledger's entry of one event may lie.
package struct TimeWindow: Hashable, Sendable {
  /// In nanoseconds, not negative; seconds beyond what a day count holds are all there are.
  package let before: Int64
  package let after: Int64

  package init(beforeSeconds: Int, afterSeconds: Int) {
    before = TimeWindow.nanoseconds(beforeSeconds)
    after = TimeWindow.nanoseconds(afterSeconds)
  }

  /// The same before and after.
  package init(seconds: Int) { self.init(beforeSeconds: seconds, afterSeconds: seconds) }

  private static func nanoseconds(_ seconds: Int) -> Int64 {
    let (nanoseconds, overflow) = Int64(max(0, seconds))
      .multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : nanoseconds
  }

  /// Whether the entries of two instants may be one event.
  package func holds(statement: Int64, ledger: Int64) -> Bool {
    let (lead, overflow) = ledger.subtractingReportingOverflow(statement)
    return !overflow && lead <= after && lead >= -before
  }

  /// Entries of both sides that are further apart are not one event.
  package var reach: Int64 { max(before, after) }
}
