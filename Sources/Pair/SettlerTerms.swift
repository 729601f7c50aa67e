package import Accounting

/// What settling is held to.
package struct SettlerTerms: Sendable {
  /// Entries at or after it are not of the day.
  package var cutOff: Instant?
  /// What holds of accounts and assets for which the policy says nothing else.
  let common: PairTerms
  /// What holds of an account's asset; nil: what is common, of all.
  let exceptions: (@Sendable (NameID, NameID) -> PairTerms)?
  /// No entries further apart have to do with each other anywhere, in nanoseconds.
  private let reach: Int64
  package var threads: Int
  /// False: nothing is settled, every entry stays.
  package var isExact: Bool
  /// False: nothing is settled by amount and time, for an entry without a common reference may be
  /// one event with others by an order or trade that rows do not tell.
  package var settlesByAmount: Bool
  /// Sources whose lines have ids of which none stands twice, by number.
  private let numbered: [Bool]
  /// So many entries of after the day stay, for the next run; of more none does.
  package var laterLimit = 100_000

  /// - Parameters:
  ///   - names: of the accounts and assets that rows name.
  ///   - isExact: false if an entry may be a twin of one that looks otherwise.
  ///   - settlesByAmount: false if an entry has a group beside its reference.
  ///   - numbered: sources whose lines have ids of the venue of which none stands twice.
  package init(
    _ policy: Policy, names: BookNames, threads: Int, isExact: Bool = true,
    settlesByAmount: Bool = true, numbered: [SourceID] = []
  ) {
    var isNumbered: [Bool] = []
    for id in numbered {
      let place = Int(id.index)
      while isNumbered.count <= place { isNumbered.append(false) }
      isNumbered[place] = true
    }
    self.numbered = isNumbered
    self.settlesByAmount = settlesByAmount
    cutOff = policy.cutOff
    self.threads = max(1, threads)
    self.isExact = isExact
    let nearness = TimeWindow(seconds: policy.windowSeconds)
    common = PairTerms(isTolerant: false, window: nearness, nearness: nearness.reach)
    let others = policy.tolerances.filter(\.isOfMatches)
    if others.contains(where: { $0.isOfTimes || !($0.amounts?.isNone ?? true) }) {
      exceptions = { account, asset in
        PairTerms(
          policy.terms(account: names.accounts[account], asset: names.assets[asset]), nearness)
      }
    } else {
      exceptions = nil
    }
    reach = others.reduce(nearness.reach) { max($0, $1.times.reach) }
  }

  /// Whether two rows of one side, amount and instant may be one line told twice: they are of two
  /// sources, or have an id of the venue that may stand twice.
  func mayBeOneLine(_ one: EntryRow, _ other: EntryRow) -> Bool {
    guard one.source == other.source else { return true }
    guard one.isIdentified || other.isIdentified else { return false }
    return one.source >= numbered.count || !numbered[one.source]
  }

  /// Whether the day has the instant.
  func isOfDay(_ nanoseconds: Int64) -> Bool {
    guard let cutOff else { return true }
    return nanoseconds < cutOff.nanoseconds
  }

  /// Whether the instant is so far after the day that no entry of the day is near.
  func isBeyond(_ nanoseconds: Int64) -> Bool {
    guard let cutOff else { return false }
    let (end, overflow) = cutOff.nanoseconds.addingReportingOverflow(reach)
    return !overflow && nanoseconds >= end
  }
}

/// What settling by amount and time is held to in one account's asset.
struct PairTerms: Sendable {
  /// Whether a matched pair may differ by a tolerance: amounts are not told by being equal alone.
  let isTolerant: Bool
  /// How far the ledger's entry may lie before and after the statement's.
  let window: TimeWindow
  /// No entries further apart have to do with each other, in nanoseconds.
  let reach: Int64

  init(isTolerant: Bool, window: TimeWindow, nearness: Int64) {
    self.isTolerant = isTolerant
    self.window = window
    reach = max(window.reach, nearness)
  }

  fileprivate init(_ terms: MatchTerms, _ nearness: TimeWindow) {
    let rule = AmountPass.rule
    self.init(
      isTolerant: !terms.amounts(of: rule).isNone, window: terms.window(of: rule),
      nearness: nearness.reach)
  }
}

/// What came of settling.
package struct Settled: Sendable {
  package var settlement = Settlement()
  /// Entries that stay, by where they are, in order.
  package var statement: [EntryRow.Place] = []
  package var ledger: [EntryRow.Place] = []
  /// Entries of after the day that do not stay: counted, and no next run has them from here.
  package var later = Later()
}
