import Accounting
import Foundation
import Reconcile
import Report
import Seal

/// Puts a run's inputs, settings, work and reports into a run folder and seals it.
struct Sealing {
  let result: RunResult
  let signer: Signer
  let started: Instant

  /// - Returns: the path of the sealed folder.
  func seal() throws -> String {
    var folder =
      if let copies = result.copies {
        try copies.take(date: result.day.date.text)
      } else {
        try RunFolder.begin(
          archive: result.plan.archive, book: result.plan.book, date: result.day.date.text)
      }
    let inputs = try addInputs(to: &folder)
    try addConfiguration(to: &folder, inputs: inputs.map(\.path))
    let outputs = try addWorkAndReports(to: &folder)
    let manifest = RunManifest(
      run: run, clock: RunManifest.Clock(startedAt: started, finishedAt: Instant.now),
      tool: try Build.tool, effectiveConfig: result.plan.effective, inputs: inputs,
      outputs: outputs, results: try results, isSelfIssued: signer.isSelfIssued)
    return try folder.publish(manifest, key: signer.key)
  }

  private func addInputs(
    to folder: inout RunFolder
  ) throws -> [RunManifest.Input] {
    let own = result.brought?.firstSource ?? result.sources.all.count
    let allNames = result.sources.all.map(\.name)
    let names =
      SafeName.files(of: Array(allNames[..<own])) + SafeName.files(of: Array(allNames[own...]))
    var inputs: [RunManifest.Input] = []
    let tallies = result.statement.tallies + result.ledger.tallies
    for (index, source) in result.sources.all.enumerated() {
      let path = "data/inputs/\(names[index])"
      let id = SourceID(index: index)
      if result.copies?.done[id] == nil { try folder.add(path: path, bytes: source.received) }
      let tally = tallies.first { $0.source == id } ?? SourceTally(source: id)
      inputs.append(input(source, id, path, tally))
    }
    for file in result.brought?.files ?? [] {
      let path = "data/inputs/\(file.name)"
      try folder.add(path: path, bytes: file.bytes)
      inputs.append(broughtForward(file, path))
    }
    return inputs
  }

  /// A file of an earlier run that entries do not point into.
  private func broughtForward(_ file: BroughtForward.File, _ path: String) -> RunManifest.Input {
    RunManifest.Input(
      path: path, originalName: file.name, role: Sealing.broughtRole, source: "tieout",
      parser: PriorReader.broughtFormat, encoding: TextEncoding.utf8.rawValue,
      hasByteOrderMark: false, newline: Source.Newline.lf.rawValue, delimiter: nil,
      isCompressed: false, rows: RunManifest.Rows(SourceTally(source: SourceID(index: 0))),
      controlTotals: [])
  }

  /// The role of an input that an earlier run made.
  private static let broughtRole = "brought-forward"

  private func input(
    _ source: Source, _ id: SourceID, _ path: String, _ tally: SourceTally
  ) -> RunManifest.Input {
    let venue = source.format.prefix { $0 != "-" }
    return RunManifest.Input(
      path: path, originalName: source.name,
      role: source.format == PriorReader.broughtFormat
        ? Sealing.broughtRole : source.side.rawValue,
      source: source.format.isEmpty ? "unknown" : String(venue),
      parser: source.format.isEmpty ? "none" : source.format,
      parserVersion: result.formatVersions[id] ?? 0, encoding: source.encoding.rawValue,
      hasByteOrderMark: source.hasByteOrderMark, newline: source.newline.rawValue,
      delimiter: source.delimiter.map { String(UnicodeScalar($0)) },
      isCompressed: source.compressed, rows: RunManifest.Rows(tally), firstRecordAt: tally.first,
      lastRecordAt: tally.last, controlTotals: RunManifest.ControlTotals.all(tally))
  }

  /// - Parameter inputs: the paths of all inputs, the run's own sources first.
  private func addConfiguration(to folder: inout RunFolder, inputs: [String]) throws {
    let paths = SafeName.files(of: result.plan.configuration.map(\.name))
      .map { "data/config/\($0)" }
    for (path, file) in zip(paths, result.plan.configuration) {
      try folder.add(path: path, bytes: file.content)
    }
    let record = PlanRecord(result, inputs: inputs, configuration: paths)
    try folder.add(path: PlanRecord.path, bytes: try record.json.canonical())
    try folder.addEffectiveConfig(result.plan.effective)
  }

  private func addWork(to folder: inout RunFolder) throws {
    let work = WorkFiles(result: result)
    try folder.add(path: "data/work/\(WorkLines.entriesName)") { append in
      try work.writeEntries(append)
    }
    try folder.add(path: "data/work/\(WorkLines.matchesName)") { append in
      try work.writeMatches(append)
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
    let sourceNames = result.sources.all.map(\.name)
    let reconciliation = result.reconciliation
    let threads = result.plan.threads
    let workbook = "data/reports/\(XLSXReport.name)"
    let staged = try folder.stagingPath(for: workbook)
    try Concurrently.beside(threads: threads) {
      try XLSXReport.write(
        reconciliation, sourceNames: sourceNames, to: staged, threads: threads)
    } body: {
      try addWork(to: &folder)
      for writer in reportWriters {
        try folder.add(path: "data/reports/\(writer.name)") { append in
          try writer.write(
            reconciliation, sourceNames: sourceNames, threads: threads, append: append)
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
      kind: .scheduled, status: result.reconciliation.status.rawValue,
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
