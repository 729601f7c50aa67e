import Accounting
import Foundation
import Normalise
import Seal

/// A run whose inputs did not let it reconcile at all. It is sealed too: a day that failed must not
/// look like a day that was never run.
struct FailedRun {
  let inputs: ArchivedInputs
  let reason: String
  /// Of the inputs and of each line that was refused.
  let diagnostics: [Diagnostic]
  let exit: RunExit

  static let reportName = "failed.json"

  /// - Returns: the sealed folder; it is of the day of the run clock, for no line has a date.
  func seal(_ signer: RunSigner, started: Instant) throws -> Sealed {
    var folder = try inputs.begin(date: Stamp.day(started))
    let list = try inputs.addInputs(to: &folder)
    try inputs.addConfiguration(to: &folder, inputs: list)
    let path = "data/reports/\(Self.reportName)"
    try folder.add(path: path, bytes: try report.canonical())
    let manifest = RunManifest(
      run: RunManifest.Run(
        businessDate: nil, window: nil, kind: .failed, status: "NOT_RUN",
        operatorID: NSUserName()),
      clock: RunManifest.Clock(startedAt: started, finishedAt: Instant.now),
      tool: try Build.tool, effectiveConfig: inputs.plan.effective, inputs: list,
      outputs: [RunManifest.Output(path: path)],
      results: RunManifest.Results(
        status: "NOT_RUN", matched: 0, breaks: 0, byKind: [:], byCurrency: []),
      isSelfIssued: signer.isSelfIssued)
    let facts = ChainPlace.Facts(
      businessDate: nil, hasFailed: true, isWithoutLines: false,
      evidence: try folder.evidence(manifest))
    return try folder.publish(manifest, facts, plan: inputs.plan, signer: signer)
  }

  private var report: JSONValue {
    [
      "book": .string(inputs.plan.book), "diagnostics": .array(diagnostics.map(\.json)),
      "format": "tieout-failed", "format_version": 1, "reason": .string(reason),
    ]
  }
}
