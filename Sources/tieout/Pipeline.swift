import Accounting
import Ingest
import Normalise
import Reconcile

/// Joins the stages: files → lines → entries → matches, breaks and proof.
///
/// Reads; decides nothing and writes nothing. What it gives is what the reports and the run
/// folder are made from.
struct Pipeline {
  let formats: [VenueFormat]
  let console: Console

  func run(_ plan: RunPlan, also found: [Diagnostic] = []) throws -> RunResult {
    var intake = Intake(plan: plan, formats: formats, console: console)
    intake.open()

    var statement = Normaliser(side: .statement, names: BookNames())
    intake.read(.statement, into: &statement)
    let statementBook = statement.finish()
    intake.noteSilence(statementBook.book)

    let accounts = statementBook.names.accounts.all.sorted()
    let rules = plan.accounts.isEmpty ? AccountRules.guessed(from: accounts) : []
    var ledger = Normaliser(side: .ledger, names: statementBook.names)
    intake.read(.ledger, into: &ledger, rules: rules)
    let ledgerBook = ledger.finish()

    intake.noteMissingPages([statementBook.book, ledgerBook.book])

    let warnings = found + intake.diagnostics + statementBook.warnings + ledgerBook.warnings
    let day: BusinessDay
    do {
      day = try BusinessDay(plan: plan, statement: statementBook.book, ledger: ledgerBook.book)
    } catch {
      let refused = statementBook.book.refused + ledgerBook.book.refused
      (warnings + refused.map(\.diagnostic)).forEach(console.show)
      // Lines that could not be used are why there is no date.
      guard error.diagnostic.code == "business-date-needed",
        intake.hasInputFault || !refused.isEmpty
      else { throw error }
      console.say("nothing was sealed: no line that was understood has a date")
      throw (intake.hasInputFault ? RunExit.inputFault : .unproved).code
    }
    var policy = plan.policy
    policy.cutOff = day.end
    intake.noteFuture(statementBook.book, names: ledgerBook.names, cutOff: day.end)
    policy.accounts = intake.expectedAccounts(names: ledgerBook.names)
    let diagnostics = warnings + day.warnings(statementBook.book, intake.sources)
    let outcome = try Reconciler(policy: policy).reconcile(
      book: plan.book, businessDate: day.date.text, statement: statementBook.book,
      ledger: ledgerBook.book, names: ledgerBook.names, sources: intake.sources,
      aliases: AliasUse.joined(statementBook.aliases + ledgerBook.aliases),
      diagnostics: diagnostics)
    return RunResult(
      plan: plan, day: day, outcome: outcome, sources: intake.sources,
      statement: statementBook.book, ledger: ledgerBook.book, names: ledgerBook.names,
      formatVersions: intake.formatVersions,
      hasInputFault: intake.hasInputFault || found.contains { $0.severity == .error })
  }
}
