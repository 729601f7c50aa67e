import Foundation
import GeneratedBooks
import TestSupport
import Testing

/// Whole runs of the built command over generated books: right to the last count, and measured.
@Suite(.serialized) struct BenchmarkTests {
  /// The command beside the tests.
  static let built = Bundle.main.executableURL.map {
    $0.deletingLastPathComponent().appending(path: "tieout")
  }
  static let isBig = ProcessInfo.processInfo.environment["TIEOUT_BENCH"] == "1"
  static let books =
    BookShape.allCases.flatMap { shape in
      [1, 2].map { seed in
        GeneratedBook(
          shape: shape, events: 1_000, seed: seed, hasFaults: true, declaresBalances: true)
      }
    }
    + StatementForm.allCases.map { GeneratedBook(shape: .references, events: 1_000, form: $0) }

  static func exists(_ place: URL?) -> Bool {
    place.map { FileManager.default.isExecutableFile(atPath: $0.path) } ?? false
  }

  @Test(.enabled(if: exists(built), "the command is not built beside the tests"), arguments: books)
  func `every planted discrepancy is found, and nothing else`(book: GeneratedBook) throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let truth = try book.write(to: folder.path)
    let run = try BookRun(of: try #require(Self.built), over: book, in: folder)
    try RunSummary(of: run).check(truth, book)
  }

  /// Builds the release and runs `race.py`, with the options of `TIEOUT_BENCH_OPTIONS`.
  @Test(.enabled(if: isBig, "TIEOUT_BENCH=1 runs it"))
  func `the release build is measured against its peers`() throws {
    let python = try #require(Tool.find("python3"), "python3 is not installed")
    let options = ProcessInfo.processInfo.environment["TIEOUT_BENCH_OPTIONS"] ?? ""
    let outcome = try python.run(
      ["Tests/BenchmarkTests/race.py"] + options.split(separator: " ").map(String.init),
      in: Places.root)
    print(outcome.output + outcome.errors)
    #expect(outcome.status == 0)
  }
}
