import Foundation
import TestSupport
import Testing

/// Whole runs of the built command over generated books: right to the last count, and measured.
@Suite(.serialized) struct BenchmarkTests {
  /// The command beside the tests.
  static let built = Bundle.main.executableURL.map {
    $0.deletingLastPathComponent().appending(path: "tieout")
  }
  static let release = Places.root.appending(path: ".build/release/tieout")
  static let environment = ProcessInfo.processInfo.environment
  static let isBig = environment["TIEOUT_BENCH"] == "1"
  static let lines = environment["TIEOUT_BENCH_LINES"].flatMap(Int.init) ?? 1_000_000
  static let runs = environment["TIEOUT_BENCH_RUNS"].flatMap(Int.init) ?? 3
  static let shapes =
    environment["TIEOUT_BENCH_BOOKS"].map { wanted in
      BookShape.allCases.filter {
        wanted.split(separator: ",").map(String.init).contains($0.rawValue)
      }
    } ?? BookShape.allCases

  static func exists(_ place: URL?) -> Bool {
    place.map { FileManager.default.isExecutableFile(atPath: $0.path) } ?? false
  }

  /// Writes the book, runs the command over it so many times and checks every count each time.
  private func measure(
    _ book: GeneratedBook, with binary: URL, runs: Int, into record: inout BenchmarkRecord
  ) throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let truth = try book.write(to: folder)
    for number in 1...runs {
      let run = try MeasuredRun.of(binary, shape: book.shape, in: folder)
      try RunSummary(of: run).check(truth, book)
      record.add(
        book.shape, lines: truth.statementLines + truth.ledgerLines, number: number, run)
      try FileManager.default.removeItem(at: run.folder.deletingLastPathComponent())
    }
  }

  @Test(
    .enabled(if: exists(built), "the command is not built beside the tests"),
    arguments: BookShape.allCases)
  func `every planted discrepancy is found, and nothing else`(shape: BookShape) throws {
    var record = BenchmarkRecord()
    for seed in [1, 2] as [UInt64] {
      let book = GeneratedBook(shape: shape, events: 1_000, seed: seed)
      try measure(book, with: try #require(Self.built), runs: 1, into: &record)
    }
  }

  @Test func `the same seed gives the same bytes`() throws {
    let folders = try [Places.scratch(), Places.scratch()]
    defer { for folder in folders { try? FileManager.default.removeItem(at: folder) } }
    let book = GeneratedBook(shape: .references, events: 500, seed: 7)
    let truths = try folders.map { try book.write(to: $0) }
    #expect(truths[0] == truths[1])
    for name in ["statement.csv", "ledger.csv"] {
      let contents = try folders.map { try Data(contentsOf: $0.appending(path: name)) }
      #expect(contents[0] == contents[1])
      #expect(contents[0].count { $0 == UInt8(ascii: "\n") } > 500)
    }
  }

  /// The ordinary books at full size; the worst cases at a twentieth, a tenth and a fifth, so
  /// that the growth is seen.
  @Test(.enabled(if: isBig, "TIEOUT_BENCH=1 runs it"))
  func `a release build is measured`() throws {
    try #require(
      Self.exists(Self.release), "no release build: `swift build -c release --product tieout`")
    var record = BenchmarkRecord()
    for shape in Self.shapes {
      let isOrdinary = [.references, .noReferences, .oneAmount].contains(shape)
      let sizes = isOrdinary ? [Self.lines] : [Self.lines / 20, Self.lines / 10, Self.lines / 5]
      for events in sizes {
        try measure(
          GeneratedBook(shape: shape, events: events, seed: 1), with: Self.release,
          runs: Self.runs, into: &record)
      }
    }
    print("benchmark: written to \(try record.write().path)")
  }
}
