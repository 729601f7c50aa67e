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
    var stated: [Key: [ReferenceKey: Amount]] = [:]
    for equity in statement.equities {
      let key = Key(account: equity.account, source: equity.origin.source)
      stated[key, default: [:]][equity.part] = equity.amount
    }
    for (key, parts) in stated {
      guard let amount = try? Amount.sum(parts.values) else { continue }
      let bridge = EquityBridges.bridge(amount, of: key, statement, names)
      if let bridge, !bridges.contains(bridge) { bridges.append(bridge) }
    }
    bridges.sort { one, other in
      if one.account != other.account { return one.account.precedes(other.account) }
      return (one.stated, one.collateral, one.positions)
        < (other.stated, other.collateral, other.positions)
    }
    for bridge in bridges {
      let asset = EquityBridges.asset(of: bridge.account, statement, names)
      let tolerance = policy.tolerance(.balance, account: bridge.account, asset: asset)
      guard bridge.difference.magnitude > tolerance, floors[bridge.account] == nil else { continue }
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
  }

  /// The asset of the account's balances: venues with positions have one collateral.
  private static func asset(of account: String, _ statement: Book, _ names: BookNames) -> String {
    statement.balances.filter { names.accounts[$0.account] == account }
      .map { names.assets[$0.asset] }.min { $0.precedes($1) } ?? ""
  }

  /// Nil if a position's price is not told, or a sum has no room.
  private static func bridge(
    _ stated: Amount, of key: Key, _ statement: Book, _ names: BookNames
  ) -> EquityBridge? {
    let balances = statement.balances.filter {
      $0.account == key.account && $0.origin.source == key.source
    }
    guard Set(balances.map(\.asset)).count <= 1 else { return nil }
    var worth: [Amount] = []
    for position in statement.positions
    where position.account == key.account && position.origin.source == key.source {
      guard let price = position.entryPrice, let unrealised = position.unrealised,
        let cost = try? position.size.multiplied(by: price)
      else { return nil }
      worth += [cost, unrealised]
    }
    guard let collateral = try? Amount.sum(balances.map(\.amount)),
      let positions = try? Amount.sum(worth),
      let difference = try? Amount.sum([stated, collateral.negated, positions.negated])
    else { return nil }
    return EquityBridge(
      account: names.accounts[key.account], stated: stated, collateral: collateral,
      positions: positions, difference: difference)
  }
}
