import Accounting

/// Both sides have a fee without a counterpart, near in time, and neither is more than twice the
/// other: one fee, told with different amounts.
///
/// Evidence: neither of the two has another fee without a counterpart within the window.
struct NearFee: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind { .feeDiff }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    let (table, other) = (pool[side], pool[side.other])
    guard open.contains(where: { table.kind($0) == .fee }) else { return [] }
    let strangers = Strangers(pool)
    let fees = (
      strangers.statement.filter { pool.statement.kind($0) == .fee },
      strangers.ledger.filter { pool.ledger.kind($0) == .fee }
    )
    let (mine, theirs) = side == .statement ? fees : (fees.1, fees.0)
    guard !theirs.isEmpty else { return [] }
    let mineTimes = mine.map(table.nanoseconds)
    let theirTimes = theirs.map(other.nanoseconds)
    let unclaimed = Set(open)
    return mine.enumerated().compactMap { place, index in
      guard unclaimed.contains(index),
        let found = NearFee.only(near: mineTimes[place], in: theirTimes, pool.window.reach),
        NearFee.only(near: theirTimes[found], in: mineTimes, pool.window.reach) == place,
        NearFee.areLike(table.amount(index), other.amount(theirs[found]))
      else { return nil }
      return OpenItemClaim(
        index: index, sentence: 0,
        witness: Witness(side: side.other, row: other.rows[theirs[found]]))
    }
  }

  /// The one place of a time within the window; nil if there is none, or several. Times ascend, as
  /// canonical order is.
  private static func only(near time: Int64, in times: [Int64], _ window: Int64) -> Int? {
    let (start, isFirst) = time.subtractingReportingOverflow(window)
    let first = isFirst ? 0 : times.partitioningIndex { $0 >= start }
    guard first < times.count, TimeLine.near(times[first], time, window) else { return nil }
    let next = first + 1
    return next < times.count && TimeLine.near(times[next], time, window) ? nil : first
  }

  private static func areLike(_ one: Amount, _ other: Amount) -> Bool {
    guard one.isNegative == other.isNegative else { return false }
    let (less, more) = (min(one.magnitude, other.magnitude), max(one.magnitude, other.magnitude))
    guard let twice = try? less.adding(less) else { return false }
    return more <= twice
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    "the \(side.other.rawValue) has one fee near in time, with another amount"
  }
}
