import Accounting
import Pair
import Reconcile
import Testing

/// What a tolerance touches is not settled beforehand in a way the rules would not match.
@Suite struct ToleranceSettlingTests {
  private static let rule = "amount-within-window"

  /// A book of one account and asset: `side amount seconds`, after ten o'clock.
  private static func books(_ table: String, _ tolerances: [Tolerance]) -> PairBooks {
    var books = PairBooks()
    _ = books.names.accounts.id(of: "alpha")
    _ = books.names.assets.id(of: "USD")
    books.sourcesPerSide = 1
    books.policy = Policy(windowSeconds: 120, tolerances: tolerances)
    books.policy.cutOff = Instant(nanoseconds: PairBooks.day + 86_400 * PairBooks.second)
    for line in table.split(separator: ";") {
      let words = line.split(separator: " ").map(String.init)
      books.lines.append(
        PairLine(
          side: words[0] == "s" ? .statement : .ledger, account: 0, asset: 0,
          amount: PairBooks.amount(words[1]), reference: "",
          nanoseconds: PairBooks.day + (36_000 + Int64(words[2])!) * PairBooks.second,
          kind: .trade, source: 0, isHeld: false))
    }
    return books
  }

  static let cases: [(table: String, tolerances: [Tolerance], settled: Int)] = [
    ("s 7 0;l 7 120", [], 1), ("s 7 0;l 7 121", [], 0),
    // Before and after, on one side each and on both.
    ("s 7 0;l 7 600", [Tolerance(afterSeconds: 600, scope: .leg)], 1),
    ("s 7 0;l 7 601", [Tolerance(afterSeconds: 600, scope: .leg)], 0),
    ("s 7 600;l 7 0", [Tolerance(beforeSeconds: 600, scope: .leg)], 1),
    ("s 7 600;l 7 0", [Tolerance(afterSeconds: 600, scope: .leg)], 0),
    ("s 7 0;s 7 5;l 7 600;l 7 605", [Tolerance(afterSeconds: 600, scope: .leg)], 2),
    ("s 7 0;s 7 5;l 7 600;l 7 606", [Tolerance(afterSeconds: 600, scope: .leg)], 0),
    ("s 7 0;l 7 0;l 7 500", [Tolerance(afterSeconds: 600, scope: .leg)], 0),
    // A smaller window leaves evidence near: a duplicate of what is matched.
    ("s 7 0;l 7 0;s 7 60", [Tolerance(beforeSeconds: 0, afterSeconds: 0, scope: .leg)], 0),
    ("s 7 0;l 7 0;s 7 121", [Tolerance(beforeSeconds: 0, afterSeconds: 0, scope: .leg)], 1),
    // Two pairs a cent apart are more than one pair of equals.
    (
      "s 1.01 0;l 1 0;s 1 0;l 0.99 0",
      [Tolerance(relative: PairBooks.amount("0.0102"), scope: .leg)], 0
    ),
    (
      "s 1.01 0;l 1 0;s 1 0;l 0.99 0", [Tolerance(absolute: PairBooks.amount("0.01"), scope: .leg)],
      0
    ),
    ("s 1.01 0;l 1 0;s 1 0;l 0.99 0", [Tolerance(absolute: .zero, scope: .leg)], 1),
    (
      "s 1.01 0;l 1 0;s 1 0;l 0.99 0",
      [
        Tolerance(absolute: .zero),
        Tolerance(
          account: "alpha", relative: PairBooks.amount("0.0102"), scope: .leg),
      ], 0
    ),
    // Of another rule, account or asset, or of balances: nothing here.
    (
      "s 1.01 0;l 1 0;s 1 0;l 0.99 0",
      [
        Tolerance(
          rule: "reference-amount-differs", absolute: PairBooks.amount("0.01"), scope: .leg)
      ], 1
    ),
    (
      "s 1.01 0;l 1 0;s 1 0;l 0.99 0",
      [
        Tolerance(
          account: "beta", absolute: PairBooks.amount("0.01"))
      ], 1
    ),
    (
      "s 1.01 0;l 1 0;s 1 0;l 0.99 0",
      [
        Tolerance(
          absolute: PairBooks.amount("0.01"), scope: .balance)
      ], 1
    ),
    ("s 7 0;l 7 200", [Tolerance(rule: "fee-aware", afterSeconds: 600, scope: .leg)], 0),
    ("s 7 0;l 7 200", [Tolerance(rule: rule, afterSeconds: 600, scope: .leg)], 1),
    // Around the cut-off, fourteen hours later: what is near the day stays.
    ("s 7 50399;l 7 50990", [Tolerance(afterSeconds: 600, scope: .leg)], 0),
    ("s 7 50399;l 7 51500", [Tolerance(afterSeconds: 600, scope: .leg)], 0),
  ]

  @Test(arguments: cases)
  func `settled beforehand is what the rules match, and the rest says the same`(
    table: String, tolerances: [Tolerance], settled: Int
  ) throws {
    let books = Self.books(table, tolerances)
    let run = PairRun(books: books)
    let found = try run.settle()
    let pairs = found.settlement.pools.values.reduce(0) { $0 + $1.count }
    #expect(pairs == settled)
    #expect(try run.reconcile(found).picture == books.whole().picture)
  }
}
