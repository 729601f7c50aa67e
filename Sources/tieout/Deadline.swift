import Accounting
import Foundation
import Synchronization

/// The end of a run's time, for schedulers that must not hang.
struct Deadline {
  private let end: Date?
  private let seconds: Int
  private let console: Console
  private let done = Done()

  private final class Done: Sendable {
    let isSo = Mutex(false)
  }

  /// 0 seconds: no end.
  init(seconds: Int, console: Console) {
    self.seconds = seconds
    self.console = console
    end = seconds > 0 ? Date(timeIntervalSinceNow: TimeInterval(seconds)) : nil
  }

  func allows(seconds: Int) -> Bool {
    guard let end else { return true }
    return Date(timeIntervalSinceNow: TimeInterval(seconds)) < end
  }

  var isOver: Bool { end.map { Date() >= $0 } ?? false }

  /// Leaves it to the watch to end the program when the time is over, so that only one speaks: a
  /// run that is late is not finished in a hurry.
  func holdIfOver() {
    while isOver { Thread.sleep(forTimeInterval: 1) }
  }

  /// The run's results are about to be where they belong: what is left to do no longer fails it.
  /// Does not return if the watch has begun to say that the time is over.
  var close: @Sendable () -> Void {
    { [done] in done.isSo.withLock { $0 = true } }
  }

  /// Ends the program when the time is over, unless the run is about to be published: from then on
  /// it can no longer be said that nothing was sealed.
  ///
  /// - Parameter last: called before that, with the exit code.
  func watch(_ last: @escaping @Sendable (Int32) -> Void) {
    guard end != nil else { return }
    let (seconds, console, done) = (seconds, console, done)
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) {
      done.isSo.withLock { isDone in
        guard !isDone else { return }
        console.show(
          Diagnostic(
            code: "run-timed-out", place: Place(file: "tieout run"),
            message: "the run took longer than \(seconds) s; nothing was sealed",
            hint: "raise `retry: timeout_seconds` or RECONCILIATION_TIMEOUT_SECONDS"))
        last(RunExit.internalFault.rawValue)
        exit(RunExit.internalFault.rawValue)
      }
    }
  }
}
