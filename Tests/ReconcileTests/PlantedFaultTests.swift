import Accounting
import Reconcile
import TestSupport
import Testing

/// Faults planted in running balances: the first divergence is at the right line.
@Suite struct PlantedFaultTests {
  static let count =
    Effort.isLong ? 5_000 : 500

  /// What is wrong in a chain, and at which line it must be found.
  private enum Fault: CaseIterable {
    /// The line states another balance, which those after it do not follow.
    case misstated
    /// The line's amount is not what its balance moved by.
    case altered
    /// A line is missing before it.
    case omitted
    /// The balances are off from the line on.
    case shifted
  }

  private struct Chain {
    var books = TestBooks()
    /// The index of the line that must be named.
    var place = 0
  }

  @Test(arguments: 0..<10)
  func `a planted fault is named at its line, whatever the lines' order`(part: Int) throws {
    for number in 0..<Self.count / 10 {
      let seed = UInt64(part * 100_000 + number)
      var random = SeededGenerator(seed: seed)
      let chain = plant(&random)
      let outcome = try chain.books.shuffled(seed: seed).run()
      let found = try #require(
        outcome.reconciliation.breaks.first { $0.kind == .unfooted }, "seed \(seed)")
      let reference = chain.books.lines[chain.place].reference
      #expect(found.detail.contains("with reference '\(reference)'"), "seed \(seed): \(found)")
      #expect(found.entries.count == 1, "seed \(seed)")
      #expect(outcome.only.status == .unproved, "seed \(seed)")
      #expect(
        outcome.only.causes.contains { $0.kind == .statementUnfooted }, "seed \(seed)")
    }
  }

  /// A chain of lines, some of one instant, with one fault; only a misstated line may share its
  /// instant with others, for of a line's neighbours any may be the first to show the others.
  private func plant(_ random: inout SeededGenerator) -> Chain {
    var chain = Chain()
    let count = Int.random(in: 3...40, using: &random)
    let place = Int.random(in: 1..<count, using: &random)
    let fault = Fault.allCases.randomElement(using: &random)!
    var balance = Int.random(in: -1_000...1_000, using: &random)
    var time: Int64 = 0
    for number in 0..<count {
      let amount = Int.random(in: 1...500, using: &random) * (Bool.random(using: &random) ? 1 : -1)
      balance += amount
      // Lines of the first instant have nothing before them to follow from.
      let isAlone = number < 2 || fault != .misstated && [place, place + 1].contains(number)
      time += isAlone || Int.random(in: 0..<3, using: &random) > 0 ? 1 : 0
      chain.books.lines.append(
        TestLine(
          side: .statement, amount: "\(amount)", reference: "R\(number)",
          nanoseconds: time * TestBooks.second, running: "\(balance)"))
    }
    chain.place = place
    // More than all lines move together, so that no other line can be taken for it.
    let off = 1_000_000 + Int.random(in: 0..<1_000, using: &random)
    switch fault {
    case .misstated: chain.books.lines[place].running = shifted(chain, place, off)
    case .altered:
      chain.books.lines[place].amount = "\(Int(chain.books.lines[place].amount)! + off)"
    case .omitted where place + 1 < count:
      chain.books.lines.remove(at: place)
    case .omitted, .shifted:
      for later in place..<count {
        chain.books.lines[later].running = shifted(chain, later, off)
      }
    }
    return chain
  }

  private func shifted(_ chain: Chain, _ place: Int, _ off: Int) -> String {
    "\(Int(chain.books.lines[place].running!)! + off)"
  }
}
