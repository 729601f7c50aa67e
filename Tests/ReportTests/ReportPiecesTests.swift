import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// Long reports are made in pieces on several threads; the bytes do not show it.
struct ReportPiecesTests {
  /// More breaks than several pieces hold, made from their number and never kept.
  private struct Numbered: BreakTable {
    let count: Int

    func made(_ index: Int) -> Break {
      Break(
        id: Fixture.id("brk", index), kind: kind(index), account: "a/\(index / 1000)",
        asset: "BTC", side: .statement, amount: Amount(units: Int128(index) - 7, scale: 3),
        reference: String(repeating: "x", count: index % 50), detail: "one, of many; \"quoted\"")
    }

    func outline(_ index: Int) -> BreakOutline {
      BreakOutline(
        account: "a/\(index / 1000)", kind: kind(index), isMaterial: index.isMultiple(of: 2))
    }

    private func kind(_ index: Int) -> BreakKind {
      index.isMultiple(of: 3) ? .missingLedger : .missingStatement
    }
  }

  private struct DiskFull: Error {}

  private static func long(_ count: Int) throws -> Reconciliation {
    var result = try Fixture.small()
    result.breaks = Breaks(Numbered(count: count))
    return result
  }

  @Test(arguments: [0, 1, 2047, 2048, 2049, 10_000])
  func `any number of threads gives the same bytes`(count: Int) throws {
    let reconciliation = try Self.long(count)
    for writer in reportWriters {
      let serial = try Written.bytes(of: writer, reconciliation)
      for threads in [2, 3, 7] {
        let parallel = try Written.bytes(of: writer, reconciliation, threads: threads)
        #expect(parallel == serial, "\(writer.name), \(threads) threads")
      }
    }
    let csv = try Written.text("breaks.csv", reconciliation)
    #expect(csv.utf8.count { $0 == UInt8(ascii: "\n") } == count + 1)
  }

  @Test func `any number of threads gives the same workbook`() throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let reconciliation = try Self.long(5000)
    let path = folder.appending(path: XLSXReport.name).path
    let written = { (threads: Int, rowLimit: Int) throws -> Data in
      try XLSXReport.write(
        reconciliation, origin: Fixture.origin, notes: Fixture.notes, to: path,
        threads: threads,
        rowLimit: rowLimit)
      return try Data(contentsOf: URL(filePath: path))
    }
    for limit in [XLSXReport.rowLimit, 1500] {
      let serial = try written(1, limit)
      for threads in [2, 3, 7] { #expect(try written(threads, limit) == serial) }
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left == [XLSXReport.name])
    if let unzip = Tool.find("unzip") {
      #expect(try unzip.run(["-tq", path]).status == 0)
    }
  }

  @Test func `a long report comes in pieces`() throws {
    let reconciliation = try Self.long(20_000)
    for name in ["breaks.csv", "breaks.json"] {
      let writer = try #require(reportWriters.first { $0.name == name })
      var largest = 0
      try writer.write(reconciliation, origin: ReportOrigin(sourceNames: []), threads: 2) {
        largest = max(largest, $0.count)
      }
      #expect(largest < 2 << 20, "\(name)")
    }
  }

  @Test(arguments: [1, 2, 5])
  func `what append throws is thrown, and nothing is appended after it`(threads: Int) throws {
    let reconciliation = try Self.long(30_000)
    let writer = try #require(reportWriters.first)
    var calls = 0
    #expect(throws: DiskFull.self) {
      try writer.write(reconciliation, origin: ReportOrigin(sourceNames: []), threads: threads) {
        _ in
        calls += 1
        if calls == 4 { throw DiskFull() }
      }
    }
    #expect(calls == 4)
  }

  @Test func `counts are those of the breaks themselves`() {
    let table = Numbered(count: 5000)
    let breaks = Breaks(table)
    #expect(breaks.counts.reduce(0) { $0 + $1.count } == 5000)
    #expect(breaks.material == 2500)
    for count in breaks.counts {
      let some = breaks.filter { $0.account == count.account && $0.kind == count.kind }
      #expect(some.count == count.count)
    }
    #expect(breaks.all(of: [.missingLedger]) == breaks.filter { $0.kind == .missingLedger })
    #expect(breaks.all(of: [.unfooted]).isEmpty)
  }
}
