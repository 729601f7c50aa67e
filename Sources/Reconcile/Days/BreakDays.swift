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
    if known.kind == .priorPeriodChange { return "named once, by the run that found it" }
    for entry in known.entries {
      if let fate = fates[ContentName.number(in: entry)] { return fate }
    }
    return "not found any more"
  }
}

extension BreakDays {
  /// What became of the entries of breaks that stood, by the number in their id.
  static func fates(
    _ pools: [Pool], _ changes: [PriorPeriodChange], _ history: BreakHistory, naming: Naming
  ) -> [UInt64: String] {
    var wanted: Set<UInt64> = []
    var places: Set<[String]> = []
    for known in history.standing.values where known.clearedOn == nil {
      wanted.formUnion(known.entries.map(ContentName.number(in:)))
      places.insert([known.account, known.asset])
    }
    guard !wanted.isEmpty else { return [:] }
    var fates: [UInt64: String] = [:]
    for pool in pools where places.contains([pool.account, pool.asset]) {
      for match in pool.matches {
        let rows = pool.rows(of: match)
        for (place, own) in rows.enumerated() {
          let number = naming.contents(own.side).number(own.row)
          guard wanted.contains(number) else { continue }
          let others = rows.indices.filter { $0 != place }.map {
            naming.identity(rows[$0].side, rows[$0].row).id
          }
          fates[number] =
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

extension Pool {
  /// All entries of a match, the statement's first.
  fileprivate func rows(of match: PoolMatch) -> [(side: Side, row: Int)] {
    let group = match.group.map { groups[Int($0)] }
    let statement = group?.statement.map(Int.init) ?? [match.statement]
    let ledger = group?.ledger.map(Int.init) ?? [match.ledger]
    return statement.map { (.statement, Int(self.statement.rows[$0])) }
      + ledger.map { (.ledger, Int(self.ledger.rows[$0])) }
  }
}
