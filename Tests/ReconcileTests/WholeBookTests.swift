import Accounting
import Reconcile
import TestSupport
import Testing

/// What must hold of every book.
@Suite struct WholeBookTests {
  @Test(arguments: 0..<100)
  func `the order of lines, balances and names changes nothing`(seed: Int) throws {
    let books = TestBooks.random(seed: UInt64(seed))
    let picture = try books.run().picture
    for shuffle in 0..<4 {
      let other = try books.shuffled(seed: UInt64(seed * 10 + shuffle)).run().picture
      #expect(other == picture, "seed \(seed), shuffle \(shuffle)")
    }
  }

  @Test(arguments: 0..<200)
  func `the proof holds to the last unit, from the entries alone`(seed: Int) throws {
    let books = TestBooks.random(seed: UInt64(10_000 + seed))
    let outcome = try books.run()
    for position in outcome.reconciliation.positions {
      let proof = position.proof
      let own = books.lines.filter {
        $0.account == position.account && $0.asset == position.asset
          && (books.policy.cutOff == nil || $0.nanoseconds < 600 * TestBooks.second)
      }
      var balances: [Amount] = []
      for (side, figures) in zip(Side.allCases, [position.statement, position.ledger]) {
        let sum = try Amount.sum(
          own.filter { $0.side == side }.map { TestBooks.amount($0.amount) })
        #expect(figures.movement == sum, "seed \(seed)")
        let declared = books.policy.openings.first {
          $0.side == side && $0.account == position.account && $0.asset == position.asset
        }
        let stated = books.balances.first {
          $0.side == side && $0.account == position.account && $0.asset == position.asset
        }
        if own.allSatisfy({ $0.side != side || $0.running == nil }) {
          #expect(figures.opening == declared?.amount, "seed \(seed)")
          #expect(figures.stated == stated.map { TestBooks.amount($0.amount) }, "seed \(seed)")
        }
        balances.append(try figures.stated ?? sum.adding(figures.opening ?? .zero))
      }
      #expect(try proof.difference == balances[0].subtracting(balances[1]), "seed \(seed)")
      let explained = try Amount.sum([
        proof.openingDifference, proof.residuals, proof.openStatement, proof.openLedger.negated,
        proof.unexplained,
      ])
      #expect(explained == proof.difference, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<200)
  func `breaks and used tolerance add up to the difference`(seed: Int) throws {
    let outcome = try TestBooks.random(seed: UInt64(20_000 + seed)).run()
    let reconciliation = outcome.reconciliation
    for position in reconciliation.positions {
      let own = reconciliation.breaks.filter {
        $0.account == position.account && $0.asset == position.asset
      }
      guard !own.contains(where: { $0.kind == .missingCurrency }) else { continue }
      let explained = try Amount.sum(own.compactMap(\.amount))
      let rest = try position.proof.difference.subtracting(explained)
      #expect(rest.magnitude <= position.toleranceUsed, "seed \(seed) \(position)")
      if position.status == .proved {
        #expect(own.isEmpty && position.proof.difference.isZero, "seed \(seed)")
      }
      if own.isEmpty && outcome.reconciliation.refused.isEmpty {
        #expect(position.status <= .withinTolerance, "seed \(seed)")
      } else if !own.isEmpty {
        #expect(position.status >= .provedWithItems, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<100)
  func `every entry is matched, open or set aside, once`(seed: Int) throws {
    let books = TestBooks.random(seed: UInt64(30_000 + seed))
    let outcome = try books.run()
    let statement =
      outcome.matches.flatMap(\.statement) + outcome.openStatement.map(Int.init)
      + outcome.setAsideStatement
    let ledger =
      outcome.matches.flatMap(\.ledger) + outcome.openLedger.map(Int.init)
      + outcome.setAsideLedger
    let count = books.lines.filter { $0.side == .statement }.count
    #expect(statement.sorted() == Array(0..<count), "seed \(seed)")
    #expect(ledger.sorted() == Array(0..<books.lines.count - count), "seed \(seed)")
    #expect(
      outcome.reconciliation.matchesByRule.values.reduce(0, +) == outcome.matches.count)
    #expect(
      outcome.reconciliation.setAside["after-cut-off"] ?? 0
        == outcome.setAsideStatement.count + outcome.setAsideLedger.count)
    let broken = outcome.reconciliation.breaks.flatMap(\.entries).map(\.id)
    for row in outcome.openStatement.map(Int.init) {
      #expect(broken.contains(outcome.identity(.statement, row).id), "seed \(seed)")
    }
    for row in outcome.openLedger.map(Int.init) {
      #expect(broken.contains(outcome.identity(.ledger, row).id), "seed \(seed)")
    }
  }

  @Test(arguments: 0..<50)
  func `no two entries and no two breaks share an id`(seed: Int) throws {
    let books = TestBooks.random(seed: UInt64(40_000 + seed))
    let outcome = try books.run()
    var ids: [String] = []
    for side in Side.allCases {
      for row in 0..<books.lines.filter({ $0.side == side }).count {
        ids.append(outcome.identity(side, row).id)
      }
    }
    #expect(Set(ids).count == ids.count, "seed \(seed)")
    let breaks = outcome.reconciliation.breaks.map(\.id)
    #expect(Set(breaks).count == breaks.count, "seed \(seed)")
  }
}
