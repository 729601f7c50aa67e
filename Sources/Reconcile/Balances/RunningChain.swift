import Accounting

/// Recomputes one side's running balances of one account and asset.
///
/// Lines are taken in order of time. Inside one instant the order of lines is not reliable, so an
/// order is looked for in which the balances chain: each line is an edge from the balance before
/// it to the balance after it, and an order is a path through all edges.
struct RunningChain {
  /// The balance before the first line; nil if no line states a balance.
  private(set) var opening: Amount?
  /// The balance after the last line; nil if no line states a balance.
  private(set) var closing: Amount?
  /// The first line that does not follow from those before it.
  private(set) var divergence: Divergence?

  struct Divergence: Hashable {
    /// The row of the line's entry.
    var row: Int
    var expected: Amount
    var stated: Amount
  }

  /// One line: what it adds and the balance it states.
  struct Line {
    var row: Int
    var nanoseconds: Int64
    var amount: Amount
    var before: Amount
    var after: Amount
  }

  /// - Parameter declared: the opening balance the settings declare, to decide where lines of one
  ///   instant go round in a circle.
  /// - Throws: if a balance needs more than 38 digits.
  init(
    side: PoolSide, running: [RunningBalance], declared: Amount?
  ) throws(AmountError) {
    let lines = try RunningChain.lines(side, running)
    guard !lines.isEmpty else { return }
    var groups: [ChainGroup] = []
    var start = 0
    for index in lines.indices
    where index + 1 == lines.count || lines[index].nanoseconds != lines[index + 1].nanoseconds {
      groups.append(ChainGroup(Array(lines[start...index])))
      start = index + 1
    }
    let first = RunningChain.start(groups, declared)
    opening = first
    var current = first
    for group in groups {
      guard let end = group.end(from: current) else {
        divergence = try group.divergence(from: current)
        closing = groups[groups.count - 1].statedEnd
        return
      }
      current = end
    }
    closing = current
  }

  /// The balance the first group must start from. A group that goes round in a circle can start
  /// anywhere on it: then a later group, the declared opening, or zero decides.
  private static func start(_ groups: [ChainGroup], _ declared: Amount?) -> Amount {
    let first = groups[0]
    if let only = first.onlyStart { return only }
    var wanted: [Amount] = []
    if first.isCircle, let next = groups.dropFirst().first(where: { !$0.isCircle })?.onlyStart {
      wanted.append(next)
    }
    if let declared { wanted.append(declared) }
    wanted.append(.zero)
    return wanted.first(where: first.touches) ?? first.lowestBefore
  }

  /// The lines that state a balance, in canonical order. Entries of one line and this account
  /// and asset belong together: the line's balance is the one after all of them, unless more than
  /// one of them states its own.
  private static func lines(
    _ side: PoolSide, _ running: [RunningBalance]
  ) throws(AmountError) -> [Line] {
    guard !running.isEmpty else { return [] }
    struct Place: Hashable {
      var source: SourceID
      var offset: UInt64
    }
    var stated: [Int: Amount] = [:]
    var linesOf: [Place: [Int]] = [:]
    let origins = side.entries.origin
    for balance in running { stated[balance.row] = balance.amount }
    for row in side.rows where stated[Int(row)] != nil {
      let origin = origins[Int(row)]
      linesOf[Place(source: origin.source, offset: origin.offset)] = []
    }
    for row in side.rows {
      let origin = origins[Int(row)]
      linesOf[Place(source: origin.source, offset: origin.offset)]?.append(Int(row))
    }
    var lines: [Line] = []
    for rows in linesOf.values {
      let rows = rows.sorted { origins[$0].leg < origins[$1].leg }
      let several = rows.filter { stated[$0] != nil }.count > 1
      var amount = Amount.zero
      for (place, row) in rows.enumerated() {
        amount = try amount.adding(side.entries.amount(row))
        let isEnd = several ? stated[row] != nil : place + 1 == rows.count
        guard isEnd, let named = several ? row : rows.first(where: { stated[$0] != nil }),
          let after = stated[named]
        else { continue }
        lines.append(
          Line(
            row: named, nanoseconds: side.entries.nanoseconds[named], amount: amount,
            before: try after.subtracting(amount), after: after))
        amount = .zero
      }
    }
    return lines.sorted { one, other in
      if one.nanoseconds != other.nanoseconds { return one.nanoseconds < other.nanoseconds }
      if one.after != other.after { return one.after < other.after }
      if one.amount != other.amount { return one.amount < other.amount }
      return side.entries.precedesAtInstant(one.row, other.row, [])
    }
  }
}
