#if os(Linux)
  import Accounting
  import Foundation
  import Report
  import TestSupport
  import Testing

  /// Long reports take no more memory than short ones.
  struct ReportMemoryTests {
    /// The process's greatest size in memory so far, in KiB.
    private static func peak() throws -> Int {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
      return try #require(line.split(separator: " ").compactMap { Int($0) }.first)
    }

    private struct Same: BreakTable {
      let item: Break
      let count: Int

      func made(_ index: Int) -> Break { item }

      func outline(_ index: Int) -> BreakOutline {
        BreakOutline(account: item.account, kind: item.kind, isMaterial: item.isMaterial)
      }
    }

    @Test func `twenty thousand breaks more take no megabytes more`() async {
      await #expect(processExitsWith: .success) {
        let folder = try Places.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        var reconciliation = try Fixture.small()
        let item = reconciliation.breaks[0]
        var peaks: [Int] = []
        for count in [4_000, 24_000] {
          reconciliation.breaks = Breaks(Same(item: item, count: count))
          for writer in reportWriters {
            try writer.write(reconciliation, origin: Fixture.origin, threads: 2) { _ in }
          }
          try XLSXReport.write(
            reconciliation, origin: Fixture.origin, notes: Fixture.notes,
            to: folder.appending(path: XLSXReport.name).path)
          peaks.append(try Self.peak())
        }
        print("peak memory of reports: \(peaks[0]) KiB, with 20,000 breaks more \(peaks[1]) KiB")
        // 20,000 breaks are 16 MB of JSON and 60 MB of the workbook's text.
        try #require(peaks[1] - peaks[0] < 8 << 10)
      }
    }
  }
#endif
