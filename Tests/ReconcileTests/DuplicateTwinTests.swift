import Accounting
import Reconcile
import TestSupport
import Testing

/// What is a duplicate is found by sorting; a slow look at every matched entry says the same.
@Suite struct DuplicateTwinTests {
  private static let duplicates: Set<BreakKind> = [.duplicateStatement, .duplicateLedger]

  private static func books(_ seed: UInt64) -> TestBooks {
    var random = SeededGenerator(seed: seed)
    var books = TestBooks()
    books.policy.windowSeconds = 60
    for _ in 0..<Int.random(in: 10...120, using: &random) {
      books.lines.append(
        TestLine(
          side: Bool.random(using: &random) ? .statement : .ledger,
          amount: ["1", "1.00", "2", "-1"].randomElement(using: &random)!,
          reference: ["", "A", "B", "C"].randomElement(using: &random)!,
          nanoseconds: Int64.random(in: 0..<40, using: &random) * 25 * TestBooks.second))
    }
    return books
  }

  @Test(arguments: 0..<150)
  func `a duplicate is one by a slow look too`(seed: Int) throws {
    let books = Self.books(UInt64(50_000 + seed))
    let outcome = try books.run()
    var matched: [Side: [TestLine]] = [:]
    for side in Side.allCases {
      let own = books.lines.filter { $0.side == side }
      let rows = outcome.matches.flatMap { side == .statement ? $0.statement : $0.ledger }
      matched[side] = rows.map { own[$0] }
    }
    for found in outcome.reconciliation.breaks where found.kind != .ambiguous {
      guard let side = found.side, let instant = found.instant,
        let amount = side == .statement ? found.statementAmount : found.ledgerAmount
      else { continue }
      let isDuplicate = (matched[side] ?? []).contains { line in
        let distance = TestBooks.day.nanoseconds + line.nanoseconds - instant.nanoseconds
        return line.reference == found.reference && TestBooks.amount(line.amount) == amount
          && abs(distance) <= 60 * TestBooks.second
      }
      #expect(Self.duplicates.contains(found.kind) == isDuplicate, "seed \(seed): \(found)")
    }
  }
}
