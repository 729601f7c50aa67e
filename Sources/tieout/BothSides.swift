import Accounting
import Ingest
import Normalise
import Pair
import Reconcile

/// Both sides of the book while they are read: statement first, for the ledger's account names may
/// be told by it.
///
/// Where files are large, entries go to shelves, what is beyond doubt is settled there, and the
/// rest is read again into the books.
struct BothSides {
  private(set) var statement: NormalisedBook
  private(set) var ledger: NormalisedBook
  private(set) var settlement = Settlement()
  private var statementReading: Normaliser
  private var ledgerReading: Normaliser
  private let rules: [AccountRule]
  private let shelves: Shelves?

  /// Reads every file of both sides.
  init(_ intake: inout Intake) throws {
    intake.recognise(.statement)
    intake.recognise(.ledger)
    let plan = intake.plan
    shelves =
      intake.streamed.isEmpty
      ? nil : Shelves(plan.reading, threads: plan.threads, bytes: intake.streamedBytes)
    // Without accounts in the settings, the statement's tell which of the ledger's count.
    let isGuessing = plan.accounts.isEmpty
    var names = BookNames()
    if let shelves {
      names = try intake.stream(
        isGuessing ? [.statement] : [.statement, .ledger], onto: shelves, names: names)
    }
    let several = Side.allCases.map { side in intake.sources.all.count { $0.side == side } > 1 }
    statementReading = Normaliser(side: .statement, names: names, hasSeveralSources: several[0])
    intake.read(.statement, into: &statementReading, shelves: shelves)
    names = statementReading.names
    let accounts = names.accounts.all.sorted()
    rules = isGuessing ? AccountRules.guessed(from: accounts) : []
    if let shelves, isGuessing {
      names = try intake.stream([.ledger], onto: shelves, names: names, rules: rules)
    }
    ledgerReading = Normaliser(side: .ledger, names: names, hasSeveralSources: several[1])
    intake.read(.ledger, into: &ledgerReading, rules: rules, shelves: shelves)
    var (one, other) = (statementReading, ledgerReading)
    statement = one.finish()
    ledger = other.finish()
  }

  /// Whether entries were settled while reading, so that the books do not hold all of them.
  var isStreamed: Bool { shelves != nil }

  /// Settles what is beyond doubt before the cut-off of the policy, and completes the books.
  ///
  /// - Parameters:
  ///   - brought: entries of earlier runs, which keep what could be theirs from being settled.
  ///   - names: of both sides and of what was brought.
  mutating func settle(
    _ intake: inout Intake, _ policy: Policy, brought: BroughtForward?, names: BookNames
  ) throws {
    guard let shelves else { return }
    for side in Side.allCases {
      let shelf = shelves.shelf(side)
      for row in brought?.rows(of: side) ?? [] { shelf(row) }
    }
    shelves.close()
    let terms = SettlerTerms(
      policy, names: names, threads: intake.plan.threads, isExact: isToldOnce(intake),
      settlesByAmount: !statementReading.hasGroups && !ledgerReading.hasGroups
        && !(brought?.items.contains { !$0.entry.group.isNone } ?? false),
      numbered: intake.numbered)
    let settled = try Settler(
      referenced: shelves.referenced, strangers: shelves.strangers, terms: terms
    ).settle()
    restore(settled, &intake)
    settlement = settled.settlement
    if settled.later.entries > 0 {
      intake.diagnostics.append(
        .laterNotKept(settled.later.entries, book: intake.plan.book))
    }
    statement = statementReading.finish(settlement)
    ledger = ledgerReading.finish(settlement)
    // What told duplicates is of no use any more.
    (statementReading, ledgerReading) = (
      Normaliser(side: .statement, names: names), Normaliser(side: .ledger, names: names)
    )
  }

  /// Reads the entries of both sides again that were not settled, each side on its own thread.
  private mutating func restore(_ settled: Settled, _ intake: inout Intake) {
    nonisolated(unsafe) var readings = [statementReading, ledgerReading]
    nonisolated(unsafe) let reader = intake
    let (places, rules) = ([settled.statement, settled.ledger], rules)
    let faults = readings.withUnsafeMutableBufferPointer { readings in
      nonisolated(unsafe) let readings = readings
      return Concurrently.map([0, 1], threads: reader.plan.threads) { side in
        reader.restore(places[side], into: &readings[side], rules: rules)
      }
    }
    (statementReading, ledgerReading) = (readings[0], readings[1])
    for (id, fault) in faults.joined() {
      intake.attempt(id) { _ throws(InputFault) in throw fault }
    }
  }

  /// Whether no line of one source can tell, without an id, of what another tells with one: such
  /// twins are found by looking at all lines.
  private func isToldOnce(_ intake: Intake) -> Bool {
    let sources = intake.sources.all.filter { $0.side == .statement }
    return sources.count < 2
      || !(statementReading.hasIdentified && statementReading.hasUnidentified)
  }
}
