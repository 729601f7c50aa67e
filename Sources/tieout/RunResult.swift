import Accounting
import Normalise
import Reconcile

/// What the pipeline found out, and from what.
struct RunResult {
  let archived: ArchivedInputs
  let day: BusinessDay
  let outcome: Outcome
  let statement: Book
  let ledger: Book
  let names: BookNames
  /// Whether entries were settled while they were read: the books hold the others only.
  let isStreamed: Bool
  let settlement: Settlement
  let hasInputFault: Bool
  let days: EarlierDays

  var plan: RunPlan { archived.plan }
  var sources: Sources { archived.sources }
  /// What was taken over from the last sealed run; nil without one.
  var brought: BroughtForward? { archived.brought }
  var reconciliation: Reconciliation { outcome.reconciliation }

  /// What nearly fits the entries that stay open; made when asked.
  func nearestMisses() -> NearestMisses {
    NearestMisses(
      outcome, statement: statement, ledger: ledger, windowSeconds: plan.policy.windowSeconds)
  }

  var exit: RunExit {
    if hasInputFault { return .inputFault }
    switch RunGrade(of: reconciliation) {
    case .proved: return .proved
    case .openWithinPolicy: return .itemsWithinPolicy
    case .breaks: return .breaks
    case .unproved: return .unproved
    }
  }
}

/// What came of one look at the inputs.
enum RunAttempt {
  case done(RunResult)
  case failed(FailedRun)

  var diagnostics: [Diagnostic] {
    switch self {
    case .done(let result): result.reconciliation.diagnostics
    case .failed(let failed): failed.diagnostics
    }
  }
}
