import Accounting
import Reconcile
import TestSupport
import Testing

/// Derivative positions: opening and fills give what is stated, entry prices, equity.
@Suite struct PositionTests {
  private func check(
    _ build: (inout PositionBook) -> Void, _ kinds: [BreakKind],
    place: SourceLocation = #_sourceLocation
  ) throws -> Reconciliation {
    var book = PositionBook()
    build(&book)
    let found = try book.run()
    #expect(found.breaks.map(\.kind) == kinds, sourceLocation: place)
    return found
  }

  @Test func `fills give the stated position, and its entry price`() throws {
    // Recorded: nautilus_trader, crates/adapters/dydx/test_data.
    let found = try check(
      {
        $0.fill("0.002", at: "3178.5", 1)
        $0.fill("0.001", at: "3176.3", 1)
        $0.state("0.003", entry: "3177.76666666666666666667")
      }, [])
    #expect(found.bridges[0].entryPrice == TestBooks.amount("3177.76666666666666666667"))
    #expect(found.bridges[0].difference == .zero && found.status == .proved)
  }

  @Test func `a position that does not follow from its fills is not proved`() throws {
    let found = try check(
      {
        $0.fill("0.5", at: "100", 1)
        $0.fill("-0.2", at: "110", 2)
        $0.state("0.4", entry: "100")
      }, [.positionDiff])
    #expect(found.status == .unproved)
    #expect(found.accountStatus[PositionBook.account] == .unproved)
    #expect(found.breaks[0].amount == TestBooks.amount("0.1"))
    #expect(found.breaks[0].asset == PositionBook.market && found.breaks[0].isMaterial)
    #expect(
      found.breaks[0].detail
        == "opening 0, as none is known, and 2 fills, 0.5 bought and -0.2 sold, give 0.3, "
        + "stated is 0.4: a gap of 0.1")
  }

  @Test func `a market that is traded and not stated is zero where others are stated`() throws {
    _ = try check(
      {
        $0.fill("1", at: "100", 1, market: "ETH-USD")
        $0.fill("2", at: "100", 1)
        $0.state("2")
      }, [.positionDiff])
    _ = try check({ $0.fill("1", at: "100", 1) }, [])
  }

  @Test func `positions without any fill of the account have nothing to follow from`() throws {
    let found = try check({ $0.state("3", entry: "1") }, [])
    #expect(found.bridges[0].difference == nil)
  }

  @Test func `a fill beyond zero is split there`() throws {
    let found = try check(
      {
        $0.fill("1", at: "100", 1)
        $0.fill("-3", at: "120", 2)
        $0.fill("-2", at: "150", 3)
        $0.fill("1", at: "10", 4)
        $0.state("-3", entry: "135")
      }, [])
    #expect(found.bridges[0].opened == TestBooks.amount("4"))
    _ = try check(
      {
        $0.fill("1", at: "100", 1)
        $0.fill("-1", at: "120", 2)
        $0.fill("1", at: "140", 3)
        $0.state("1", entry: "140")
      }, [])
  }

  @Test func `an entry price beyond rounding is a break with both values`() throws {
    let found = try check(
      {
        $0.fill("1", at: "100", 1)
        $0.fill("2", at: "110", 2)
        $0.state("3", entry: "106.6666666666")
      }, [.entryPriceDiff])
    #expect(found.status == .provedWithItems)
    #expect(found.breaks[0].detail.contains("cost 106.66666666666666666667 on average"))
    #expect(found.breaks[0].detail.contains("is 106.6666666666:"))
    // Sixteen digits, as PostgreSQL divides.
    _ = try check(
      {
        $0.fill("1", at: "100", 1)
        $0.fill("2", at: "110", 2)
        $0.state("3", entry: "106.6666666666666667")
      }, [])
  }

  @Test func `one instant whose order is not told leaves the entry price open`() throws {
    let found = try check(
      {
        $0.fill("1", at: "100", 1)
        $0.fill("-3", at: "120", 2)
        $0.fill("4", at: "150", 2)
        $0.state("2", entry: "1")
      }, [])
    #expect(found.bridges[0].opened == nil && found.bridges[0].entryPrice == nil)
    let told = try check(
      {
        $0.fill("1", at: "100", 1, before: "0")
        $0.fill("-3", at: "120", 2, before: "1")
        $0.fill("4", at: "150", 2, before: "-2")
        $0.state("2", entry: "150")
      }, [])
    #expect(told.bridges[0].opened == TestBooks.amount("2"))
  }

  @Test func `the opening is the prior run's, or the size before the first fill`() throws {
    let found = try check(
      {
        $0.prior("5", opened: "6", entry: "100")
        $0.fill("2", at: "140", 1)
        $0.state("7", entry: "110")
      }, [])
    #expect(found.bridges[0].openingFrom == .prior)
    let before = try check(
      {
        $0.fill("2", at: "140", 1, before: "-1")
        $0.fill("2", at: "150", 1, before: "1")
        $0.state("3")
      }, [])
    #expect(before.bridges[0].opening == TestBooks.amount("-1"))
    #expect(before.bridges[0].openingFrom == .running)
    let untold = try check({ $0.prior("5") }, [])
    #expect(untold.bridges[0].computed == TestBooks.amount("5"))
    _ = try check(
      {
        $0.prior("5")
        $0.state("1", market: "ETH-USD")
      }, [.positionDiff, .positionDiff])
  }

  @Test func `sources that state different sizes, and a ledger that does, are named`() throws {
    let found = try check(
      {
        $0.fill("1", at: "100", 1)
        $0.state("1")
        $0.state("2", source: 1)
      }, [.positionDiff])
    #expect(found.breaks[0].detail == "sources state different sizes: 1, 2")
    let booked = try check(
      {
        $0.fill("1", at: "100", 1)
        $0.state("1")
        $0.state("0.75", on: .ledger)
      }, [.positionDiff])
    #expect(booked.breaks[0].amount == TestBooks.amount("0.25"))
    #expect(booked.breaks[0].ledgerAmount == TestBooks.amount("0.75"))
    #expect(booked.status == .provedWithItems)
  }

  @Test func `equity is the collateral and the positions at the venue's prices`() throws {
    func lay(_ book: inout PositionBook, _ equity: String) {
      book.fill("-2", at: "100", 1)
      book.state("-2", entry: "100", unrealised: "-3.5")
      book.equity(equity, usdc: "1000")
    }
    let found = try check({ lay(&$0, "796.5") }, [])
    #expect(found.equities[0].positions == TestBooks.amount("-203.5"))
    let off = try check({ lay(&$0, "796.6") }, [.positionDiff])
    #expect(off.equities[0].difference == TestBooks.amount("0.1"))
    #expect(off.breaks[0].asset == "USDC" && off.status == .provedWithItems)
  }

  static let count =
    Effort.isLong ? 10_000 : 1_000

  @Test func `random fills against a twin that opens and closes unit by unit`() throws {
    for number in 0..<Self.count {
      let seed = UInt64(number)
      var random = SeededGenerator(seed: seed)
      var book = PositionBook()
      var (size, costs) = (0, [Int]())
      for second in 0..<Int.random(in: 1...12, using: &random) {
        let change = Int.random(in: 1...6, using: &random) * (Bool.random(using: &random) ? 1 : -1)
        let price = Int.random(in: 1...90, using: &random)
        book.fill("\(change)", at: "\(price)", Int64(second))
        for _ in 0..<change.magnitude {
          let step = change.signum()
          if size == 0 { costs = [] }
          if size.signum() * step >= 0 { costs.append(price) }
          size += step
        }
      }
      book.statement.fills.shuffle(using: &random)
      book.state("\(size)", market: PositionBook.market)
      let found = try book.run()
      #expect(found.breaks.isEmpty, "seed \(seed)")
      let bridge = found.bridges[0]
      #expect(bridge.computed == TestBooks.amount("\(size)"), "seed \(seed)")
      guard size != 0 else { continue }
      #expect(bridge.opened == TestBooks.amount("\(costs.count)"), "seed \(seed)")
      let exact = Double(costs.reduce(0, +)) / Double(costs.count)
      let shown = try #require(bridge.entryPrice.flatMap { Double($0.description) })
      #expect(abs(exact - shown) < 1e-9, "seed \(seed)")
    }
  }
}
