#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One step measured by itself.
struct Micro {
  let name: String
  /// What is counted: `line`, `amount`.
  let unit: String
  /// Does the step over the samples: how often, the bytes it went over, and a sum of what came
  /// out, so that nothing is left out by the compiler.
  let body: () throws -> Work
}

struct Work {
  var operations: Int
  var bytes: Int
  var sum: UInt64
}

/// `micro`: ns an operation of the steps of `Micro.list`, best and median of some rounds, by the
/// thread's CPU clock.
struct MicroCommand {
  private let names: [String]
  private static let rounds = 9

  /// - Parameter words: names of steps; none: all.
  init(_ words: [String]) { names = words }

  func run() throws {
    try Samples.with(events: 100_000) { samples in
      let list = try Micro.list(samples)
      let known = list.map(\.name)
      if let unknown = names.first(where: { !known.contains($0) }) {
        throw UsageFault(what: "no step '\(unknown)'; known: \(known.joined(separator: ", "))")
      }
      print("step,unit,operations,best_ns,median_ns,best_mb_per_second")
      for micro in list where names.isEmpty || names.contains(micro.name) {
        var times: [Int] = []
        var first: Work?
        for round in 0...Self.rounds {
          let start = Self.nanoseconds()
          let work = try micro.body()
          let time = Self.nanoseconds() - start
          precondition(first.map { $0.sum == work.sum } ?? true, "each round gives the same")
          first = work
          if round > 0 { times.append(time) }
        }
        guard let work = first else { continue }
        times.sort()
        let (best, median) = (times[0], times[times.count / 2])
        print(
          "\(micro.name),\(micro.unit),\(work.operations),\(Self.tenths(best, work.operations)),"
            + "\(Self.tenths(median, work.operations)),\(work.bytes * 1_000 / max(1, best))")
      }
    }
  }

  /// With one decimal.
  private static func tenths(_ time: Int, _ operations: Int) -> String {
    let tenths = time * 10 / max(1, operations)
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
