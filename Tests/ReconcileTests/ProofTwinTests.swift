import Accounting
import Reconcile
import TestSupport
import Testing

/// The proof of random histories against a twin that counts cents.
@Suite struct ProofTwinTests {
  static let count =
    Effort.isLong ? 10_000 : 1_000

  private static let amount = ProofHistory.amount

  @Test(arguments: 0..<10)
  func `a proof says to the last unit what its twin counts`(part: Int) throws {
    for number in 0..<Self.count / 10 {
      let seed = UInt64(part * 100_000 + number)
      let history = ProofHistory(seed: seed)
      let outcome = try history.books.shuffled(seed: seed).run()
      guard let found = outcome.reconciliation.positions.first else { continue }
      try check(found, history, "seed \(seed)")
      checkStatus(found, history, outcome, "seed \(seed)")
    }
  }

  private func check(_ found: AccountAsset, _ history: ProofHistory, _ seed: String) throws {
    let proof = found.proof
    // statement − ledger = opening + residuals + open statement − open ledger + unexplained
    #expect(
      proof.openingDifference == Self.amount(history.opening[0] - history.opening[1]), "\(seed)")
    #expect(proof.residuals == Self.amount(history.residuals), "\(seed)")
    #expect(proof.openStatement == Self.amount(history.open[0]), "\(seed)")
    #expect(proof.openLedger == Self.amount(history.open[1]), "\(seed)")
    #expect(
      proof.difference
        == (try Amount.sum([
          proof.openingDifference, proof.residuals, proof.openStatement,
          proof.openLedger.negated, proof.unexplained,
        ])), "\(seed)")
    #expect(
      proof.unexplained == Self.amount(history.unfooted[0] - history.unfooted[1]), "\(seed)")
    let named = Dictionary(
      uniqueKeysWithValues: found.causes.map { cause in
        let side = cause.side.map { $0 == .statement ? " 0" : " 1" } ?? ""
        return ("\(cause.kind.rawValue)\(side)", cause.amount)
      })
    #expect(named == history.causes.mapValues(Self.amount), "\(seed)")
    #expect(
      try Amount.sum(found.causes.map(\.amount))
        == proof.openingDifference.adding(proof.unexplained), "\(seed)")
    try checkTables(found, history, seed)
  }

  private func checkTables(
    _ found: AccountAsset, _ history: ProofHistory, _ seed: String
  ) throws {
    let cash = found.tables.proofOfCash
    for (side, row) in [cash.statement, cash.ledger].enumerated() {
      #expect(row.opening == Self.amount(history.opening[side]), "\(seed)")
      #expect(row.receipts == Self.amount(history.receipts[side]), "\(seed)")
      #expect(row.disbursements == Self.amount(history.disbursements[side]), "\(seed)")
      #expect(row.unfooted == Self.amount(history.unfooted[side]), "\(seed)")
      #expect(row.closing == Self.amount(history.balance[side]), "\(seed)")
    }
    for row in [cash.statement, cash.ledger, cash.difference] {
      #expect(
        try row.closing
          == Amount.sum([row.opening, row.receipts, row.disbursements, row.unfooted]), "\(seed)")
    }
    let columns: [KeyPath<ProofOfCash.Row, Amount>] = [
      \.opening, \.receipts, \.disbursements, \.unfooted, \.closing,
    ]
    for column in columns {
      #expect(
        try cash.difference[keyPath: column]
          == cash.statement[keyPath: column].subtracting(cash.ledger[keyPath: column]), "\(seed)")
    }
    let rolls = [found.tables.statementRollForward, found.tables.ledgerRollForward]
    for (side, roll) in rolls.enumerated() {
      let sums = Dictionary(uniqueKeysWithValues: roll.kinds.map { ($0.kind, $0.amount) })
      #expect(sums == Dictionary(history.kinds[side].map { ($0, Self.amount($1)) }) { $1 })
      #expect(
        try roll.closing
          == Amount.sum([roll.opening, roll.unfooted] + roll.kinds.map(\.amount)), "\(seed)")
    }
    let adjusted = found.tables.statementOfReconciliation
    #expect(
      adjusted.adjustedStatement == Self.amount(history.balance[0] + history.open[1]), "\(seed)")
    #expect(adjusted.unexplained == found.proof.unexplained, "\(seed)")
  }

  private func checkStatus(
    _ found: AccountAsset, _ history: ProofHistory, _ outcome: Outcome, _ seed: String
  ) {
    // Unexplained is zero, and the openings are continuous, exactly where nothing was planted.
    let isPlain = history.causes.isEmpty
    #expect(
      (found.proof.unexplained.isZero && found.causes.isEmpty) == isPlain, "\(seed)")
    #expect((found.status == .proved) == (isPlain && !history.hasOpenItems), "\(seed)")
    #expect((found.status == .unproved) == (history.unfooted != [0, 0]), "\(seed)")
    let kinds = Set(outcome.kinds)
    #expect(
      kinds.contains(.unfooted) == (history.unfooted != [0, 0]), "\(seed)")
    // A side that knows nothing of the asset is one break, whatever the parts.
    guard !kinds.contains(.missingCurrency) else { return }
    #expect(
      kinds.contains(.openingDiscontinuity)
        == history.causes.keys.contains { $0.hasPrefix("O") || $0.hasPrefix("P") }, "\(seed)")
  }
}
