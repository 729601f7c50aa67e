import Foundation
import TestSupport
import Testing

/// The samples, read in chunks: nothing that is reported may tell.
@Suite struct StreamedSampleTests {
  /// Whether every case is tried, and not one in so many.
  static let isLong = Effort.isLong

  static let ways = [
    TwoWays.streamed(), TwoWays.streamed(chunk: 64, memory: 0),
    TwoWays.streamed(chunk: 1000, threads: 1), TwoWays.streamed(memory: 0, threads: 3),
  ]

  @Test(arguments: SampleCase.all)
  func `a sample read in chunks gives the reports of one read whole`(sample: SampleCase) throws {
    try Desk.with { desk in
      let both = TwoWays(desk: desk, arguments: ["run", sample.inputs.path])
      let (whole, difference) = try both.compare(Self.ways)
      #expect(difference == nil, "\(sample.name): \(difference ?? "")")
      for name in SampleCase.compared {
        let known = try Data(contentsOf: sample.expected.appending(path: name))
        #expect(whole.reports[name] == known, "\(sample.name)/\(name) is not what is on record")
      }
    }
  }

  /// Faults of how a run reads or seals, not of what it reads.
  static let ofTheRun = ["metrics-not-written", "rows-not-kept"]

  static let rejected = RejectedCase.all.filter {
    !ofTheRun.contains($0.code)
      && ((try? $0.lines(of: "arguments")) ?? []).first == "run"
      && !FileManager.default.fileExists(atPath: $0.inputs.appending(path: "prepare.sh").path)
  }

  static let tried = rejected.enumerated().filter { isLong || $0.offset % 4 == 0 }.map(\.element)

  @Test(arguments: tried)
  func `a fault is said to the letter where files are read in chunks`(
    sample: RejectedCase
  ) throws {
    try Desk.with { desk in
      let place = desk.folder.appending(path: "case")
      try FileManager.default.copyItem(at: sample.inputs, to: place)
      let both = TwoWays(
        desk: desk, arguments: Self.unsealed(try sample.lines(of: "arguments")), place: place,
        environment: try sample.environment)
      let (_, difference) = try both.compare([
        TwoWays.streamed(chunk: 64, threads: 1), TwoWays.streamed(memory: 0),
      ])
      #expect(difference == nil, "\(sample.code): \(difference ?? "")")
    }
  }

  /// The arguments without what concerns sealing.
  private static func unsealed(_ arguments: [String]) -> [String] {
    var kept: [String] = []
    var isValue = false
    for argument in arguments {
      if !isValue, argument != "--dry-run", argument != "--out" { kept.append(argument) }
      isValue = argument == "--out"
    }
    return kept
  }
}
