import Accounting
import TestSupport
import Testing

/// Searching ordered lists, against looking at every element.
@Suite struct OrderedSearchTests {
  @Test(arguments: 0..<40)
  func `a search finds what a walk finds`(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let all = (0..<count).map { _ in Int.random(in: 0..<30, using: &generator) }.sorted()
    let slice = all.dropFirst(count / 3)
    for wanted in -1...30 {
      let walked = slice.indices.first { slice[$0] >= wanted } ?? slice.endIndex
      #expect(slice.partitioningIndex { $0 >= wanted } == walked, "seed \(count)")
      #expect(slice.sortedContains(wanted) == slice.contains(wanted), "seed \(count)")
    }
  }
}
