import Accounting
import Normalise
import Seal

/// The inputs and settings of a run on their way into its folder: the same whether the run could
/// reconcile or not.
struct ArchivedInputs {
  let plan: RunPlan
  /// The run's own sources, and behind them those of earlier runs.
  let sources: Sources
  /// The run's own files as planned, in order of their sources, and those that were not opened.
  let planned: [PlannedSource]
  let unopened: [Opened.Fault]
  let tallies: [SourceTally]
  let formatVersions: [SourceID: Int]
  /// The run folder with the inputs that are in it already; nil if nothing is sealed.
  let copies: InputCopies?
  var brought: BroughtForward?

  /// The role of an input that an earlier run made.
  private static let broughtRole = "brought-forward"

  /// Takes the run folder that was begun when the book was held.
  func begin(date: String) throws -> RunFolder {
    guard let copies else { preconditionFailure("a run that is sealed holds its book") }
    return try copies.take(date: date)
  }

  /// Whether no line of any own file was understood.
  var understoodNothing: Bool { ownTallies.allSatisfy { $0.understood == 0 } }

  /// Whether every file that was asked for is there and none has a line.
  var isWithoutLines: Bool {
    !planned.isEmpty && unopened.isEmpty && plan.missing.isEmpty
      && ownTallies.allSatisfy { $0.read == 0 }
  }

  private var ownTallies: [SourceTally] {
    tallies.filter { Int($0.source.index) < planned.count }
  }

  func addInputs(to folder: inout RunFolder) throws -> [RunManifest.Input] {
    let allNames = sources.all.map(\.name)
    let own = planned.count
    let names =
      SafeName.files(of: Array(allNames[..<own])) + SafeName.files(of: Array(allNames[own...]))
    var inputs: [RunManifest.Input] = []
    for (index, source) in sources.all.enumerated() {
      let path = "data/inputs/\(names[index])"
      let id = SourceID(index: index)
      if copies?.done[id] == nil { try folder.add(path: path, bytes: source.received) }
      let tally = tallies.first { $0.source == id } ?? SourceTally(source: id)
      inputs.append(input(source, id, path, tally))
    }
    for file in brought?.files ?? [] {
      let path = "data/inputs/\(file.name)"
      try folder.add(path: path, bytes: file.bytes)
      inputs.append(broughtForward(file, path))
    }
    return inputs
  }

  /// - Parameter inputs: what `addInputs` gave.
  func addConfiguration(
    to folder: inout RunFolder, inputs: [RunManifest.Input]
  ) throws {
    let paths = SafeName.files(of: plan.configuration.map(\.name)).map { "data/config/\($0)" }
    for (path, file) in zip(paths, plan.configuration) {
      try folder.add(path: path, bytes: file.content)
    }
    let record = PlanRecord(self, inputs: inputs.map(\.path), configuration: paths)
    try folder.add(path: PlanRecord.path, bytes: try record.json.canonical())
    try folder.addEffectiveConfig(plan.effective)
  }

  /// A file of an earlier run that entries do not point into.
  private func broughtForward(_ file: BroughtForward.File, _ path: String) -> RunManifest.Input {
    RunManifest.Input(
      path: path, originalName: file.name, role: Self.broughtRole, source: "tieout",
      parser: PriorReader.broughtFormat, encoding: TextEncoding.utf8.rawValue,
      hasByteOrderMark: false, newline: Source.Newline.lf.rawValue, delimiter: nil,
      isCompressed: false, rows: RunManifest.Rows(SourceTally(source: SourceID(index: 0))),
      controlTotals: [])
  }

  private func input(
    _ source: Source, _ id: SourceID, _ path: String, _ tally: SourceTally
  ) -> RunManifest.Input {
    let venue = source.format.prefix { $0 != "-" }
    return RunManifest.Input(
      path: path, originalName: source.name,
      role: source.format == PriorReader.broughtFormat
        ? Self.broughtRole : source.side.rawValue,
      source: source.format.isEmpty ? "unknown" : String(venue),
      parser: source.format.isEmpty ? "none" : source.format,
      parserVersion: formatVersions[id] ?? 0, encoding: source.encoding.rawValue,
      hasByteOrderMark: source.hasByteOrderMark, newline: source.newline.rawValue,
      delimiter: source.delimiter.map { String(UnicodeScalar($0)) },
      isCompressed: source.compressed, rows: RunManifest.Rows(tally), firstRecordAt: tally.first,
      lastRecordAt: tally.last, controlTotals: RunManifest.ControlTotals.all(tally))
  }
}
