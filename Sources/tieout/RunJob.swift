import Accounting
import Foundation
import Normalise
import Reconcile
import Report
import Seal

/// One run from settings to sealed folder, as a scheduler sees it.
struct RunJob {
  let settings: Settings
  let folder: String
  let configuration: [ConfigurationFile]
  let businessDate: CivilDate?
  let only: [String]
  let archive: String?
  let keyPath: String?
  let isDryRun: Bool
  /// Where the reports go instead of a run folder.
  let unsealed: String?
  /// Whether open items are brought forward from the last sealed run.
  let takesOver: Bool
  let reading: ReadingPlan
  let threads: Int
  let console: Console

  func run() throws -> RunEnding {
    let started = Instant.now
    let deadline = Deadline(seconds: settings.retry.timeoutSeconds, console: console)
    deadline.watch()
    // A key that may not be used is found before the work, not after it.
    let isSealed = !isDryRun && unsealed == nil
    if isSealed { Build.prepare() }
    let signer = isSealed ? try Signer.load(keyPath, console: console) : nil
    let result = try reconcileWhenReady(deadline)
    deadline.holdIfOver()
    for diagnostic in result.reconciliation.diagnostics { console.show(diagnostic) }
    for line in result.reconciliation.refused { console.show(line.diagnostic) }
    SummaryText.lines(result.reconciliation).forEach(console.say)
    var sealed: String?
    if let signer {
      sealed = try Sealing(result: result, signer: signer, started: started).seal()
    } else if let unsealed {
      try ReportFolder(path: unsealed).write(result)
      return RunEnding(result: result, folder: nil, reports: unsealed)
    }
    return RunEnding(result: result, folder: sealed)
  }

  /// Runs the pipeline, again while a source is late or still grows and tries are left.
  private func reconcileWhenReady(_ deadline: Deadline) throws -> RunResult {
    var triesLeft = settings.retry.count
    while true {
      let builder = PlanBuilder(
        settings: settings, folder: folder, businessDate: businessDate, only: only,
        archive: archive, threads: threads, configuration: configuration)
      var built = try builder.build()
      built.plan.reading = reading
      built.plan.isSealed = !isDryRun && unsealed == nil
      built.plan.keyPath = keyPath
      built.plan.takesOver = takesOver
      let pipeline = Pipeline(formats: VenueFormat.all, console: console)
      let result = try pipeline.run(built.plan, also: built.diagnostics)
      let isLate = result.reconciliation.diagnostics.contains {
        ["source-missing", "file-missing", "file-changed", "file-empty"].contains($0.code)
      }
      let pause = settings.retry.intervalSeconds
      guard isLate, triesLeft > 0, deadline.allows(seconds: pause) else { return result }
      triesLeft -= 1
      console.say("a source is late or still written: trying again in \(pause) s")
      Thread.sleep(forTimeInterval: TimeInterval(pause))
    }
  }
}

/// What the pipeline found out, and from what.
struct RunResult {
  let plan: RunPlan
  let day: BusinessDay
  let outcome: Outcome
  let sources: Sources
  let statement: Book
  let ledger: Book
  let names: BookNames
  let formatVersions: [SourceID: Int]
  /// Whether entries were settled while they were read: the books hold the others only.
  let isStreamed: Bool
  let settlement: Settlement
  /// The run folder with the inputs that are in it already; nil if none is.
  let copies: InputCopies?
  let hasInputFault: Bool
  /// The run's own files as planned, in order of their sources, and those that were not opened.
  let planned: [PlannedSource]
  let unopened: [Opened.Fault]
  let days: EarlierDays
  /// What was taken over from the last sealed run; nil without one.
  let brought: BroughtForward?

  var reconciliation: Reconciliation { outcome.reconciliation }

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

/// How a run ended: one line for the scheduler's log.
struct RunEnding {
  let result: RunResult
  /// The run folder; nil if nothing was sealed.
  let folder: String?
  /// Where unsealed reports were written.
  var reports: String?

  var exit: RunExit { result.exit }

  var line: String {
    let place =
      if let folder {
        " · \(Diagnostic.inert(Self.shortened(folder)))"
      } else if let reports {
        " · \(Diagnostic.inert(reports)), not sealed"
      } else {
        " · dry run, nothing sealed"
      }
    return SummaryText.line(result.reconciliation) + place
  }

  /// The path without `folder/..` in it, where that names the same place.
  private static func shortened(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == "..", let last = parts.last, last != "..", !last.isEmpty, last != "." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let short = parts.joined(separator: "/")
    let places = [path, short].map { URL(filePath: $0).resolvingSymlinksInPath().path }
    return places[0] == places[1] ? short : path
  }

  var json: String {
    let reconciliation = result.reconciliation
    let value: JSONValue = [
      "book": .string(reconciliation.book),
      "breaks": .integer(reconciliation.breaks.count),
      "business_date": .optional(reconciliation.businessDate),
      "exit_code": .integer(Int(exit.rawValue)),
      "folder": .optional(folder),
      "lines_refused": .integer(reconciliation.refused.count),
      "material_breaks": .integer(reconciliation.breaks.material),
      "status": .string(reconciliation.status.rawValue),
    ]
    let bytes = (try? value.canonical()) ?? []
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }
}

/// The end of a run's time, for schedulers that must not hang.
struct Deadline {
  private let end: Date?
  private let seconds: Int
  private let console: Console

  /// 0 seconds: no end.
  init(seconds: Int, console: Console) {
    self.seconds = seconds
    self.console = console
    end = seconds > 0 ? Date(timeIntervalSinceNow: TimeInterval(seconds)) : nil
  }

  func allows(seconds: Int) -> Bool {
    guard let end else { return true }
    // `watch` is about to end the program: a run that is late is not finished in a hurry.
    while Date() >= end { Thread.sleep(forTimeInterval: 1) }
    return Date(timeIntervalSinceNow: TimeInterval(seconds)) < end
  }

  /// Leaves it to the watch to end the program when the time is over, so that only one speaks.
  func holdIfOver() {
    guard let end, Date() >= end else { return }
    while true { Thread.sleep(forTimeInterval: 1) }
  }

  /// Ends the program when the time is over; a folder that was not published yet stays invisible.
  func watch() {
    guard end != nil else { return }
    let (seconds, console) = (seconds, console)
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) {
      console.show(
        Diagnostic(
          code: "run-timed-out", place: Place(file: "tieout run"),
          message: "the run took longer than \(seconds) s; nothing was sealed",
          hint: "raise `retry: timeout_seconds` or RECONCILIATION_TIMEOUT_SECONDS"))
      exit(RunExit.internalFault.rawValue)
    }
  }
}

extension Instant {
  /// The run clock. It appears in the manifest's `clock` and nowhere else.
  static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let nanoseconds = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    return Instant(nanoseconds: nanoseconds / 1_000_000 * 1_000_000)
  }
}
