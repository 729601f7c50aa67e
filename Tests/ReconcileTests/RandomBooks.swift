import Accounting
import Reconcile
import TestSupport

extension TestBooks {
  /// A random book of a few accounts and assets, both sides mostly alike: lost, doubled, altered
  /// and late entries, entries without reference, balances, tolerances, prices and a cut-off.
  static func random(seed: UInt64) -> TestBooks {
    var random = SeededGenerator(seed: seed)
    var books = TestBooks()
    books.policy.windowSeconds = 60
    books.policy.thresholdUSD = Amount(units: 10, scale: 0)
    books.policy.prices = ["BTC": amount("50000.5")]
    if Bool.random(using: &random) {
      books.policy.tolerances = [Tolerance(asset: "USD", absolute: amount("0.02"))]
    }
    if Bool.random(using: &random) {
      books.policy.cutOff = Instant(nanoseconds: day.nanoseconds + 600 * second)
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      books.refusals = ["x,1", "x,1", "y"].map {
        TestRefusal(
          side: .ledger, account: Bool.random(using: &random) ? "mid/2" : nil, code: "row-odd",
          text: $0)
      }
    }
    for account in ["zeta/main", "alpha/1", "mid/2"] {
      for asset in ["USD", "BTC", "AVAX"] where Int.random(in: 0..<4, using: &random) > 0 {
        books.addPool(account, asset, &random)
      }
    }
    return books
  }

  private mutating func addPool(
    _ account: String, _ asset: String, _ random: inout SeededGenerator
  ) {
    var total = Amount.zero
    for number in 0..<Int.random(in: 0...12, using: &random) {
      let cents = Int.random(in: -4...4, using: &random)
      guard cents != 0 else { continue }
      let entry = TestLine(
        side: .statement, account: account, asset: asset,
        amount: Amount(units: Int128(cents), scale: 2).description,
        reference: Bool.random(using: &random) ? "" : "R\(number / 2)",
        nanoseconds: Int64.random(in: 0..<25, using: &random) * 30 * TestBooks.second,
        kind: Bool.random(using: &random) ? .trade : .fee)
      let fate = Int.random(in: 0..<12, using: &random)
      if fate != 0 {
        lines.append(entry)
        total = (try? total.adding(TestBooks.amount(entry.amount))) ?? total
      }
      if fate == 1 { continue }
      var booked = entry
      booked.side = .ledger
      if fate == 2 { booked.amount = "0.05" }
      if fate == 3 { booked.nanoseconds += 90 * TestBooks.second }
      if fate == 4 { booked.reference = "" }
      if fate == 5 { booked.amount = TestBooks.amount(entry.amount).negated.description }
      lines.append(booked)
      if fate == 6 { lines.append(booked) }
      if fate == 7 { lines.append(entry) }
    }
    if Int.random(in: 0..<3, using: &random) == 0 { addRunning(account, asset, &random) }
    if Int.random(in: 0..<3, using: &random) == 0 {
      balances.append(
        TestBalance(
          side: .statement, account: account, asset: asset, amount: total.description,
          nanoseconds: nil))
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      policy.openings.append(
        Opening(
          side: Bool.random(using: &random) ? .statement : .ledger, account: account,
          asset: asset, amount: Amount(units: 1, scale: 2)))
    }
  }

  /// Running balances on the statement's lines, one in ten of them wrong.
  private mutating func addRunning(
    _ account: String, _ asset: String, _ random: inout SeededGenerator
  ) {
    let own = lines.indices.filter {
      lines[$0].side == .statement && lines[$0].account == account && lines[$0].asset == asset
    }
    var balance = TestBooks.amount("0.5")
    for place in own.sorted(by: { (lines[$0].nanoseconds, $0) < (lines[$1].nanoseconds, $1) }) {
      balance = (try? balance.adding(TestBooks.amount(lines[place].amount))) ?? balance
      lines[place].running =
        Int.random(in: 0..<10, using: &random) == 0 ? "7.77" : balance.description
    }
  }

  /// The same book with its lines, balances and names in another order.
  func shuffled(seed: UInt64) -> TestBooks {
    var random = SeededGenerator(seed: seed)
    var other = self
    other.lines.shuffle(using: &random)
    other.balances.shuffle(using: &random)
    other.refusals.shuffle(using: &random)
    other.reverseNames = Bool.random(using: &random)
    return other
  }
}
