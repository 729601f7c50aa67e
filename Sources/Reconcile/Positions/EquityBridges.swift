import Accounting

/// What accounts are worth as their venue states it, against the balances and positions that the
/// same source states.
struct EquityBridges {
  private(set) var bridges: [EquityBridge] = []
  private(set) var breaks: [Break] = []
  private(set) var floors: [String: Status] = [:]

  private struct Key: Hashable {
    var account: NameID
    var source: SourceID
  }

  /// An equity whose parts are not all told, or that has no room in 38 digits, is not bridged.
  init(_ statement: Book, names: BookNames, policy: Policy, naming: Naming) {
    guard !statement.equities.isEmpty else { return }
    var stated: [Key: [ReferenceKey: Amount]] = [:]
    for equity in statement.equities {
      let key = Key(account: equity.account, source: equity.origin.source)
      stated[key, default: [:]][equity.part] = equity.amount
    }
    let balances = Dictionary(grouping: statement.balances) {
      Key(account: $0.account, source: $0.origin.source)
    }
    let positions = Dictionary(grouping: statement.positions) {
      Key(account: $0.account, source: $0.origin.source)
    }
    var assets: [EquityBridge: String] = [:]
    for (key, parts) in stated {
      let collateral = balances[key] ?? []
      // Venues with positions have one collateral.
      guard Set(collateral.map(\.asset)).count == 1,
        let bridge = EquityBridges.bridge(
          names.accounts[key.account], parts, collateral, positions[key] ?? [])
      else { continue }
      assets[bridge] = names.assets[collateral[0].asset]
    }
    bridges = assets.keys.sorted { one, other in
      if one.account != other.account { return one.account.precedes(other.account) }
      return (one.stated, one.collateral, one.positions)
        < (other.stated, other.collateral, other.positions)
    }
    for bridge in bridges { check(bridge, assets[bridge] ?? "", policy, naming) }
  }

  /// One break an account, of the first source whose equity does not follow from its parts.
  private mutating func check(
    _ bridge: EquityBridge, _ asset: String, _ policy: Policy, _ naming: Naming
  ) {
    let tolerance = policy.terms(account: bridge.account, asset: asset).balance
    guard bridge.difference.magnitude > tolerance, floors[bridge.account] == nil else { return }
    floors[bridge.account] = .provedWithItems
    breaks.append(
      Break(
        id: naming.breakID(
          account: bridge.account, asset: asset, kind: .positionDiff, side: .statement),
        kind: .positionDiff, account: bridge.account, asset: asset, side: .statement,
        amount: nil, statementAmount: bridge.stated,
        detail: "balances of \(bridge.collateral) and positions worth \(bridge.positions) do "
          + "not give the stated equity of \(bridge.stated): a gap of \(bridge.difference)"))
  }

  /// Nil if a position's price is not told, or a sum has no room.
  private static func bridge(
    _ account: String, _ parts: [ReferenceKey: Amount], _ balances: [Balance],
    _ positions: [Position]
  ) -> EquityBridge? {
    var worth: [Amount] = []
    for position in positions {
      guard let price = position.entryPrice, let unrealised = position.unrealised,
        let cost = try? position.size.multiplied(by: price)
      else { return nil }
      worth += [cost, unrealised]
    }
    guard let stated = try? Amount.sum(parts.values),
      let collateral = try? Amount.sum(balances.map(\.amount)),
      let positions = try? Amount.sum(worth),
      let difference = try? Amount.sum([stated, collateral.negated, positions.negated])
    else { return nil }
    return EquityBridge(
      account: account, stated: stated, collateral: collateral, positions: positions,
      difference: difference)
  }
}
