import Accounting
import Reconcile
import TestSupport

/// A constructed book of derivative positions; texts as venues write them.
struct PositionBook {
  var policy = Policy()
  var statement = Book(side: .statement)
  var ledger = Book(side: .ledger)
  private(set) var names = BookNames()

  static let account = "dydx/0"
  static let market = "BTC-USD"

  init() {
    _ = names.accounts.id(of: Self.account)
    _ = names.assets.id(of: "USDC")
  }

  private var id: NameID { names.accounts.find(Self.account)! }

  private func origin(_ source: Int) -> Origin {
    Origin(source: SourceID(index: source), offset: 0, length: 0, leg: 0)
  }

  /// A fill so many seconds after the day's start.
  mutating func fill(
    _ size: String, at price: String, _ second: Int64, before: String? = nil,
    market: String = market
  ) {
    statement.fills.append(
      PositionFill(
        account: id, market: market, size: TestBooks.amount(size),
        price: TestBooks.amount(price),
        instant: Instant(nanoseconds: TestBooks.day.nanoseconds + second * TestBooks.second),
        before: before.map(TestBooks.amount), origin: origin(0)))
  }

  mutating func state(
    _ size: String, entry: String? = nil, unrealised: String? = nil, on side: Side = .statement,
    market: String = market, source: Int = 0
  ) {
    let position = Position(
      account: id, market: market, size: TestBooks.amount(size),
      entryPrice: entry.map(TestBooks.amount), unrealised: unrealised.map(TestBooks.amount),
      origin: origin(side == .statement ? source : 2))
    if side == .statement {
      statement.positions.append(position)
    } else {
      ledger.positions.append(position)
    }
  }

  mutating func equity(_ amount: String, usdc: String) {
    statement.equities.append(
      StatedEquity(
        account: id, amount: TestBooks.amount(amount), part: .none, origin: origin(0)))
    for side in Side.allCases {
      let balance = Balance(
        account: id, asset: names.assets.find("USDC")!, amount: TestBooks.amount(usdc),
        instant: nil, origin: origin(side == .statement ? 0 : 2))
      if side == .statement {
        statement.balances.append(balance)
      } else {
        ledger.balances.append(balance)
      }
    }
  }

  mutating func prior(_ size: String, opened: String? = nil, entry: String? = nil) {
    policy.priorPositions.append(
      PriorPosition(
        account: Self.account, market: Self.market, asOf: TestBooks.day,
        size: TestBooks.amount(size), opened: opened.map(TestBooks.amount),
        entryPrice: entry.map(TestBooks.amount)))
  }

  func run() throws -> Reconciliation {
    let sources = Sources(
      (0..<3).map { number in
        Source(
          name: "source-\(number)", side: number < 2 ? .statement : .ledger, digest: "", size: 0,
          content: [], compressed: false, encoding: .utf8, hasByteOrderMark: false, newline: .lf)
      })
    return try Reconciler(policy: policy).reconcile(
      book: "test", businessDate: nil, statement: statement, ledger: ledger, names: names,
      sources: sources, aliases: [], diagnostics: []
    ).reconciliation
  }
}
