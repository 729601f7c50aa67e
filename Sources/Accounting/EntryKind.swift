/// What kind of event an entry is, for control totals and roll-forward; it never decides a match.
package enum EntryKind: UInt8, Hashable, Sendable, CaseIterable {
  case deposit, withdrawal, trade, fee, rebate, conversion, transfer, funding, income, staking
  case adjustment, other

  /// Whether it is, or may be, one end of a transfer between two accounts.
  package var isTransferLeg: Bool {
    switch self {
    case .deposit, .withdrawal, .transfer: true
    case .trade, .fee, .rebate, .conversion, .funding, .income, .staking, .adjustment, .other:
      false
    }
  }

  /// The word in reports.
  package var name: String { EntryKind.names[Int(rawValue)] }

  // Made once: describing a value looks its case up by reflection each time.
  private static let names = allCases.map { "\($0)" }
}
