import Accounting

/// The figures that several reports show of a reconciliation, counted in one place.
struct RunFigures {
  struct KindCount {
    let kind: BreakKind
    let count: Int
    let material: Int
  }

  struct AccountFigures {
    let account: String
    let assets: Int
    let breaks: Int
    /// Nil if only breaks name it.
    let status: Status?
  }

  let matched: Int
  /// By rule name.
  let rules: [(name: String, count: Int)]
  let material: Int
  /// The kinds that occur, in the order of `BreakKind`.
  let kinds: [KindCount]
  /// Every account that is expected or has figures or breaks, by name.
  let accounts: [AccountFigures]

  init(_ reconciliation: Reconciliation) {
    matched = reconciliation.matchesByRule.values.reduce(0, +)
    rules = reconciliation.matchesByRule.map { ($0.key, $0.value) }
      .sorted { $0.name.precedesInBytes($1.name) }
    material = reconciliation.breaks.count { $0.isMaterial }
    let byKind = Dictionary(grouping: reconciliation.breaks, by: \.kind)
    kinds = BreakKind.allCases.compactMap { kind in
      byKind[kind].map { breaks in
        KindCount(kind: kind, count: breaks.count, material: breaks.count { $0.isMaterial })
      }
    }
    let positions = Dictionary(grouping: reconciliation.positions, by: \.account)
    let breaks = Dictionary(grouping: reconciliation.breaks, by: \.account)
    let names = Set(positions.keys).union(breaks.keys)
      .union(reconciliation.accountStatus.keys).subtracting([""])
    accounts = names.sorted { $0.precedesInBytes($1) }.map { name in
      AccountFigures(
        account: name, assets: positions[name]?.count ?? 0, breaks: breaks[name]?.count ?? 0,
        status: reconciliation.accountStatus[name] ?? positions[name]?.map(\.status).max())
    }
  }
}
