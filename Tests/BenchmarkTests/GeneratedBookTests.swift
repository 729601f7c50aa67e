import Foundation
import GeneratedBooks
import TestSupport
import Testing

/// The generator: seeded, complete, and as its truth says.
@Suite struct GeneratedBookTests {
  @Test func `the same seed gives the same bytes, another seed others`() throws {
    let folders = try (0..<3).map { _ in try Places.scratch() }
    defer { for folder in folders { try? FileManager.default.removeItem(at: folder) } }
    let truths = try zip(folders, [7, 7, 8]).map { folder, seed in
      try GeneratedBook(shape: .references, events: 500, seed: seed).write(to: folder.path)
    }
    #expect(truths[0] == truths[1])
    for name in ["statement.csv", "ledger.csv", "truth.json", "tieout.yaml"] {
      let contents = try folders.map { try Data(contentsOf: $0.appending(path: name)) }
      #expect(contents[0] == contents[1])
      if name.hasSuffix(".csv") {
        #expect(contents[0] != contents[2])
        #expect(contents[0].count { $0 == UInt8(ascii: "\n") } > 490)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 16, 17, 1_000, 4_097])
  func `a shuffle is an order of all numbers, and knows each one's place`(count: Int) {
    for seed in [0, 1, 99] as [UInt64] {
      let order = Shuffle(count: count, seed: seed)
      let numbers = (0..<count).map { order[$0] }
      #expect(numbers.sorted() == Array(0..<count), "seed \(seed)")
      #expect(numbers.map(order.index(of:)) == Array(0..<count), "seed \(seed)")
    }
  }

  @Test func `no amount of an ordinary book occurs twice`() throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let book = GeneratedBook(shape: .noReferences, events: 3_000)
    let truth = try book.write(to: folder.path)
    let text = try String(contentsOf: folder.appending(path: "statement.csv"), encoding: .utf8)
    let amounts = text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false)[4...5]
        .map { $0.drop { $0 == "-" } }.joined(separator: " ")
    }
    #expect(amounts.count == truth.statementLines)
    let twice = truth.planted[.twiceOnStatement] ?? 0
    #expect(Set(amounts).count == truth.statementLines - twice)
  }
}
