import Accounting
import Foundation
import Reconcile
import Report
import Seal

/// Puts a run's inputs, settings, work and reports into a run folder and seals it.
struct Sealing {
  let result: RunResult
  let signer: RunSigner
  let started: Instant

  func seal() throws -> Sealed {
    let archived = result.archived
    var folder = try archived.begin(date: result.day.date.text)
    let inputs = try archived.addInputs(to: &folder)
    try archived.addConfiguration(to: &folder, inputs: inputs)
    let outputs = try addWorkAndReports(to: &folder)
    try result.sources.checkRead()
    let manifest = RunManifest(
      run: run, clock: RunManifest.Clock(startedAt: started, finishedAt: Instant.now),
      tool: try Build.tool, effectiveConfig: result.plan.effective, inputs: inputs,
      outputs: outputs, results: try results, isSelfIssued: signer.isSelfIssued)
    let facts = ChainPlace.Facts(
      businessDate: result.day.date.text,
      hasFailed: result.hasInputFault && archived.understoodNothing,
      isWithoutLines: !result.hasInputFault && archived.isWithoutLines,
      evidence: try folder.evidence(manifest), reason: result.plan.reason)
    return try folder.publish(manifest, facts, plan: result.plan, signer: signer)
  }

  private func addWork(_ work: WorkFiles, to folder: inout RunFolder) throws {
    try folder.add(path: "data/work/\(WorkLines.entriesName)") { append in
      try work.writeEntries(append)
    }
    try folder.add(path: "data/work/\(WorkLines.matchesName)") { append in
      try work.writeMatches(append)
    }
    try folder.add(path: "data/work/\(WorkLines.missesName)") { append in
      try work.writeMisses(append)
    }
    try folder.add(path: "data/work/\(WorkLines.tolerancesName)") { append in
      try work.writeTolerances(append)
    }
    try folder.add(path: "data/work/\(WorkLines.refusedName)", bytes: work.refused)
    if result.isStreamed {
      try folder.add(path: "data/work/\(SettledPairs.name)", bytes: try work.settled)
    }
    for side in Side.allCases {
      try folder.add(path: "data/work/\(WorkDays.openName(side))") { append in
        try work.writeOpen(side, append)
      }
    }
    try folder.add(path: "data/work/\(WorkDays.closingName)", bytes: work.closing)
    try folder.add(path: "data/work/\(WorkDays.historyName)", bytes: work.history)
    if !result.days.earlierMatches.isEmpty {
      try folder.add(
        path: "data/work/\(WorkDays.earlierMatchesName)",
        bytes: WorkDays.earlierMatches(result.days.earlierMatches))
    }
  }

  /// The workbook comes to be on a thread of its own while everything else is written.
  private func addWorkAndReports(
    to folder: inout RunFolder
  ) throws -> [RunManifest.Output] {
    let origin = ReportOrigin(
      sourceNames: result.sources.all.map(\.name),
      evidenceID: try folder.evidenceID(
        effectiveConfig: result.plan.effective, semantics: Version.semantics))
    let reconciliation = result.reconciliation
    let threads = result.plan.threads
    let (places, nearest) = (LinePlaces(result.sources), result.nearestMisses())
    let notes = BreakNotes(result, places, nearest)
    let workbook = "data/reports/\(XLSXReport.name)"
    let staged = try folder.stagingPath(for: workbook)
    try Concurrently.beside(threads: threads) {
      try XLSXReport.write(
        reconciliation, origin: origin, notes: notes, to: staged,
        threads: threads)
    } body: {
      try addWork(WorkFiles(result, places, nearest), to: &folder)
      for writer in reportWriters {
        try folder.add(path: "data/reports/\(writer.name)") { append in
          try writer.write(
            reconciliation, origin: origin, threads: threads, append: append)
        }
      }
    }
    try folder.adopt(path: workbook)
    return reportWriters.map { output("data/reports/\($0.name)") } + [output(workbook)]
  }

  private func output(_ path: String) -> RunManifest.Output {
    let isBreaks = path.contains("/breaks.")
    return RunManifest.Output(
      path: path, rows: isBreaks ? result.reconciliation.breaks.count : nil,
      escapeRule: path.hasSuffix(".csv") ? FormulaGuard.ruleName : nil)
  }

  private var run: RunManifest.Run {
    RunManifest.Run(
      businessDate: result.day.date.text,
      window: RunManifest.Window(
        from: result.day.start, toExclusive: result.day.end,
        zone: result.plan.cutOff.zoneName),
      status: result.reconciliation.status.rawValue,
      operatorID: NSUserName(), operatorAssertedBy: "os-user")
  }

  private var results: RunManifest.Results {
    get throws {
      let reconciliation = result.reconciliation
      var byKind: [String: Int] = [:]
      for some in reconciliation.breaks.counts {
        byKind[some.kind.rawValue, default: 0] += some.count
      }
      return RunManifest.Results(
        status: reconciliation.status.rawValue,
        matched: reconciliation.matchesByRule.values.reduce(0, +),
        breaks: reconciliation.breaks.count, byKind: byKind,
        byCurrency: try reconciliation.positions.map(RunManifest.CurrencyResult.init))
    }
  }
}
