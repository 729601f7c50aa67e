import Accounting

extension SummaryReport {
  /// A derivative position through its fills.
  static func bridge(_ bridge: PositionBridge) -> JSONValue {
    .object([
      ("account", .text(bridge.account)),
      ("bought", .amount(bridge.bought)),
      ("computed", .amount(bridge.computed)),
      ("difference", .optional(bridge.difference)),
      ("entry_price", .optional(bridge.entryPrice)),
      ("fills", .count(bridge.fills)),
      ("ledger", .optional(bridge.ledger)),
      ("market", .text(bridge.market)),
      ("opened", .optional(bridge.opened)),
      ("opening", .amount(bridge.opening)),
      ("opening_from", .text(bridge.openingFrom.rawValue)),
      ("sold", .amount(bridge.sold)),
      ("stated", .optional(bridge.stated)),
      ("stated_entry_price", .optional(bridge.statedEntryPrice)),
    ])
  }

  static func equity(_ bridge: EquityBridge) -> JSONValue {
    .object([
      ("account", .text(bridge.account)),
      ("collateral", .amount(bridge.collateral)),
      ("difference", .amount(bridge.difference)),
      ("positions", .amount(bridge.positions)),
      ("stated", .amount(bridge.stated)),
    ])
  }
}
