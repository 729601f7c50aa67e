import Accounting
import Foundation
import Reconcile
import TestSupport
import Testing

/// Every kind of break against books whose faults are known: what is told is what was planted.
@Suite struct KindTests {
  static let isLong = ProcessInfo.processInfo.environment["TIEOUT_LONG"] == "1"
  static let books = isLong ? 20_000 : 200
  static let seed: UInt64 = 20_261_119

  @Test func `each kind is told where it was planted, and nowhere else`() async throws {
    let parts = 8
    let table = try await withThrowingTaskGroup(of: ConfusionTable.self) { group in
      for part in 0..<parts {
        group.addTask {
          var table = ConfusionTable()
          for number in stride(from: part, to: Self.books, by: parts) {
            let seed = Self.seed &+ UInt64(number)
            table.add(try LabelledBook.made(seed: seed).told(), seed: seed)
            if number % 4 == 0 {
              table.add(try LabelledPositions.made(seed: seed).told(), seed: seed)
            }
          }
          return table
        }
      }
      var table = ConfusionTable()
      for try await part in group { table.add(part) }
      return table
    }
    print(table.faults)
    for kind in table.kinds {
      print(
        kind.rawValue, table.planted(kind), table.told(kind), table.right(kind), table.wrong(kind))
    }
    print(table.total, table.wrong)
  }
}
