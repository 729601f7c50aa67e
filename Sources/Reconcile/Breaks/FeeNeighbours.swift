import Accounting

/// The fees of both sides without a counterpart, and which of them may be one fee told with
/// different amounts: within the window of each other, and neither more than twice the other.
struct FeeNeighbours {
  private let pool: Pool
  private let statement: [Int]
  private let ledger: [Int]

  /// More fees within a window are not weighed against each other.
  private static let limit = 32

  /// Nil if a side has none.
  init?(_ pool: Pool) {
    guard
      Side.allCases.allSatisfy({ side in
        pool[side].fate.indices.contains {
          pool[side].fate[$0] == .open && pool[side].kind($0) == .fee
        }
      })
    else { return nil }
    let strangers = Strangers(pool)
    self.pool = pool
    statement = strangers.statement.filter { pool.statement.kind($0) == .fee }
    ledger = strangers.ledger.filter { pool.ledger.kind($0) == .fee }
    guard !statement.isEmpty, !ledger.isEmpty else { return nil }
  }

  /// The fees of a side, ascending.
  func fees(_ side: Side) -> [Int] { side == .statement ? statement : ledger }

  /// The other side's fees that may be a fee of the side; nil: more than are weighed.
  func near(_ index: Int, _ side: Side) -> [Int]? {
    let (table, other) = (pool[side], pool[side.other])
    let (others, time) = (fees(side.other), table.nanoseconds(index))
    let (start, isFirst) = time.subtractingReportingOverflow(pool.window.reach)
    // Canonical order is that of time.
    let first = isFirst ? 0 : others.partitioningIndex { other.nanoseconds($0) >= start }
    var found: [Int] = []
    for (place, candidate) in others[first...].enumerated() {
      guard TimeLine.near(other.nanoseconds(candidate), time, pool.window.reach) else { break }
      guard place < Self.limit else { return nil }
      if isNear(side, time, other.nanoseconds(candidate)),
        FeeNeighbours.areLike(table.amount(index), other.amount(candidate))
      {
        found.append(candidate)
      }
    }
    return found
  }

  private func isNear(_ side: Side, _ own: Int64, _ their: Int64) -> Bool {
    side == .statement
      ? pool.window.holds(statement: own, ledger: their)
      : pool.window.holds(statement: their, ledger: own)
  }

  private static func areLike(_ one: Amount, _ other: Amount) -> Bool {
    guard one.isNegative == other.isNegative else { return false }
    let (less, more) = (min(one.magnitude, other.magnitude), max(one.magnitude, other.magnitude))
    guard let twice = try? less.adding(less) else { return false }
    return more <= twice
  }
}
