import Accounting
import Foundation
import Reconcile
import TestSupport
import Testing

/// Sets of entries with equal sums: the planted ones are found, several answers are said, and a
/// search by all subsets finds nothing else.
@Suite struct CoveringSetTests {
  private static let isLong = Effort.isLong
  private static let books = isLong ? 200 : 8
  private static let plantsPerBook = 50

  /// A case every ten minutes: no two are within the window of each other.
  private static func planted(
    seed: UInt64, _ entries: (inout SeededGenerator) -> (statement: [Int], ledger: [Int])
  ) -> TestBooks {
    var random = SeededGenerator(seed: seed)
    var books = TestBooks()
    for number in 0..<plantsPerBook {
      let (statement, ledger) = entries(&random)
      for (side, some) in [(Side.statement, statement), (.ledger, ledger)] {
        for units in some {
          books.lines.append(
            TestLine(
              side: side, amount: Amount(units: Int128(units), scale: 6).description,
              nanoseconds: Int64(number * 600 + Int.random(in: 0..<120, using: &random))
                * TestBooks.second))
        }
      }
    }
    books.lines.shuffle(using: &random)
    return books
  }

  private static func amount(_ random: inout SeededGenerator) -> Int {
    let units = Int.random(in: 1_000_000..<1_000_000_000_000, using: &random)
    return Int.random(in: 0..<4, using: &random) == 0 ? -units : units
  }

  @Test(arguments: 0..<books)
  func `planted sets of up to twelve legs are all found`(number: Int) throws {
    let seed = UInt64(4_000_000 + number)
    let books = Self.planted(seed: seed) { random in
      let legs = (0..<Int.random(in: 2...12, using: &random)).map { _ in Self.amount(&random) }
      let noise = (0..<Int.random(in: 0...4, using: &random)).map { _ in Self.amount(&random) }
      let total = [legs.reduce(0, +)]
      return Bool.random(using: &random) ? (total + noise, legs) : (legs, total + noise)
    }
    let outcome = try books.run()
    let sets = outcome.matches.filter { $0.rule == "covering-set" }
    #expect(sets.count == Self.plantsPerBook, "seed \(seed)")
    #expect(sets.allSatisfy { min($0.statement.count, $0.ledger.count) == 1 }, "seed \(seed)")
    #expect(outcome.matches.count == sets.count, "seed \(seed)")
    #expect(outcome.reconciliation.diagnostics.isEmpty, "seed \(seed)")
  }

  @Test(arguments: 0..<books)
  func `two answers are both named and neither is taken`(number: Int) throws {
    let seed = UInt64(4_500_000 + number)
    let books = Self.planted(seed: seed) { random in
      let total = Int.random(in: 1_000_000..<1_000_000_000, using: &random)
      let (one, other) = (Self.amount(&random), Self.amount(&random))
      let parts = [one, total - one, other, total - other]
      return Bool.random(using: &random) ? ([total], parts) : (parts, [total])
    }
    let outcome = try books.run()
    #expect(outcome.matches.isEmpty, "seed \(seed)")
    let found = outcome.reconciliation.breaks
    #expect(found.count == Self.plantsPerBook, "seed \(seed)")
    for item in found {
      #expect(item.kind == .ambiguous && item.rule == "covering-set", "seed \(seed)")
      #expect(item.entries.count == 5, "seed \(seed)")
      #expect(item.detail.components(separatedBy: " = ").count == 3, "seed \(seed)")
    }
  }

  @Test func `ten against four, six, three and seven names both answers`() throws {
    let outcome = try TestBooks(
      """
      statement main USD 10
      ledger main USD 4
      ledger main USD 6
      ledger main USD 3
      ledger main USD 7
      """
    ).run()
    let found = try #require(outcome.reconciliation.breaks.first)
    #expect(outcome.kinds == [.ambiguous] && outcome.matches.isEmpty)
    #expect(found.detail.hasSuffix(": 10 = 4 + 6; 10 = 3 + 7"), "\(found.detail)")
  }

