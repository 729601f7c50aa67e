import Accounting
import Ingest
import Normalise
import Reconcile

/// Joins the stages: files → lines → entries → matches, breaks and proof.
///
/// Reads; decides nothing and writes nothing but rows that do not fit memory. What it gives is what
/// the reports and the run folder are made from.
struct Pipeline {
  let formats: [VenueFormat]
  let console: Console

  /// - Parameter prior: where earlier runs are; nil: in the archive.
  func run(
    _ plan: RunPlan, also found: [Diagnostic] = [], prior: (any PriorRuns)? = nil
  ) throws -> RunAttempt {
    var intake = Intake(plan: plan, formats: formats, console: console)
    try intake.open()
    var books = try BothSides(&intake)

    let day: BusinessDay
    do {
      day = try BusinessDay(plan: plan, statement: books.statement.book, ledger: books.ledger.book)
    } catch {
      intake.noteGaps(books)
      return .failed(try failure(error, found, &intake, books))
    }
    if !plan.waits(for: found + intake.diagnostics) { try intake.holdBook() }
    var policy = plan.policy
    policy.cutOff = day.end
    var earlier = EarlierRuns(plan: plan, sources: intake.sources, prior: prior)
    var names = books.ledger.names
    try earlier.open(before: day.date, names: &names)
    try books.settle(&intake, policy, brought: earlier.brought, names: names)
    intake.noteGaps(books)
    let (statement, ledger) = (books.statement, books.ledger)
    let warnings = found + intake.diagnostics + statement.warnings + ledger.warnings
    intake.noteFuture(statement.book, names: ledger.names, cutOff: day.end)
    policy.accounts = intake.expectedAccounts(names: ledger.names)
    let days = try earlier.days(
      statement.book, ledger.book, names: names, isStreamed: books.isStreamed,
      settlement: books.settlement, before: day.date)
    policy.priorClosings = days.closings
    policy.declaresFirstRun = true
    policy.priorPositions = earlier.brought?.prior.positions ?? []
    policy.standing = earlier.brought?.prior.standing ?? [:]
    let diagnostics =
      warnings + day.warnings(statement.book, intake.sources) + earlier.diagnostics
    let outcome = try Reconciler(policy: policy).reconcile(
      book: plan.book, businessDate: day.date.text, statement: days.statement,
      ledger: days.ledger, names: names, sources: earlier.sources,
      aliases: AliasUse.joined(statement.aliases + ledger.aliases),
      diagnostics: diagnostics, settlement: books.settlement, changes: days.changes,
      broughtForwardFrom: earlier.brought?.prior.businessDate)
    let result = RunResult(
      archived: intake.archived(
        earlier.sources, tallies: days.statement.tallies + days.ledger.tallies,
        brought: earlier.brought),
      day: day, outcome: outcome, statement: days.statement, ledger: days.ledger, names: names,
      isStreamed: books.isStreamed, settlement: books.settlement,
      hasInputFault: intake.hasInputFault || found.contains { $0.severity == .error },
      days: days)
    return .done(result)
  }

  /// What ends a run whose day cannot be told: lines that could not be used may be why.
  ///
  /// - Throws: the error itself, if no fault of an input is its cause.
  private func failure(
    _ error: any Error, _ found: [Diagnostic], _ intake: inout Intake, _ books: BothSides
  ) throws -> FailedRun {
    let refused = books.statement.book.refused + books.ledger.book.refused
    let warnings =
      found + intake.diagnostics + books.statement.warnings + books.ledger.warnings
    guard (error as? SettingsFault)?.diagnostic.code == "business-date-needed",
      intake.hasInputFault || !refused.isEmpty
    else {
      (warnings + refused.map(\.diagnostic)).forEach(console.show)
      throw error
    }
    if !intake.plan.waits(for: warnings) { try intake.holdBook() }
    let tallies = books.statement.book.tallies + books.ledger.book.tallies
    return FailedRun(
      inputs: intake.archived(intake.sources, tallies: tallies),
      reason: "no line that was understood has a date",
      diagnostics: warnings + refused.map(\.diagnostic),
      exit: intake.hasInputFault ? .inputFault : .unproved)
  }
}
