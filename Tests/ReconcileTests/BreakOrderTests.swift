import Accounting
import Reconcile
import TestSupport
import Testing

/// Breaks are sorted by their numbers and rows; a slow sort of whole breaks says the same.
@Suite struct BreakOrderTests {
  /// Account, asset, instant, amount, kind, reference, side, detail, id; none first.
  private static func precedes(_ one: Break, _ other: Break) -> Bool {
    let texts: [(Break) -> String] = [
      { $0.kind.rawValue }, { $0.reference }, { $0.side?.rawValue ?? "" }, { $0.detail },
      { $0.id },
    ]
    for text in [{ $0.account }, { $0.asset }] as [(Break) -> String]
    where text(one) != text(other) {
      return text(one).utf8.lexicographicallyPrecedes(text(other).utf8)
    }
    if one.instant != other.instant {
      guard let left = one.instant, let right = other.instant else { return one.instant == nil }
      return left < right
    }
    if one.amount != other.amount {
      guard let left = one.amount, let right = other.amount else { return one.amount == nil }
      return left < right
    }
    for text in texts where text(one) != text(other) {
      return text(one).utf8.lexicographicallyPrecedes(text(other).utf8)
    }
    return false
  }

  private static func check(_ books: TestBooks, _ note: String) throws {
    let breaks = try books.run().reconciliation.breaks
    let made = Array(breaks)
    let sorted = made.sorted(by: precedes)
    #expect(made == sorted, "\(note)")
    #expect(made == breaks.indices.reversed().map { breaks[$0] }.reversed(), "\(note)")
    #expect(breaks.material == made.count { $0.isMaterial }, "\(note)")
    #expect(breaks.indices.map(breaks.weight) == made.map { BreakWeight($0) }, "\(note)")
    for count in breaks.counts {
      let own = made.filter { $0.account == count.account && $0.kind == count.kind }
      #expect(own.count == count.count, "\(note)")
      #expect(own.count { $0.isMaterial } == count.material, "\(note)")
    }
    #expect(breaks.counts.reduce(0) { $0 + $1.count } == made.count, "\(note)")
  }

  @Test(arguments: 0..<200)
  func `random books have their breaks in canonical order`(seed: Int) throws {
    try Self.check(TestBooks.random(seed: UInt64(30_000 + seed)), "seed \(seed)")
  }

  @Test(arguments: [1, 2, 3])
  func `entries of one instant and amount are in order of their references`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var books = TestBooks()
    for _ in 0..<400 {
      let prefix = ["", "é", "a", "a-reference-that-is-longer-than-sixteen-bytes-"]
      books.lines.append(
        TestLine(
          side: Bool.random(using: &random) ? .statement : .ledger,
          amount: Bool.random(using: &random) ? "1" : "-1",
          reference: prefix[Int.random(in: 0..<4, using: &random)]
            + "\(Int.random(in: 0..<300, using: &random))",
          nanoseconds: 0))
    }
    try Self.check(books, "seed \(seed)")
  }
}
