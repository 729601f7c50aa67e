import Foundation
import TestSupport
import Testing

/// Random books as files, read in chunks and read whole.
@Suite struct StreamedBookTests {
  static let count = StreamedSampleTests.isLong ? 1_000 : 40

  /// `TIEOUT_SEED` begins elsewhere.
  static let first = UInt64(ProcessInfo.processInfo.environment["TIEOUT_SEED"] ?? "") ?? 0

  @Test(arguments: 0..<4)
  func `a book read in chunks gives the reports of one read whole`(part: Int) throws {
    for number in 0..<Self.count / 4 {
      let seed = Self.first + UInt64(part * 10_000 + number)
      try Desk.with { desk in
        var files = RandomFiles(seed: seed)
        let settings = try files.lay(on: desk)
        let both = TwoWays(desk: desk, arguments: ["run", settings])
        let (whole, difference) = try both.compare([
          TwoWays.streamed(memory: number % 2 == 0 ? 0 : 32),
          TwoWays.streamed(chunk: 64 + number * 13, memory: number % 2, threads: 1 + number % 3),
          TwoWays.streamed(chunk: 300, from: 1_500),
        ])
        #expect(difference == nil, "seed \(seed): \(difference ?? "")")
        #expect(whole.reports.count == 4, "seed \(seed): \(whole.errors)")
      }
    }
  }
}
