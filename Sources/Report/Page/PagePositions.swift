import Accounting

/// Derivative positions and what accounts are worth.
enum PagePositions {
  static func values(_ reconciliation: Reconciliation) -> PageValues {
    let bridges = PageLimit.first(
      PageLimit.lines, of: reconciliation.bridges, all: "summary.json")
    let stated = PageLimit.first(
      PageLimit.lines, of: reconciliation.openPositions, all: "summary.json")
    let equities = PageLimit.first(
      PageLimit.lines, of: reconciliation.equities, all: "summary.json")
    return [
      "hasBridges": !bridges.shown.isEmpty, "bridgesLeft": bridges.rest,
      "bridges": bridges.shown.map(bridge),
      "hasStated": !stated.shown.isEmpty, "statedLeft": stated.rest,
      "stated": stated.shown.map { position in
        [
          "account": position.account, "market": position.market,
          "side": position.side.rawValue,
          "amounts": [position.size.description, text(position.entryPrice)],
        ] as PageValues
      },
      "hasEquities": !equities.shown.isEmpty, "equitiesLeft": equities.rest,
      "equities": equities.shown.map { equity in
        [
          "account": equity.account,
          "amounts": [equity.collateral, equity.positions, equity.stated, equity.difference]
            .map(\.description),
        ] as PageValues
      },
    ]
  }

  private static func bridge(_ bridge: PositionBridge) -> PageValues {
    [
      "account": bridge.account, "market": bridge.market,
      "amounts": [
        bridge.opening.description, bridge.bought.description, bridge.sold.description,
        bridge.computed.description, text(bridge.stated), text(bridge.ledger),
        text(bridge.difference),
      ],
    ]
  }

  private static func text(_ amount: Amount?) -> String {
    guard let amount else { return "–" }
    return amount.description
  }
}
