import Accounting
import Reconcile
import TestSupport
import Testing

/// The assignments against every possible pairing, on small seeded cases.
@Suite struct AssignmentTwinTests {
  typealias Point = BruteForce.Point

  private static func points(
    _ count: ClosedRange<Int>, span: Int, contents: Int, _ random: inout SeededGenerator
  ) -> [Point] {
    (0..<Int.random(in: count, using: &random)).map { _ in
      Point(
        position: Int.random(in: 0..<span, using: &random),
        content: Int.random(in: 0..<contents, using: &random))
    }
  }

  /// By the policy's window where it is the same before and after, else by a tolerance.
  private static func policy(
    _ before: Int, _ after: Int, amounts: AmountTolerance? = nil
  ) -> Policy {
    Policy(
      windowSeconds: before,
      tolerances: [
        Tolerance(
          absolute: amounts?.absolute, relative: amounts?.relative,
          afterSeconds: before == after ? nil : after, scope: .leg)
      ])
  }

  private static let kinds = EntryKind.allCases
  private static let isLong = Effort.isLong
  /// In parts of a thousand where all are run.
  private static let (blocks, perBlock) = isLong ? (100, 1_000) : (12, 60)

  /// Whether as many points of both sides have equal sums.
  private static func haveEqualSums(_ statement: [Point], _ ledger: [Point]) -> Bool {
    func sums(_ points: [Point]) -> Set<[Int]> {
      Set(
        (1..<1 << points.count).map { mask in
          let some = points.indices.filter { mask & 1 << $0 != 0 }
          return [some.count, some.reduce(0) { $0 + points[$1].position }]
        })
    }
    guard !statement.isEmpty, !ledger.isEmpty else { return false }
    return !sums(statement).isDisjoint(with: sums(ledger))
  }

  @Test(arguments: 0..<blocks)
  func `pairs in a window are the most, then the nearest, or ambiguous`(block: Int) throws {
    for number in 0..<Self.perBlock {
      let seed = UInt64(block * 1000 + number)
      var random = SeededGenerator(seed: seed)
      let before = Int.random(in: 0...4, using: &random)
      let after = Bool.random(using: &random) ? before : Int.random(in: 0...4, using: &random)
      let span = Int.random(in: 1...24, using: &random)
      let contents = Int.random(in: 1...2, using: &random)
      let statement = Self.points(0...8, span: span, contents: contents, &random)
      let ledger = Self.points(0...8, span: span, contents: contents, &random)
      let twin = BruteForce(statement: statement, ledger: ledger) { one, other in
        let lead = other.position - one.position
        return lead >= -before && lead <= after ? (0, abs(lead)) : nil
      }
      var books = TestBooks(policy: Self.policy(before, after))
      for (side, points) in [(Side.statement, statement), (.ledger, ledger)] {
        books.lines += points.map {
          TestLine(
            side: side, amount: "7", nanoseconds: Int64($0.position) * TestBooks.second,
            kind: Self.kinds[$0.content])
        }
      }
      try compare(books.run(), twin, books, "seed \(seed)") { books, match in
        let one = books.filter { $0.side == .statement }[match.statement[0]]
        let other = books.filter { $0.side == .ledger }[match.ledger[0]]
        return Int((one.nanoseconds - other.nanoseconds).magnitude / 1_000_000_000)
      }
    }
  }

  @Test(arguments: 0..<12)
  func `amounts of one reference leave the least difference, or are ambiguous`(
    block: Int
  ) throws {
    for number in 0..<150 {
      let seed = UInt64(1_000_000 + block * 1000 + number)
      var random = SeededGenerator(seed: seed)
      let span = Int.random(in: 2...20, using: &random)
      var statement = Self.points(0...5, span: span, contents: 1, &random)
      var ledger = Self.points(0...5, span: span, contents: 1, &random)
      for point in statement {
        // exact-reference takes equal amounts first.
        guard let equal = ledger.firstIndex(of: point) else { continue }
        ledger.remove(at: equal)
        statement.remove(at: statement.firstIndex(of: point)!)
      }
      // reference-group takes entries whose sums agree.
      guard !Self.haveEqualSums(statement, ledger) else { continue }
      let twin = BruteForce(statement: statement, ledger: ledger) {
        (abs($0.position - $1.position), 0)
      }
      var books = TestBooks()
      for (side, points) in [(Side.statement, statement), (.ledger, ledger)] {
        books.lines += points.map {
          TestLine(
            side: side, amount: "\($0.position + 1_000_000)", reference: "R", nanoseconds: 0)
        }
      }
      try compare(books.run(), twin, books, "seed \(seed)") { _, match in
        Int(match.residual.magnitude.units)
      }
    }
  }

