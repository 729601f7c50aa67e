import Accounting

/// The status tiles of every account's assets, and the statements of reconciliation.
enum PageBalances {
  static func values(_ reconciliation: Reconciliation, _ figures: RunFigures) -> PageValues {
    let positions = reconciliation.positions
    let tiled = Set(leastProved(PageLimit.tiles, positions))
    let told = leastProved(PageLimit.statements, positions)
    let tiles = Dictionary(grouping: positions.indices.filter(tiled.contains)) {
      positions[$0].account
    }
    // Accounts without a tile here have one each for their status, if they have no asset at all.
    let accounts = figures.accounts.filter { tiles[$0.account] != nil || $0.assets == 0 }
    let groups = PageLimit.first(PageLimit.tiles, of: accounts, all: "summary.json")
    let left = positions.count - tiled.count
    return [
      "accounts": groups.shown.map { account in
        self.account(account, tiles[account.account] ?? [], positions, told: Set(told))
      },
      "accountsLeft": groups.rest,
      "tilesLeft": left > 0
        ? ["\(left) better proved balances more: see breaks.xlsx, sheet Balances."] : [],
      "statements": told.enumerated().map { place, index in
        statement(positions[index], index, isOpen: place < 8)
      },
      "statementsLeft": positions.count > told.count
        ? ["\(positions.count - told.count) better proved statements more: see summary.json."]
        : [],
    ]
  }

  /// The places of the least proved, in order of their places.
  private static func leastProved(_ limit: Int, _ positions: [AccountAsset]) -> [Int] {
    let sorted = positions.indices.sorted { one, other in
      let (left, right) = (positions[one].status, positions[other].status)
      return left == right ? one < other : right < left
    }
    return sorted.prefix(limit).sorted()
  }

  private static func account(
    _ account: RunFigures.AccountFigures, _ tiles: [Int], _ positions: [AccountAsset],
    told: Set<Int>
  ) -> PageValues {
    [
      "account": account.account,
      "accountStatus": account.status.map { [PageHead.status($0)] } ?? [],
      "hasTiles": !tiles.isEmpty,
      "tiles": tiles.map { index in
        let position = positions[index]
        return [
          "asset": position.asset, "status": PageHead.status(position.status),
          "difference": position.proof.difference.description,
          "unexplained": position.proof.unexplained.description,
          "open": String(position.statement.openEntries + position.ledger.openEntries),
          "link": told.contains(index) ? [String(index + 1)] : [],
          "noLink": !told.contains(index),
        ] as PageValues
      },
    ]
  }

  private static func statement(
    _ position: AccountAsset, _ index: Int, isOpen: Bool
  ) -> PageValues {
    let tables = position.tables
    return [
      "number": String(index + 1), "account": position.account, "asset": position.asset,
      "status": PageHead.status(position.status),
      "statusMeans": position.status.meaning,
      "isOpen": isOpen && position.status > .withinTolerance,
      "difference": position.proof.difference.description,
      "walk": Walk(position).map { [PageWalk.values($0, position)] } ?? [],
      "lines": tables.statementOfReconciliation.lines.map(line),
      "cashColumns": ProofOfCash.columns,
      "cash": tables.proofOfCash.lines.map(line),
      "rollForwards": [
        rollForward("statement", tables.statementRollForward),
        rollForward("ledger", tables.ledgerRollForward),
      ],
      "causes": position.causes.map {
        [
          "amount": $0.amount.description, "cause": $0.kind.rawValue, "detail": $0.detail,
        ] as PageValues
      },
      "tolerance": position.tolerance.isZero
        ? [] : ["\(position.toleranceUsed) of \(position.tolerance) \(position.asset)"],
    ]
  }

  private static func line(_ line: ProofLine) -> PageValues {
    [
      "label": line.label, "amounts": line.amounts.map(\.description), "isTotal": line.isTotal,
    ]
  }

  private static func rollForward(_ title: String, _ table: RollForward) -> PageValues {
    ["title": title, "rows": table.lines.map(line)]
  }
}
