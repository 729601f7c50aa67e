import Accounting

/// The entry that no classifier claims: the other side has none that fits.
enum MissingEntry {
  static func kind(_ side: Side) -> BreakKind {
    side == .statement ? .missingLedger : .missingStatement
  }

  static func detail(_ side: Side, hasReference: Bool) -> String {
    switch (side, hasReference) {
    case (.statement, true): "no ledger entry is left with this reference, or amount and time"
    case (.statement, false): "no ledger entry is left with this amount and time"
    case (.ledger, true): "no statement entry is left with this reference, or amount and time"
    case (.ledger, false): "no statement entry is left with this amount and time"
    }
  }
}
