import Accounting
import Reconcile
import TestSupport

/// A book of derivative positions, some with a fault planted.
struct LabelledPositions {
  private var book = PositionBook()
  private var random: SeededGenerator
  /// By market.
  private var faults: [PlantedFault] = []

  private static let markets = ["BTC-USD", "ETH-USD", "SOL-USD", "DOGE-USD"]

  /// How a position came to be: its fills, the size they leave and what opened it cost on average.
  private struct History {
    var fills: [(size: Amount, price: Amount)] = []
    var size = Amount.zero
    var price = Amount.zero
  }

  static func made(seed: UInt64) -> LabelledPositions {
    var made = LabelledPositions(random: SeededGenerator(seed: seed))
    for market in markets { made.add(market) }
    return made
  }

  private init(random: SeededGenerator) { self.random = random }

  private mutating func int(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  /// One in four without a fault; the others with one of their size, our ledger's or their price.
  private mutating func add(_ market: String) {
    let history = history()
    var second: Int64 = 60
    var fills = history.fills
    var (size, price, booked) = (history.size, history.price, history.size)
    let off = Amount(units: Int128(int(1...5_000)), scale: 3)
    switch int(0...7) {
    case 0, 1: break
    case 2:
      size = sum([size, off])
      booked = size
      plant(market, "another size", .positionDiff)
    case 3:
      // The last fill closes a part or opens some: without it another size is left.
      fills.removeLast()
      plant(market, "a fill is missing", .positionDiff)
    case 4:
      booked = sum([booked, off])
      plant(market, "another size in the ledger", .positionDiff)
    default:
      // More than what rounding makes of an average.
      let digits = int(2...6)
      let more = Amount(units: price.units / Int128.powersOfTen[digits] + 1, scale: price.scale)
      price = sum([price, int(0...1) == 0 ? more : more.negated])
      plant(market, "another entry price", .entryPriceDiff)
    }
    for fill in fills {
      second += Int64(int(1...600))
      book.fill(fill.size.description, at: fill.price.description, second, market: market)
    }
    book.state(size.description, entry: price.description, market: market)
    book.state(booked.description, on: .ledger, market: market)
  }

  private mutating func plant(_ market: String, _ name: String, _ kind: BreakKind) {
    faults.append(
      PlantedFault(
        name: name, expected: [kind], lines: [], account: PositionBook.account, asset: market))
  }

  /// Some round trips, then fills that open a size the cost of which divides without a rest, then
  /// some that close parts of it.
  private mutating func history() -> History {
    var history = History()
    let sign: Int128 = int(0...1) == 0 ? 1 : -1
    for _ in 0..<int(0...2) {
      let size = Amount(units: sign * Int128(int(1...9_000)), scale: 3)
      history.fills += [(size, price()), (size.negated, price())]
    }
    let total = [1_000, 2_000, 4_000, 5_000, 8_000, 10_000][int(0...5)]
    var rest = total
    var cost: [Amount] = []
    while rest > 0 {
      let part = min(rest, int(1...total))
      let (size, price) = (Amount(units: sign * Int128(part), scale: 3), price())
      history.fills.append((size, price))
      if let worth = try? size.magnitude.multiplied(by: price) { cost.append(worth) }
      rest -= part
    }
    history.price = quotient(sum(cost), thousandths: total)
    var left = total
    for _ in 0..<int(0...2) where left > 1 {
      let part = int(1...(left - 1))
      history.fills.append((Amount(units: -sign * Int128(part), scale: 3), price()))
      left -= part
    }
    history.size = Amount(units: sign * Int128(left), scale: 3)
    return history
  }

  private mutating func price() -> Amount {
    Amount(units: Int128(int(10_000...9_999_999)), scale: UInt8(int(1...3)))
  }

  private func sum(_ amounts: [Amount]) -> Amount {
    guard let sum = try? Amount.sum(amounts) else { preconditionFailure("a sum has no room") }
    return sum
  }

  /// Without a rest: the divisor is a power of ten times 1, 2, 4, 5 or 8.
  private func quotient(_ amount: Amount, thousandths: Int) -> Amount {
    let units = amount.units * Int128.powersOfTen[9] / Int128(thousandths)
    return Amount(units: units, scale: amount.scale + 6)
  }

  func told() throws -> [Telling] {
    let breaks = try book.run().breaks
    let strangers = breaks.filter { found in
      !faults.contains { $0.account == found.account && $0.asset == found.asset }
    }
    return strangers.map {
      Telling(planted: nil, told: $0.kind, name: "", detail: $0.detail)
    }
      + faults.flatMap { fault in
        Telling.of(fault, breaks.filter { $0.asset == fault.asset })
      }
  }
}
