import Accounting
import Foundation
import Normalise
import Reconcile
import Report
import Seal
import struct Verify.TrustStore

/// One run from settings to sealed folder, as a scheduler sees it.
struct RunJob {
  let settings: Settings
  let folder: String
  let configuration: [ConfigurationFile]
  let businessDate: CivilDate?
  let only: [String]
  let archive: String?
  let signing: SigningOptions
  /// The key of the runs before, if it is another.
  let oldKey: String?
  let isDryRun: Bool
  /// Where the reports go instead of a run folder.
  let unsealed: String?
  /// Whether open items are brought forward from the last sealed run.
  let takesOver: Bool
  /// Whether the same evidence is sealed once more, and why a date is run again.
  let isAgain: Bool
  let reason: String?
  let reading: ReadingPlan
  let threads: Int
  let metrics: RunMetrics?
  let console: Console

  func run() throws -> RunEnding {
    let started = Instant.now
    let deadline = Deadline(seconds: settings.retry.timeoutSeconds, console: console)
    deadline.watch { [metrics, console] code in
      metrics?.writeFailure(code)
      console.events?.ended(code)
    }
    // A key that may not be used is found before the work, not after it.
    let isSealed = !isDryRun && unsealed == nil
    let own = isSealed ? try Signer.load(signing.source, console: console) : nil
    // Behind the key: a descriptor that nobody gave us must not be one of its own.
    if isSealed { Build.prepare() }
    let trust = try trust(own)
    let signer = try own?.forRuns(trust, oldPath: oldKey)
    let attempt = try reconcileWhenReady(deadline, trust, signer)
    switch attempt {
    case .done(let result):
      for diagnostic in result.reconciliation.diagnostics { console.show(diagnostic) }
      for line in result.reconciliation.refused { console.show(line.diagnostic) }
      console.events?.found(result)
      SummaryText.lines(result.reconciliation, threads: threads).forEach(console.say)
      if let unsealed { try ReportFolder(path: unsealed).write(result) }
      let sealed = try signer.map {
        try Sealing(result: result, signer: $0, started: started).seal()
      }
      deadline.close()
      if let sealed { console.events?.sealed(sealed) }
      let ending = RunEnding(result, sealed: sealed, reports: unsealed)
      NextSteps(ending: ending).lines.forEach(console.say)
      return ending
    case .failed(let failed):
      failed.diagnostics.forEach(console.show)
      let sealed = try signer.map { try failed.seal($0, started: started) }
      deadline.close()
      if let sealed { console.events?.sealed(sealed) }
      return RunEnding(failed, sealed: sealed)
    }
  }

  /// The keys that earlier runs of the book may be signed by.
  private func trust(_ signer: Signer?) throws -> TrustStore? {
    let own = signer?.key.publicKey ?? signing.source.publicKey
    let old = oldKey.flatMap(Signer.publicKey)
    return try TrustPlace.own(and: [own, old].compactMap { $0 })
  }

  /// Runs the pipeline, again while a source is late or still grows and tries are left.
  private func reconcileWhenReady(
    _ deadline: Deadline, _ trust: TrustStore?, _ signer: RunSigner?
  ) throws -> RunAttempt {
    var triesLeft = settings.retry.count
    while true {
      let attempt = try attempt(deadline, trust, signer, mayWait: triesLeft > 0)
      if let attempt { return attempt }
      deadline.holdIfOver()
      let pause = settings.retry.intervalSeconds
      guard deadline.allows(seconds: pause) else {
        return try attemptOnce(deadline, trust, signer, mayWait: false)
      }
      triesLeft -= 1
      console.say("a source is late or still written: trying again in \(pause) s")
      Thread.sleep(forTimeInterval: TimeInterval(pause))
    }
  }

  /// - Returns: nil if a source is late and may be waited for, or the time is over; what was begun
  ///   is gone then, and the book is free.
  private func attempt(
    _ deadline: Deadline, _ trust: TrustStore?, _ signer: RunSigner?, mayWait: Bool
  ) throws -> RunAttempt? {
    let attempt = try attemptOnce(deadline, trust, signer, mayWait: mayWait)
    let isWaiting = mayWait && attempt.diagnostics.contains(where: \.isOfLateSource)
    return deadline.isOver || isWaiting ? nil : attempt
  }

  private func attemptOnce(
    _ deadline: Deadline, _ trust: TrustStore?, _ signer: RunSigner?, mayWait: Bool
  ) throws -> RunAttempt {
    let builder = PlanBuilder(
      settings: settings, folder: folder, businessDate: businessDate, only: only,
      archive: archive, threads: threads, configuration: configuration)
    var built = try builder.build()
    built.plan.reading = reading
    built.plan.isSealed = !isDryRun && unsealed == nil
    built.plan.trust = trust
    built.plan.takesOver = takesOver
    built.plan.mayWait = mayWait
    built.plan.willReveal = deadline.close
    built.plan.isAgain = isAgain
    // A key that may not follow the last run's is found before the work too; under the lock the
    // seal looks again.
    _ = try signer?.change(
      after: RunFolder.lastKeyID(archive: built.plan.archive, book: built.plan.book))
    built.plan.reason = reason
    let pipeline = Pipeline(formats: VenueFormat.all, console: console)
    return try pipeline.run(built.plan, also: built.diagnostics)
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
