import Accounting
import Foundation
import Reconcile
import TestSupport
import Testing

/// Every kind of break against books whose faults are known: what is told is what was planted.
///
/// `TIEOUT_LONG=1` takes all books; with `RECORD=1` their table goes to `reports/benchmarks/`.
@Suite struct KindTests {
  static let isLong = Effort.isLong
  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
  static let books = isLong ? 10_000 : 200
  static let seed: UInt64 = 20_261_119

  /// Of the breaks of a kind so many in a hundred, at least.
  static let leastPercent = 98
  /// Of all breaks so many in a thousand, at most, may be told as another cause or not at all.
  static let mostWrong = 5

  @Test func `each kind is told where it was planted, and nowhere else`() async throws {
    let table = try await Self.table()
    let seen = "first seed \(Self.seed), \(Self.books) books\n\(table.faults)"
    #expect(
      Set(Plant.ofEntries.map(\.kind) + Plant.ofBalances.map(\.kind)).isSubset(of: table.kinds))
    for kind in table.kinds {
      let (right, planted, told) = (table.right(kind), table.planted(kind), table.told(kind))
      #expect(
        right * 100 >= told * Self.leastPercent, "precision of \(kind.rawValue), \(seen)")
      #expect(
        right * 100 >= planted * Self.leastPercent, "recall of \(kind.rawValue), \(seen)")
      #expect(
        table.wrong(kind) * 1_000 <= planted * Self.mostWrong, "wrong of \(kind.rawValue), \(seen)")
    }
    #expect(table.wrong * 1_000 <= table.total * Self.mostWrong, "\(seen)")
    guard Self.isLong, Self.isRecording else { return }
    let folder = Places.root.appending(path: "reports/benchmarks/classifier")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try table.markdown(seed: Self.seed, books: Self.books)
      .write(to: folder.appending(path: "confusion.md"), atomically: true, encoding: .utf8)
  }

  /// All books in parts, one a task; what is counted does not depend on who counts.
  private static func table() async throws -> ConfusionTable {
    let parts = 8
    return try await withThrowingTaskGroup(of: ConfusionTable.self) { group in
      for part in 0..<parts {
        group.addTask {
          var table = ConfusionTable()
          for number in stride(from: part, to: books, by: parts) {
            let seed = seed &+ UInt64(number)
            table.add(try LabelledBook.made(seed: seed).told(), seed: seed)
            // Books of positions and of files are small.
            if number % 4 == 0 {
              table.add(try LabelledPositions.made(seed: seed).told(), seed: seed)
              table.add(try LabelledSources.made(seed: seed).told(), seed: seed)
            }
          }
          return table
        }
      }
      var table = ConfusionTable()
      for try await part in group { table.add(part) }
      return table
    }
  }

  @Test func `the same seed makes the same book`() {
    let (one, other) = (LabelledBook.made(seed: 7), LabelledBook.made(seed: 7))
    #expect(one.books.lines == other.books.lines && one.faults == other.faults)
    #expect(one.books.lines != LabelledBook.made(seed: 8).books.lines)
  }

  @Test func `a break told otherwise, not at all or of nothing counts against its kinds`() {
    var table = ConfusionTable()
    let fault = PlantedFault(
      name: "", expected: [.rounding, .rounding], lines: [], account: "", asset: "")
    func found(_ kind: BreakKind) -> Break {
      Break(id: "", kind: kind, account: "", asset: "", side: nil, amount: nil, detail: "")
    }
    table.add(Telling.of(fault, [found(.rounding), found(.transposed)]), seed: 1)
    table.add(Telling.of(fault, [found(.amountDiff)]), seed: 2)
    table.add([Telling(planted: nil, told: .missingLedger, name: "", detail: "")], seed: 3)
    #expect(table.planted(.rounding) == 4 && table.right(.rounding) == 1)
    #expect(table.told(.rounding) == 1 && table.told(.missingLedger) == 1)
    #expect(table.wrong(.rounding) == 2 && table.wrong == 2 && table.total == 5)
  }
}
