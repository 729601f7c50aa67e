import Accounting

/// `amount-within-window` where amounts may differ by a tolerance: the most pairs, then the least
/// sum of |residual|, then the least distance in time.
///
/// Amount and time make it a plane, not a line. Entries are cut into clusters that cannot reach
/// each other; a cluster of one amount is a line; one of up to `limit` entries is assigned
/// exactly. A larger one is matched by equal amounts first, and the pool records that it met the
/// bound.
struct ToleranceAssignment {
  let tolerance: AmountTolerance
  let window: TimeWindow

  /// The most entries of a cluster that is assigned exactly.
  static let limit = 128
  /// How often a cluster is cut, by amount and by time in turns.
  static let roundLimit = 16

  struct Item {
    var side: Side
    var index: Int
    var amount: Amount
    var nanoseconds: Int64
  }

  func match(_ pool: inout Pool, _ strangers: Strangers, as number: UInt8) {
    var items: [Item] = []
    for (side, indices) in [(Side.statement, strangers.statement), (.ledger, strangers.ledger)] {
      items += indices.map {
        Item(
          side: side, index: $0, amount: pool[side].amount($0),
          nanoseconds: pool[side].nanoseconds($0))
      }
    }
    for cluster in clusters(items) { settle(&pool, cluster, number) }
  }

  private func settle(_ pool: inout Pool, _ cluster: [Item], _ number: UInt8) {
    let statement = cluster.filter { $0.side == .statement }.map(\.index).sorted()
    let ledger = cluster.filter { $0.side == .ledger }.map(\.index).sorted()
    guard !statement.isEmpty, !ledger.isEmpty else { return }
    if cluster.allSatisfy({ $0.amount == cluster[0].amount }) {
      AmountWithinWindow.matchEqualAmounts(&pool, statement, ledger, as: number)
      return
    }
    if cluster.count <= Self.limit, assign(&pool, statement, ledger, number) { return }
    pool.boundsMet.append(
      "\(cluster.count) entries lie within the tolerance and window of each other: "
        + "equal amounts were matched first")
    AmountWithinWindow.matchEqualAmounts(&pool, statement, ledger, as: number)
    let statementRest = statement.filter { pool.statement.fate[$0] == .open }
    let ledgerRest = ledger.filter { pool.ledger.fate[$0] == .open }
    if statementRest.count + ledgerRest.count <= Self.limit {
      _ = assign(&pool, statementRest, ledgerRest, number)
    }
  }

  /// Assigns exactly; false if the amounts do not fit one scale.
  private func assign(
    _ pool: inout Pool, _ statement: [Int], _ ledger: [Int], _ number: UInt8
  ) -> Bool {
    let amounts =
      statement.map { pool.statement.amount($0).reduced }
      + ledger.map { pool.ledger.amount($0).reduced }
    let scale = amounts.map(\.scale).max() ?? 0
    let units = amounts.compactMap { $0.units(at: scale) }
    guard units.count == amounts.count,
      units.allSatisfy({ $0.magnitude < UInt128(1) << 112 })
    else { return false }
    var graph = SmallAssignment(statement: statement.count, ledger: ledger.count)
    for (left, one) in statement.enumerated() {
      for (right, other) in ledger.enumerated() {
        let times = (pool.statement.nanoseconds(one), pool.ledger.nanoseconds(other))
        let (amount, otherAmount) = (amounts[left], amounts[statement.count + right])
        guard window.holds(statement: times.0, ledger: times.1),
          let residual = try? amount.subtracting(otherAmount),
          tolerance.permits(residual.magnitude, of: amount, and: otherAmount)
        else { continue }
        graph.allow(
          left, right,
          AssignmentCost(
            residual: abs(units[left] - units[statement.count + right]),
            time: abs(Int128(times.0) - Int128(times.1))))
      }
    }
    let answer = graph.solve { side, one, other in
      let (table, indices) =
        side == .statement ? (pool.statement, statement) : (pool.ledger, ledger)
      return table.amount(indices[one]) == table.amount(indices[other])
        && table.nanoseconds(indices[one]) == table.nanoseconds(indices[other])
        && table.areAlike(indices[one], indices[other])
    }
    pool.take(
      LinePoints.Answer(
        pairs: answer.pairs.map { (statement[$0.statement], ledger[$0.ledger]) },
        ambiguous: answer.ambiguous.map { ambiguous in
          (ambiguous.statement.map { statement[$0] }, ambiguous.ledger.map { ledger[$0] })
        }), as: number)
    return true
  }

  /// Entries cut where neighbours in amount are more than the tolerance apart, or neighbours in
  /// time more than the window, until nothing more comes apart or `roundLimit` is reached; a
  /// cluster may hold entries that cannot reach each other, never lack one that can.
  ///
  /// A share tells that of neighbours too. Let x < y be neighbours, p ≤ x and q ≥ y, and q − p at
  /// most the share r < 1 of the larger magnitude. Then p and q have one sign, for else they are
  /// farther apart than the larger is from zero. If they are positive, q(1 − r) ≤ p, so
  /// y(1 − r) ≤ q(1 − r) ≤ p ≤ x: y − x is at most the share r of y. The same of negative ones.
  private func clusters(_ items: [Item]) -> [[Item]] {
    var done: [[Item]] = []
    var open = [(items: items, round: 0, unchanged: 0)]
    while let next = open.popLast() {
      let parts =
        next.round.isMultiple(of: 2)
        ? Self.cut(next.items.sorted(by: Self.amountOrder)) { one, other in
          guard let gap = try? other.amount.subtracting(one.amount) else { return false }
          return !tolerance.permits(gap, of: one.amount, and: other.amount)
        }
        : Self.cut(next.items.sorted(by: Self.timeOrder)) { one, other in
          !TimeLine.near(one.nanoseconds, other.nanoseconds, window.reach)
        }
      let unchanged = parts.count == 1 ? next.unchanged + 1 : 0
      for part in parts {
        if part.count == 1 { continue }
        if unchanged == 2 || next.round == Self.roundLimit {
          done.append(part)
        } else {
          open.append((part, next.round + 1, unchanged))
        }
      }
    }
    return done
  }

  private static func amountOrder(_ one: Item, _ other: Item) -> Bool {
    one.amount == other.amount ? tieOrder(one, other) : one.amount < other.amount
  }

  private static func timeOrder(_ one: Item, _ other: Item) -> Bool {
    one.nanoseconds == other.nanoseconds
      ? tieOrder(one, other) : one.nanoseconds < other.nanoseconds
  }

  private static func tieOrder(_ one: Item, _ other: Item) -> Bool {
    one.side == other.side ? one.index < other.index : one.side == .statement
  }

  private static func cut(_ items: [Item], where isApart: (Item, Item) -> Bool) -> [[Item]] {
    var parts: [[Item]] = []
    var start = 0
    for index in items.indices {
      let isEnd = index + 1 == items.count || isApart(items[index], items[index + 1])
      if isEnd {
        parts.append(Array(items[start...index]))
        start = index + 1
      }
    }
    return parts
  }
}
