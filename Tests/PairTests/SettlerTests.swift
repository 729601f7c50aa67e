import Accounting
import Pair
import Reconcile
import TestSupport
import Testing

/// Settling beforehand against the rules themselves.
@Suite struct SettlerTests {
  static let books = 4_000

  @Test(arguments: 0..<8)
  func `settling beforehand changes nothing of what is reported`(part: Int) throws {
    var pairs = 0
    var aside = 0
    var prices = 0
    for number in 0..<Self.books / 8 {
      let seed = UInt64(part * 1_000_000 + number)
      let books = PairBooks.random(seed: seed)
      let whole = try books.whole().picture
      var run = PairRun(books: books, expected: number % 3 * 400_000, threads: 1 + number % 2)
      run.laterLimit = [0, 3, 100_000][number % 3]
      let settled = try run.settle()
      pairs += settled.settlement.pools.values.reduce(0) { $0 + $1.count }
      aside += settled.settlement.setAside
      #expect(settled.settlement.setAside == settled.later.entries)
      #expect(settled.later.entries == 0 || settled.later.entries > run.laterLimit)
      let streamed = try run.reconcile(settled)
      try #require(streamed.picture == whole, "seed \(seed)")
      if !settled.settlement.pools.isEmpty {
        prices += streamed.breaks.count { $0.kind == .fxPrice }
      }
    }
    #expect(pairs > 100 && aside > 10, "the books leave nothing to settle")
    #expect(prices > 10, "no book has a leg that must stay for the other's sake")
  }

  @Test func `every row is settled or stays, once`() throws {
    for seed in 0..<500 { try checkRows(seed) }
  }

  private func checkRows(_ seed: Int) throws {
    let books = PairBooks.random(seed: UInt64(20_000_000 + seed))
    let settled = try PairRun(books: books).settle()
    let putAway = books.usable.filter { books.lines[$0].isPutAway }
    for side in Side.allCases {
      let places = side == .statement ? settled.statement : settled.ledger
      #expect(places == places.sorted() && Set(places).count == places.count, "seed \(seed)")
      let own = putAway.filter { books.lines[$0].side == side }.map(books.place)
      #expect(Set(places).subtracting(own).isEmpty, "seed \(seed)")
      let gone = settled.settlement.pools.values.reduce(0) {
        $0 + $1.count + (side == .statement ? $1.laterStatement : $1.laterLedger)
      }
      #expect(own.count == places.count + gone, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<8)
  func `partitions, memory and threads change nothing`(seed: Int) throws {
    let books = PairBooks.random(seed: UInt64(30_000_000 + seed))
    let plain = try PairRun(books: books).settle().picture
    for expected in [0, 100_000, 3_000_000, 40_000_000] {
      for memory in [0, 700, 1 << 20] {
        for threads in [1, 3] {
          let run = PairRun(
            books: books, expected: expected, memory: memory, threads: threads)
          let picture = try run.settle().picture
          #expect(picture == plain, "seed \(seed), \(expected) \(memory) \(threads)")
        }
      }
    }
  }

  @Test func `nothing is settled where twins may look otherwise`() throws {
    let books = PairBooks.random(seed: 11)
    let settled = try PairRun(books: books, isExact: false).settle()
    #expect(settled.settlement.pools.isEmpty && settled.settlement.totals.isEmpty)
    #expect(
      settled.statement.count + settled.ledger.count
        == books.usable.count { books.lines[$0].isPutAway })
  }
}