  /// Compares stretch by stretch.
  private func compare(
    _ outcome: Outcome, _ twin: BruteForce, _ books: TestBooks, _ seed: String,
    distance: ([TestLine], Match) -> Int
  ) {
    let verdicts = twin.stretches.map { ($0, twin.verdict($0)) }
    let ambiguous = outcome.reconciliation.breaks.filter { $0.kind == .ambiguous }
    #expect(outcome.matches.count == verdicts.map(\.1.pairs).reduce(0, +), "\(seed)")
    #expect(
      ambiguous.map(\.entries.count).sorted()
        == verdicts.map(\.1).filter(\.isAmbiguous).map(\.contested).sorted(), "\(seed)")
    if ambiguous.isEmpty {
      let total = outcome.matches.map { distance(books.lines, $0) }.reduce(0, +)
      #expect(total == twin.cost.distance + twin.cost.residual, "\(seed)")
    }
  }

  @Test(arguments: 0..<8)
  func `with a tolerance the residuals are least, then the times`(block: Int) throws {
    for number in 0..<40 {
      let seed = UInt64(2_000_000 + block * 1000 + number)
      var random = SeededGenerator(seed: seed)
      let tolerance = Int.random(in: 1...3, using: &random)
      let window = Int.random(in: 0...4, using: &random)
      func some() -> [Point] {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
          Point(
            position: Int.random(in: 0..<8, using: &random),
            amount: Int.random(in: 10..<16, using: &random))
        }
      }
      let (statement, ledger) = (some(), some())
      let twin = BruteForce(statement: statement, ledger: ledger) { one, other in
        let distance = abs(one.position - other.position)
        let residual = abs(one.amount - other.amount)
        return distance <= window && residual <= tolerance ? (residual, distance) : nil
      }
      var books = TestBooks(
        policy: Policy(
          windowSeconds: window,
          tolerances: [Tolerance(absolute: Amount(units: Int128(tolerance), scale: 0))]))
      for (side, points) in [(Side.statement, statement), (.ledger, ledger)] {
        books.lines += points.map {
          TestLine(
            side: side, amount: "\($0.amount)", nanoseconds: Int64($0.position) * TestBooks.second)
        }
      }
      let outcome = try books.run()
      let isAmbiguous = Set(twin.best.map { twin.taken($0) { _ in true } }).count > 1
      #expect(outcome.kinds.contains(.ambiguous) == isAmbiguous, "seed \(seed)")
      guard !isAmbiguous else {
        #expect(outcome.matches.count < twin.pairs, "seed \(seed)")
        continue
      }
      let residual = outcome.matches.map { Int($0.residual.magnitude.units) }.reduce(0, +)
      #expect(outcome.matches.count == twin.pairs, "seed \(seed)")
      #expect(residual == twin.cost.residual, "seed \(seed)")
    }
  }

  /// Shares in hundredths, of amounts of both signs; before and after differ.
  @Test(arguments: 0..<8)
  func `with a share the residuals are least, then the times`(block: Int) throws {
    for number in 0..<40 {
      let seed = UInt64(3_000_000 + block * 1000 + number)
      var random = SeededGenerator(seed: seed)
      let share = [1, 5, 20, 40, 99].randomElement(using: &random)!
      let absolute = Bool.random(using: &random) ? nil : Int.random(in: 1...40, using: &random)
      let before = Int.random(in: 0...4, using: &random)
      let after = Int.random(in: 0...4, using: &random)
      let middle = [3, 20, 1000].randomElement(using: &random)!
      func some() -> [Point] {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
          let amount = middle + Int.random(in: 0...max(3, middle / 4), using: &random)
          return Point(
            position: Int.random(in: 0..<8, using: &random),
            amount: Int.random(in: 0..<4, using: &random) == 0 ? -amount : amount)
        }
      }
      let (statement, ledger) = (some(), some())
      let twin = BruteForce(statement: statement, ledger: ledger) { one, other in
        let (lead, residual) = (other.position - one.position, abs(one.amount - other.amount))
        guard lead >= -before, lead <= after, residual <= absolute ?? .max,
          residual * 100 <= share * max(abs(one.amount), abs(other.amount))
        else { return nil }
        return (residual, abs(lead))
      }
      let amounts = AmountTolerance(
        absolute: absolute.map { Amount(units: Int128($0), scale: 0) },
        relative: Amount(units: Int128(share), scale: 2))
      var books = TestBooks(policy: Self.policy(before, after, amounts: amounts))
      for (side, points) in [(Side.statement, statement), (.ledger, ledger)] {
        books.lines += points.map {
          TestLine(
            side: side, amount: "\($0.amount)", nanoseconds: Int64($0.position) * TestBooks.second)
        }
      }
      try compareInPlane(books, twin, "seed \(seed)")
    }
  }

  private func compareInPlane(_ books: TestBooks, _ twin: BruteForce, _ seed: String) throws {
    let outcome = try books.run()
    let isAmbiguous = Set(twin.best.map { twin.taken($0) { _ in true } }).count > 1
    let taken = outcome.matches.filter { $0.rule == "amount-within-window" }
    let contested = outcome.reconciliation.breaks.filter { $0.kind == .ambiguous }
    #expect(contested.contains { $0.rule == "amount-within-window" } == isAmbiguous, "\(seed)")
    guard !isAmbiguous else {
      #expect(taken.count < twin.pairs, "\(seed)")
      return
    }
    #expect(taken.count == twin.pairs, "\(seed)")
    let residual = taken.map { Int($0.residual.magnitude.units) }.reduce(0, +)
    #expect(residual == twin.cost.residual, "\(seed)")
    let (one, other) = (
      books.lines.filter { $0.side == .statement }, books.lines.filter { $0.side == .ledger }
    )
    let distance = taken.map {
      (one[$0.statement[0]].nanoseconds - other[$0.ledger[0]].nanoseconds).magnitude
    }.reduce(0, +)
    #expect(Int(distance / 1_000_000_000) == twin.cost.distance, "\(seed)")
  }

  @Test func `the two-pair trap gives two matches`() throws {
    let day = 86_400
    var books = TestBooks(policy: Policy(windowSeconds: 2 * day))
    for (side, days) in [(Side.statement, [3, 1]), (.ledger, [3, 5])] {
      books.lines += days.map {
        TestLine(side: side, amount: "100", nanoseconds: Int64($0 * day) * TestBooks.second)
      }
    }
    #expect(try books.run().matches.count == 2)
  }
}