  /// Every packing of sets, each tried by all subsets.
  @Test(arguments: 0..<(isLong ? 400 : 20))
  func `the most entries are matched, or the answer is open`(block: Int) throws {
    for number in 0..<25 {
      let seed = UInt64(5_000_000 + block * 1000 + number)
      var random = SeededGenerator(seed: seed)
      var books = TestBooks()
      let window = [(120, 120), (60, 120), (120, 0), (0, 60)].randomElement(using: &random)!
      books.policy.tolerances = [
        Tolerance(
          rule: "covering-set", beforeSeconds: window.0, afterSeconds: window.1, scope: .leg)
      ]
      for side in Side.allCases {
        for _ in 0..<Int.random(in: 0...4, using: &random) {
          let units = Int.random(in: 1...9, using: &random)
          books.lines.append(
            TestLine(
              side: side, amount: "\(Int.random(in: 0..<5, using: &random) == 0 ? -units : units)",
              nanoseconds: Int64.random(in: 0..<3, using: &random) * 60 * TestBooks.second))
        }
      }
      let outcome = try books.run()
      // What rule 4 took or left contested is not for this one.
      let taken = outcome.matches.filter { $0.rule == "amount-within-window" }
      let contested = outcome.reconciliation.breaks.filter {
        $0.kind == .ambiguous && $0.rule == "amount-within-window"
      }
      guard contested.isEmpty else { continue }
      let twin = SubsetTwin(books, without: taken, before: window.0, after: window.1)
      let sets = outcome.matches.filter { $0.rule == "covering-set" }
      let entries = sets.reduce(0) { $0 + $1.statement.count + $1.ledger.count }
      let ambiguous = outcome.reconciliation.breaks.filter { $0.kind == .ambiguous }
      #expect(sets.allSatisfy { $0.residual.isZero }, "seed \(seed)")
      #expect(ambiguous.isEmpty == twin.isUnique, "seed \(seed)")
      if ambiguous.isEmpty { #expect(entries == twin.best, "seed \(seed)") }
    }
  }

  @Test func `a budget that is used up is said, and nothing is taken`() throws {
    var books = Self.planted(seed: 77) { _ in ([10], [4, 6]) }
    books.policy.coveringNodes = 30
    let outcome = try books.run()
    let taken = outcome.matches.count
    #expect(taken > 0 && taken < Self.plantsPerBook)
    let diagnostic = try #require(outcome.reconciliation.diagnostics.first)
    #expect(diagnostic.code == "covering-bound-met")
    #expect(diagnostic.message.contains("\((Self.plantsPerBook - taken) * 3) entries"))
    #expect(outcome.reconciliation.breaks.count == (Self.plantsPerBook - taken) * 3)
  }
}

/// The slow obvious twin: all subsets, all packings.
private struct SubsetTwin {
  private(set) var best = 0
  private(set) var isUnique = true

  init(_ books: TestBooks, without taken: [Match], before: Int, after: Int) {
    var items: [(units: Int, second: Int64, name: String)] = []
    for side in Side.allCases {
      let lines = books.lines.filter { $0.side == side }
      let gone = Set(taken.flatMap { side == .statement ? $0.statement : $0.ledger })
      for (row, line) in lines.enumerated() where !gone.contains(row) {
        let units = Int(line.amount)!
        items.append(
          (
            side == .statement ? units : -units, line.nanoseconds / TestBooks.second,
            "\(side) \(units) \(line.nanoseconds)"
          ))
      }
    }
    let statements = books.lines.filter { $0.side == .statement }.count - taken.count
    var sets: [Int] = []
    for mask in 1..<(1 << items.count) {
      let some = items.indices.filter { mask & 1 << $0 != 0 }
      // Of amounts this small several against several are no evidence.
      let ones = some.count { $0 < statements }
      guard some.count > 2, min(ones, some.count - ones) == 1,
        some.reduce(0, { $0 + items[$1].units }) == 0,
        some.allSatisfy({ one in
          some.allSatisfy { other in
            let lead = items[other].second - items[one].second
            let isAcross = one < statements && other >= statements
            return isAcross
              ? lead >= -Int64(before) && lead <= Int64(after)
              : (one < statements) != (other < statements) || lead <= Int64(max(before, after))
          }
        })
      else { continue }
      sets.append(mask)
    }
    let cancelling = (1..<(1 << items.count)).filter { mask in
      let some = items.indices.filter { mask & 1 << $0 != 0 }
      return [0, some.count].contains(some.count { $0 < statements })
        && some.reduce(0, { $0 + items[$1].units }) == 0
    }
    sets = sets.filter { set in
      !sets.contains { $0 != set && $0 & set == $0 } && !cancelling.contains { $0 & set == $0 }
    }
    var answers: [(entries: Int, sets: Int, names: [String])] = []
    func extend(_ next: Int, _ used: Int, _ count: Int) {
      guard next < sets.count else {
        let names = items.indices.filter { used & 1 << $0 != 0 }.map { items[$0].name }.sorted()
        answers.append((used.nonzeroBitCount, count, names))
        return
      }
      if sets[next] & used == 0 { extend(next + 1, used | sets[next], count + 1) }
      extend(next + 1, used, count)
    }
    extend(0, 0, 0)
    let top = answers.max { ($0.entries, $0.sets) < ($1.entries, $1.sets) }!
    best = top.entries
    isUnique =
      Set(answers.filter { ($0.entries, $0.sets) == (top.entries, top.sets) }.map(\.names)).count
      == 1
  }
}
