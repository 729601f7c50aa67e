import Accounting
import Normalise
import Reconcile

/// What earlier sealed runs of the book mean for this one: found, verified, read.
struct EarlierRuns {
  private let plan: RunPlan
  private let archive: any PriorRuns
  private(set) var brought: BroughtForward?
  private(set) var diagnostics: [Diagnostic] = []
  private let ownSources: Sources

  /// - Parameter prior: where earlier runs are; nil: in the plan's archive.
  init(plan: RunPlan, sources: Sources, prior: (any PriorRuns)?) {
    self.plan = plan
    ownSources = sources
    archive =
      prior ?? Archive(archive: plan.archive, book: plan.book, trust: plan.trust)
  }

  /// The run's sources, those of earlier runs behind its own.
  var sources: Sources { Sources(ownSources.all + (brought?.sources ?? [])) }

  /// Reads what the last run handed on.
  ///
  /// - Parameter names: gets the names of entries that come.
  /// - Throws: `prior-run-unusable`: nothing is built on a run that is not as it was sealed.
  mutating func open(before date: CivilDate, names: inout BookNames) throws(SettingsFault) {
    guard plan.takesOver else { return }
    let reader = PriorReader(
      archive: archive, accounts: Set(plan.accounts), firstSource: ownSources.all.count)
    brought = try reader.read(before: date, names: &names)
    let accounts = brought?.passed.accounts ?? []
    if !accounts.isEmpty, plan.isWhole {
      diagnostics.append(.accountsNotRun(accounts.sorted()))
    }
  }

  /// Both books held against what earlier runs read.
  mutating func days(
    _ statement: Book, _ ledger: Book, names: BookNames, isStreamed: Bool, settlement: Settlement,
    before date: CivilDate
  ) throws(SettingsFault) -> EarlierDays {
    guard var brought else {
      return EarlierDays(
        statement: statement, ledger: ledger, names: names, sources: ownSources,
        prior: PriorRun(businessDate: ""))
    }
    let (one, other) = (brought.added(to: statement), brought.added(to: ledger))
    let prior = brought.prior
    let isAgain =
      EarlierDays.readsAgain([one, other], names: names, prior: prior)
      || settlement.reachesBack(prior.closings, names)
    if isAgain {
      let sources = sources
      var reader = ToldReader(archive: archive)
      var isCompared = false
      if !isStreamed {
        isCompared = try reader.read(before: date, &brought) { told in
          EarlierDays.firstUntold(
            [one, other], names: names, sources: sources, prior: prior, told: told)
        }
      }
      if !isCompared { diagnostics.append(.priorNotCompared(prior.businessDate)) }
      self.brought = brought
    }
    return EarlierDays(
      statement: one, ledger: other, names: names, sources: sources, prior: brought.prior)
  }
}

extension Settlement {
  /// Whether pairs that were settled while reading are of days that are closed.
  fileprivate func reachesBack(_ closings: [PriorClosing], _ names: BookNames) -> Bool {
    var until: [NameID: Instant] = [:]
    for closing in closings {
      guard let account = names.accounts.find(closing.account) else { continue }
      until[account] = max(until[account] ?? closing.asOf, closing.asOf)
    }
    return pools.contains { key, figures in
      guard let closed = until[key.account] else { return false }
      return [figures.statementFirst, figures.ledgerFirst].contains { first in
        first.map { $0 < closed } ?? false
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func priorNotCompared(_ date: String) -> Diagnostic {
    Diagnostic(
      code: "prior-not-compared", severity: .warning, place: Place(file: "run of \(date)"),
      message: "lines of days that are closed were read again and not held against earlier runs: "
        + "files this large are not listed line by line",
      hint: "give files that start at the last cut-off; a change of a closed day is not named here")
  }

  fileprivate static func accountsNotRun(_ accounts: [String]) -> Diagnostic {
    Diagnostic(
      code: "accounts-not-run", severity: .warning, place: Place(file: "settings"),
      message: "earlier runs have accounts that the settings do not name: "
        + accounts.map(quoted).joined(separator: ", "),
      hint: "their open items are kept as they were; name the accounts to reconcile them")
  }
}
