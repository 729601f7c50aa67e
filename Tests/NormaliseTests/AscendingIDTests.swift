import Accounting
import Normalise
import TestSupport
import Testing

@Suite struct AscendingIDTests {
  /// The ids of stretches, each with the place where it begins in its file.
  private static func ascend(_ stretches: [(offset: Int, ids: [String])]) -> Bool {
    var parts = [AscendingIDs(), AscendingIDs()]
    for (number, stretch) in stretches.enumerated() {
      parts[number % 2].begin(at: stretch.offset)
      for id in stretch.ids {
        // Bytes behind an id are read and must not count.
        let text = Array(id.utf8) + [UInt8](repeating: UInt8(ascii: "7"), count: 64)
        text.withUnsafeBufferPointer {
          parts[number % 2].take($0.baseAddress!, id.utf8.count)
        }
      }
      parts[number % 2].end()
    }
    parts[0].add(parts[1])
    return parts[0].ascend
  }

  @Test(arguments: [
    ["1"], ["1", "2", "3"], ["9", "10", "100000000", "100000001"], ["007", "8"],
    ["12345678", "123456789", "9999999999999999"],
  ])
  func `numbers that ascend stand once each`(ids: [String]) {
    #expect(Self.ascend([(0, ids)]))
  }

  @Test(arguments: [
    [], ["1", "1"], ["2", "1"], ["1", "01"], ["1", "a"], ["1", " 2"], ["1", "2 "], ["-1"],
    ["12345678a"], ["a12345678"], ["1", "12345678901234567"], ["100000001", "100000000"],
    ["1", "3", "2", "4"],
  ])
  func `of all other ids nothing is said`(ids: [String]) {
    #expect(!Self.ascend([(0, ids)]))
  }

  @Test func `stretches are put in the order of the file`() {
    #expect(Self.ascend([(900, ["7", "8"]), (0, ["1", "2"]), (500, []), (400, ["5"])]))
    #expect(!Self.ascend([(0, ["1", "4"]), (400, ["4", "5"])]))
    #expect(!Self.ascend([(0, ["5"]), (400, ["4"])]))
    #expect(!Self.ascend([(0, ["1"]), (400, ["x"]), (900, ["9"])]))
  }

  @Test func `an id that stands twice is seen wherever it stands`() {
    for seed in 0..<500 {
      var random = SeededGenerator(seed: UInt64(seed))
      var ids = (1...40).map { $0 * 3 }
      let isTwice = Bool.random(using: &random)
      if isTwice {
        let place = Int.random(in: 0..<40, using: &random)
        ids.insert(ids[place], at: Int.random(in: 0...40, using: &random))
      }
      var stretches: [(offset: Int, ids: [String])] = []
      while !ids.isEmpty {
        let count = Int.random(in: 1...ids.count, using: &random)
        stretches.append((stretches.count * 100, ids.prefix(count).map(String.init)))
        ids.removeFirst(count)
      }
      #expect(Self.ascend(stretches.shuffled(using: &random)) == !isTwice, "seed \(seed)")
    }
  }
}
