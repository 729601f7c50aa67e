package import Accounting

/// The figures that several reports show of a reconciliation, counted in one place.
package struct RunFigures {
  struct KindCount {
    let kind: BreakKind
    let count: Int
    let material: Int
  }

  package struct AccountFigures: Sendable {
    package let account: String
    package let assets: Int
    package let breaks: Int
    /// Nil if only breaks name it.
    package let status: Status?
  }

  let matched: Int
  /// By rule name.
  let rules: [(name: String, count: Int)]
  let material: Int
  /// The kinds that occur, in the order of `BreakKind`.
  let kinds: [KindCount]
  /// Every account that is expected or has figures or breaks, by name.
  package let accounts: [AccountFigures]

  package init(_ reconciliation: Reconciliation) {
    matched = reconciliation.matchesByRule.values.reduce(0, +)
    rules = reconciliation.matchesByRule.map { ($0.key, $0.value) }
      .sorted { $0.name.precedesInBytes($1.name) }
    material = reconciliation.breaks.material
    let byKind = Dictionary(grouping: reconciliation.breaks.counts, by: \.kind)
    kinds = BreakKind.allCases.compactMap { kind in
      byKind[kind].map { some in
        KindCount(
          kind: kind, count: some.reduce(0) { $0 + $1.count },
          material: some.reduce(0) { $0 + $1.material })
      }
    }
    let positions = Dictionary(grouping: reconciliation.positions, by: \.account)
    let breaks = Dictionary(grouping: reconciliation.breaks.counts, by: \.account)
      .mapValues { $0.reduce(0) { $0 + $1.count } }
    let names = Set(positions.keys).union(breaks.keys)
      .union(reconciliation.accountStatus.keys).subtracting([""])
    accounts = names.sorted { $0.precedesInBytes($1) }.map { name in
      AccountFigures(
        account: name, assets: positions[name]?.count ?? 0, breaks: breaks[name] ?? 0,
        status: reconciliation.accountStatus[name] ?? positions[name]?.map(\.status).max())
    }
  }
}
