import Accounting
import Pair
import Reconcile
import TestSupport
import Testing

/// Many entries of one reference and amount, more of them on one side.
@Suite struct SurplusTests {
  @Test(arguments: 0..<4)
  func `what one side has more often stays with its evidence, and nothing else does`(
    part: Int
  ) throws {
    var (pairs, left, lines) = (0, 0, 0)
    for number in 0..<150 {
      let seed = UInt64(part * 1_000_000 + number)
      let books = Self.books(seed: seed)
      let run = PairRun(books: books)
      let settled = try run.settle()
      try #require(try run.reconcile(settled).picture == books.whole().picture, "seed \(seed)")
      pairs += settled.settlement.pools.values.reduce(0) { $0 + $1.count }
      left += settled.statement.count + settled.ledger.count
      lines += books.lines.count
    }
    #expect(2 * pairs + left == lines)
    #expect(pairs > lines / 8, "the books leave nothing to settle: \(pairs) of \(lines)")
  }

  @Test func `one entry over in a crowd leaves no more than a few`() throws {
    var books = Self.empty
    for number in 0..<1_000 {
      for side in Side.allCases where side == .statement || number != 500 {
        books.lines.append(Self.line(side, "1", Int64(number)))
      }
    }
    let settled = try PairRun(books: books).settle()
    #expect(settled.statement.count == 3 && settled.ledger.count == 2)
    #expect(try books.whole().breaks.count == 1)
  }

  private static var empty: PairBooks {
    var books = PairBooks()
    _ = books.names.accounts.id(of: "alpha")
    for name in ["USD", "BTC"] { _ = books.names.assets.id(of: name) }
    books.sourcesPerSide = 1
    books.policy.windowSeconds = 60
    return books
  }

  private static func line(_ side: Side, _ amount: String, _ step: Int64) -> PairLine {
    PairLine(
      side: side, account: 0, asset: 0, amount: PairBooks.amount(amount), reference: "R",
      nanoseconds: PairBooks.day + step * 7 * PairBooks.second, kind: .trade, source: 0,
      isHeld: false)
  }

  private static func books(seed: UInt64) -> PairBooks {
    var random = SeededGenerator(seed: seed)
    var books = empty
    books.policy.windowSeconds = [0, 7, 60, 600].randomElement(using: &random)!
    let steps: Int64 = [2, 12, 80, 2_000].randomElement(using: &random)!
    if Int.random(in: 0..<4, using: &random) == 0 {
      books.policy.cutOff = Instant(
        nanoseconds: PairBooks.day + steps * 6 * PairBooks.second)
    }
    let amounts = Int.random(in: 0..<3, using: &random) == 0 ? ["1", "2"] : ["1"]
    let isOfKinds = Bool.random(using: &random)
    for _ in 0..<Int.random(in: 5...60, using: &random) {
      var one = line(
        .statement, amounts.randomElement(using: &random)!,
        Int64.random(in: 0..<steps, using: &random))
      if isOfKinds, Bool.random(using: &random) { one.kind = .fee }
      one.isIdentified = Bool.random(using: &random)
      var other = one
      other.side = .ledger
      if Int.random(in: 0..<5, using: &random) == 0 {
        other.nanoseconds += Int64.random(in: -3...3, using: &random) * 7 * PairBooks.second
      }
      switch Int.random(in: 0..<20, using: &random) {
      case 0: books.lines.append(one)
      case 1: books.lines.append(other)
      default: books.lines += [one, other]
      }
    }
    // The other leg of the reference, which may differ.
    if Int.random(in: 0..<3, using: &random) == 0 {
      for side in Side.allCases {
        var leg = line(side, ["-7", "-8"].randomElement(using: &random)!, 0)
        leg.asset = 1
        books.lines.append(leg)
      }
    }
    books.lines.shuffle(using: &random)
    if Bool.random(using: &random) { books.kindless = [0, 1] }
    books.numbered = [0, 1]
    return books
  }
}
