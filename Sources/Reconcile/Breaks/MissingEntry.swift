import Accounting

/// The other side has no entry that fits: what no other classifier claims.
struct MissingEntry: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind {
    side == .statement ? .missingLedger : .missingStatement
  }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    let table = pool[side]
    return open.map { index in
      OpenItemClaim(index: index, sentence: table.reference(index) == .none ? 1 : 0)
    }
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    switch (side, number == 0) {
    case (.statement, true): "no ledger entry is left with this reference, or amount and time"
    case (.statement, false): "no ledger entry is left with this amount and time"
    case (.ledger, true): "no statement entry is left with this reference, or amount and time"
    case (.ledger, false): "no statement entry is left with this amount and time"
    }
  }
}
