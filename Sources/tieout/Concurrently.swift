import Dispatch
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
}
