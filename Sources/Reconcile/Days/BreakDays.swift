import Accounting

/// The breaks from the last run to this one: what stays, comes, goes.
struct BreakDays {
  private(set) var rollForward: [BreakRollForward] = []
  private(set) var cleared: [ClearedBreak] = []

  /// - Parameter fates: what became of entries brought forward, by the number in their id.
  init(_ sheet: BreakSheet, _ history: BreakHistory, fates: [UInt64: String]) {
    guard history.businessDate != nil else { return }
    var lines: [[String]: BreakRollForward] = [:]
    var seen: Set<UInt64> = []
    for index in 0..<sheet.count {
      let names = sheet.names(index)
      let amount = sheet.amount(index)
      let key = [names.account, names.asset]
      var line = lines[key] ?? BreakRollForward(account: names.account, asset: names.asset)
      line.carriedForward.add(amount)
      let number = history.standing.isEmpty ? 0 : sheet.number(index)
      if let known = history.standing[number] {
        seen.insert(number)
        if known.clearedOn != nil {
          line.reopened.add(amount)
        } else {
          line.broughtForward.add(known.amount)
          let (now, then) = (amount ?? .zero, known.amount ?? .zero)
          if now != then { line.changed.add(try? now.subtracting(then)) }
        }
      } else {
        line.new.add(amount)
      }
      lines[key] = line
    }
    for (number, known) in history.standing
    where known.clearedOn == nil && !seen.contains(number) {
      let key = [known.account, known.asset]
      var line = lines[key] ?? BreakRollForward(account: known.account, asset: known.asset)
      line.broughtForward.add(known.amount)
      line.cleared.add(known.amount)
      lines[key] = line
      cleared.append(ClearedBreak(known, how: BreakDays.how(known, fates)))
    }
    rollForward = lines.values.sorted { one, other in
      one.account == other.account
        ? one.asset.precedes(other.asset) : one.account.precedes(other.account)
    }
    cleared.sort { one, other in
      let (left, right) = (one.standing, other.standing)
      if left.account != right.account { return left.account.precedes(right.account) }
      if left.asset != right.asset { return left.asset.precedes(right.asset) }
      return left.id.precedes(right.id)
    }
  }

  /// What cleared a break: what became of the first of its entries of which something did.
  private static func how(_ known: StandingBreak, _ fates: [UInt64: String]) -> String {
    for entry in known.entries {
      if let fate = fates[ContentName.number(in: entry)] { return fate }
    }
    switch known.kind {
    case .priorPeriodChange: return "named once, by the run that found it"
    default: return "not found any more"
    }
  }
}

extension BreakDays {
  /// What became of the entries that were brought forward, by the number in their id.
  static func fates(
    _ pools: [Pool], _ changes: [PriorPeriodChange], naming: Naming
  ) -> [UInt64: String] {
    var fates: [UInt64: String] = [:]
    for pool in pools where !pool.statement.tenses.isEmpty || !pool.ledger.tenses.isEmpty {
      for match in pool.matches {
        let group = match.group.map { pool.groups[Int($0)] }
        let rows: [(side: Side, index: Int)] =
          (group?.statement.map(Int.init) ?? [match.statement]).map { (.statement, $0) }
          + (group?.ledger.map(Int.init) ?? [match.ledger]).map { (.ledger, $0) }
        for (side, index) in rows where pool[side].tense(index) == .held {
          let others = rows.filter { $0.side != side || $0.index != index }.map {
            naming.identity($0.side, Int(pool[$0.side].rows[$0.index])).id
          }
          let row = Int(pool[side].rows[index])
          fates[naming.contents(side).number(row)] =
            "matched by \(matchingRules[Int(match.rule)].name) with "
            + others.joined(separator: " ")
        }
      }
    }
    for change in changes {
      guard let before = change.before else { continue }
      fates[before.number] =
        change.after == nil ? "its line is gone from the source" : "its line was altered"
    }
    return fates
  }
}
