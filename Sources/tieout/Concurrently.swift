import Dispatch
import Foundation
import Synchronization

/// Independent work on several threads; results in the order of the inputs.
enum Concurrently {
  static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], threads: Int, _ work: @Sendable (Input) -> Output
  ) -> [Output] {
    guard threads > 1, inputs.count > 1 else { return inputs.map(work) }
    let results = Mutex([Output?](repeating: nil, count: inputs.count))
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, inputs.count)) { _ in
      while true {
        let index = next.withLock { value in
          defer { value += 1 }
          return value
        }
        guard index < inputs.count else { return }
        let output = work(inputs[index])
        results.withLock { $0[index] = output }
      }
    }
    return results.withLock { $0.map { $0! } }
  }

  /// Does `work` on another thread while the caller's does `body`; with one thread after it.
  ///
  /// Both are over when it returns.
  ///
  /// - Throws: what `body` throws, else what `work` throws.
  static func beside(
    threads: Int, _ work: @escaping @Sendable () throws -> Void, body: () throws -> Void
  ) throws {
    guard threads > 1 else {
      try body()
      return try work()
    }
    let outcome = Mutex<(any Error)?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      do { try work() } catch { outcome.withLock { $0 = error } }
      done.signal()
    }
    thread.start()
    defer { done.wait() }
    try body()
    done.wait()
    done.signal()
    if let error = outcome.withLock({ $0 }) { throw error }
  }
}
