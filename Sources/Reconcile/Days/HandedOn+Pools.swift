import Accounting

extension HandedOn {
  /// What the next run needs of this one: rows that are open or of a later time, both entries of a
  /// match that leaves a residual, and what every account's asset and position closed with.
  ///
  /// An account that was not run closes as it did before, and its rows are the next run's.
  /// A closing whose sum needs more than 38 digits is not handed on: the next opening is not known.
  init(
    _ pools: [Pool], _ positions: [AccountAsset], _ bridges: [PositionBridge], policy: Policy,
    faults: AccountFaults
  ) {
    self.init()
    var isClosed: Set<[String]> = []
    let asOf = policy.cutOff
    // Places: a position is half a kilobyte.
    var placeOf: [[String]: Int] = [:]
    for (place, position) in positions.enumerated().reversed() {
      placeOf[[position.account, position.asset]] = place
    }
    for pool in pools {
      let isRun = faults.floor(pool.account) != .notRun
      let residuals = pool.matches.filter { !$0.residual.isZero && pool.allowed(of: $0) == nil }
      for side in Side.allCases {
        add(pool, side, residuals, isRun: isRun)
      }
      guard isRun, let asOf,
        let position = placeOf[[pool.account, pool.asset]].map({ positions[$0] }),
        let items = try? Amount.sum(
          [position.proof.openStatement, position.proof.openLedger.negated]
            + residuals.map(\.residual)),
        let unexplained = try? position.proof.difference.subtracting(items)
      else { continue }
      closings.append(
        PriorClosing(
          account: pool.account, asset: pool.asset, asOf: asOf,
          statement: position.statement.balance, ledger: position.ledger.balance,
          unexplained: unexplained))
      isClosed.insert([pool.account, pool.asset])
    }
    for closing in policy.priorClosings where !isClosed.contains([closing.account, closing.asset]) {
      var closing = closing
      if let asOf, faults.floor(closing.account) != .notRun { closing.asOf = asOf }
      closings.append(closing)
    }
    addPositions(bridges, policy, faults)
  }

  private mutating func add(
    _ pool: Pool, _ side: Side, _ residuals: [PoolMatch], isRun: Bool
  ) {
    let table = pool[side]
    var unsettled: Set<Int> = []
    for match in residuals {
      let group = match.group.map { pool.groups[Int($0)] }
      switch side {
      case .statement: unsettled.formUnion(group?.statement.map(Int.init) ?? [match.statement])
      case .ledger: unsettled.formUnion(group?.ledger.map(Int.init) ?? [match.ledger])
      }
    }
    for index in table.rows.indices
    where !isRun || table.fate[index] != .matched || unsettled.contains(index) {
      self[side].append(
        Item(row: Int(table.rows[index]), isHeld: isRun || table.tense(index) == .held))
    }
    self[side] += table.later.map { Item(row: Int($0), isHeld: false) }
  }

  private mutating func addPositions(
    _ bridges: [PositionBridge], _ policy: Policy, _ faults: AccountFaults
  ) {
    for bridge in bridges where faults.floor(bridge.account) != .notRun {
      guard let asOf = policy.cutOff else { continue }
      positions.append(
        PriorPosition(
          account: bridge.account, market: bridge.market, asOf: asOf,
          size: bridge.stated ?? bridge.computed, opened: bridge.opened,
          entryPrice: bridge.entryPrice))
    }
    positions += policy.priorPositions.filter { faults.floor($0.account) == .notRun }
  }
}
