import Accounting
import Reconcile
import TestSupport
import Testing

/// Worst cases large enough that a quadratic path would not end within the limit.
@Suite(.timeLimit(.minutes(4))) struct LargeBookTests {
  static let count = 20_000

  private func entries(_ make: (Side, Int) -> TestLine?) -> TestBooks {
    var books = TestBooks()
    for side in Side.allCases {
      books.lines += (0..<Self.count).compactMap { make(side, $0) }
    }
    return books
  }

  @Test func `identical lines are matched as a multiset`() throws {
    let books = entries { side, number in
      side == .ledger && number < 5 ? nil : TestLine(side: side, amount: "1", nanoseconds: 0)
    }
    let outcome = try books.run()
    #expect(outcome.matches.count == Self.count - 5)
    #expect(outcome.kinds == Array(repeating: .duplicateStatement, count: 5))
  }

  @Test func `one reference on every line`() throws {
    let books = entries { side, _ in
      TestLine(side: side, amount: "1", reference: "R", nanoseconds: 0)
    }
    #expect(try books.run().matches.count == Self.count)
  }

  @Test func `one reference on every line and no two amounts alike`() throws {
    let books = entries { side, number in
      side == .ledger && number == 7
        ? nil
        : TestLine(
          side: side, amount: "\(4 * number + (side == .ledger ? 1 : 2))", reference: "R",
          nanoseconds: 0)
    }
    let outcome = try books.run()
    // Each statement amount but one finds the ledger amount one below it; the next is three above.
    #expect(outcome.matches.count == Self.count - 1)
    #expect(outcome.matches.allSatisfy { $0.residual == TestBooks.amount("1") })
  }

  @Test func `one amount in one window, a few more on one side`() throws {
    var random = SeededGenerator(seed: 7)
    let dropped = Set((0..<3).map { _ in Int.random(in: 0..<Self.count, using: &random) })
    let books = entries { side, number in
      side == .ledger && dropped.contains(number)
        ? nil
        : TestLine(
          side: side, amount: "1",
          nanoseconds: Int64(number) * 5_000_000 + (side == .ledger ? 1_000_000 : 0))
    }
    let outcome = try books.run()
    #expect(outcome.matches.count == Self.count - dropped.count)
    #expect(outcome.openStatement.count == dropped.count)
  }

  @Test func `one amount in a chain of windows, both sides with gaps`() throws {
    var random = SeededGenerator(seed: 8)
    let books = entries { side, number in
      Int.random(in: 0..<50, using: &random) == 0
        ? nil
        : TestLine(
          side: side, amount: "1",
          nanoseconds: Int64(number) * TestBooks.second + Int64.random(in: 0..<999, using: &random))
    }
    let outcome = try books.run()
    #expect(outcome.matches.count > Self.count * 9 / 10)
    #expect(!outcome.kinds.contains(.ambiguous))
  }

  @Test func `nothing matches`() throws {
    let books = entries { side, number in
      TestLine(
        side: side, amount: side == .statement ? "1" : "2", reference: "\(side)\(number)",
        nanoseconds: Int64(number) * TestBooks.second)
    }
    #expect(try books.run().reconciliation.breaks.count == 2 * Self.count)
  }

  @Test func `running balances of one instant`() throws {
    let books = entries { side, number in
      side == .statement
        ? TestLine(side: side, amount: "1", nanoseconds: 0, running: "\(number + 1)") : nil
    }
    let outcome = try books.shuffled(seed: 3).run()
    #expect(outcome.only.statement.opening == .zero)
    #expect(outcome.only.statement.stated == TestBooks.amount("\(Self.count)"))
  }

  @Test func `running balances of one instant with a fault in the middle`() throws {
    let books = entries { side, number in
      side == .statement
        ? TestLine(
          side: side, amount: "1", reference: "R\(number)", nanoseconds: 0,
          running: number == 9_000 ? "99999" : "\(number + 1)") : nil
    }
    let found = try books.shuffled(seed: 4).run().reconciliation.breaks.first {
      $0.kind == .unfooted
    }
    #expect(found?.detail.contains("expected 9001, stated ") == true)
  }

  @Test func `a staircase of amounts and times within a tolerance`() throws {
    var books = entries { side, number in
      TestLine(
        side: side, amount: "\(number + 1)",
        nanoseconds: Int64(number) * (number % 2 == 0 ? 1 : 200) * TestBooks.second)
    }
    books.policy.tolerances = [Tolerance(absolute: TestBooks.amount("1"))]
    #expect(try books.run().matches.count == Self.count)
  }
}
