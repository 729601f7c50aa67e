import Accounting
import Reconcile
import TestSupport

/// A random history of one account's asset on both sides since the last sealed run, with planted
/// faults, and in whole cents what its proof must say: a slow and obvious twin.
struct ProofHistory {
  var books = TestBooks()
  /// What the proof must say, by side: the statement's first.
  private(set) var opening = [0, 0]
  private(set) var balance = [0, 0]
  private(set) var receipts = [0, 0]
  private(set) var disbursements = [0, 0]
  private(set) var kinds: [[EntryKind: Int]] = [[:], [:]]
  private(set) var unfooted = [0, 0]
  private(set) var open = [0, 0]
  private(set) var residuals = 0
  /// What must be named, by cause and side.
  private(set) var causes: [String: Int] = [:]
  private(set) var hasOpenItems = false
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    addEvents()
    addBalances()
  }

  static func amount(_ cents: Int) -> Amount { Amount(units: Int128(cents), scale: 2) }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  /// Entries of both sides, some missing, altered or late on one.
  private mutating func addEvents() {
    for number in 0..<Int.random(in: 0...14, using: &random) {
      let kind = EntryKind.allCases.randomElement(using: &random)!
      // Magnitudes grow, so that no two faults cancel out or look like one event.
      let cents = (Int.random(in: 1...9, using: &random) + 10 * number) * (chance(2) ? 100 : -100)
      let fate = Int.random(in: 0..<10, using: &random)
      if fate != 1 { add(0, cents, kind, number) }
      if fate != 2 { add(1, fate == 3 ? cents + 1 : cents, kind, number) }
      if fate == 1 { open[1] += cents }
      if fate == 2 { open[0] += cents }
      if fate == 3 { residuals -= 1 }
      hasOpenItems = hasOpenItems || (1...3).contains(fate)
    }
  }

  private mutating func add(_ side: Int, _ cents: Int, _ kind: EntryKind, _ number: Int) {
    books.lines.append(
      TestLine(
        side: Side.allCases[side], amount: Self.amount(cents).description,
        reference: "R\(number)", nanoseconds: Int64(number) * 1_000 * TestBooks.second,
        kind: kind))
    if cents > 0 { receipts[side] += cents } else { disbursements[side] += cents }
    kinds[side][kind, default: 0] += cents
  }

  /// Where each side begins and ends, and what is wrong with that.
  private mutating func addBalances() {
    books.policy.owing = ["main": [Pattern("*")]]
    let prior = [
      Int.random(in: -20...20, using: &random) * 1_000_000,
      Int.random(in: -20...20, using: &random) * 1_000_000,
    ]
    let carried = chance(3) ? 7_000_000_000 : 0
    let items = prior[0] - prior[1]
    let isKnown = !chance(4)
    if isKnown {
      books.policy.priorClosings = [
        PriorClosing(
          account: "main", asset: "USD", asOf: TestBooks.day,
          statement: Self.amount(prior[0] + carried), ledger: Self.amount(prior[1]),
          unexplained: Self.amount(carried))
      ]
    }
    let closings = [prior[0] + carried, prior[1]]
    for side in 0..<2 {
      opening[side] = begin(side, closings[side], isKnown: isKnown)
      balance[side] = opening[side] + receipts[side] + disbursements[side]
      guard chance(2) else { continue }
      if chance(2) { unfooted[side] = side == 0 ? 300_000_000_000 : 11_000_000_000_000 }
      balance[side] += unfooted[side]
      books.balances.append(
        TestBalance(
          side: Side.allCases[side], account: "main", asset: "USD",
          amount: Self.amount(balance[side]).description))
    }
    name("STATEMENT_UNFOOTED 0", unfooted[0])
    name("LEDGER_UNFOOTED 1", -unfooted[1])
    if isKnown {
      name("PRIOR_UNEXPLAINED", carried)
      name("OPENINGS_DIFFER", items)
    } else {
      name("OPENINGS_DIFFER", opening[0] - opening[1])
    }
  }

  /// What a side begins with: what the settings declare, its prior closing, or zero.
  private mutating func begin(_ side: Int, _ prior: Int, isKnown: Bool) -> Int {
    guard isKnown else {
      declare(side, prior)
      return prior
    }
    guard chance(2) else { return prior }
    let gap = chance(2) ? (side == 0 ? 500_000_000 : 1_700_000_000) : 0
    declare(side, prior + gap)
    name("OPENING_NOT_PRIOR_CLOSING \(side)", side == 0 ? gap : -gap)
    return prior + gap
  }

  private mutating func declare(_ side: Int, _ cents: Int) {
    books.policy.openings.append(
      Opening(
        side: Side.allCases[side], account: "main", asset: "USD", amount: Self.amount(cents)))
  }

  private mutating func name(_ cause: String, _ cents: Int) {
    if cents != 0 { causes[cause] = cents }
  }
}
