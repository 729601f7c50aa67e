import Foundation
import TestSupport
import Testing

/// `samples/sixty-days`: a run a day, and what each says, byte for byte. `RECORD=1` rewrites it.
@Suite struct SixtyDaysTests {
  static let name = "sixty-days"

  @Test func `sixty days of one account give the reports that are on record`() throws {
    let inputs = SampleCase.samples.appending(path: Self.name)
    try Desk.with { desk in
      var days = ""
      var cleared = ""
      for day in 0..<60 {
        let date = DayBook.date(day)
        let outcome = try desk.run([inputs.path, "--business-date", date])
        let folder = try #require(desk.sealed().last)
        days += Self.day(outcome, folder)
        for line in String(decoding: try folder.report("cleared.csv"), as: UTF8.self)
          .split(separator: "\n").dropFirst()
        {
          cleared += "\(date) \(line)\n"
        }
      }
      let last = try #require(desk.sealed().last)
      try compare("days.txt", Data(days.utf8))
      try compare("cleared.txt", Data(cleared.utf8))
      for name in ["breaks.csv", "summary.json"] { try compare(name, try last.report(name)) }
      for name in ["history", "breaks"] {
        let told = try desk.tieout([name, "out"])
        #expect(told.status == 0 && !told.errors.contains("["), "\(told.errors)")
        try compare("\(name).txt", Data(told.output.utf8))
      }
      #expect(days.utf8.count { $0 == UInt8(ascii: "\n") } == 120)
    }
  }

  /// The run's line without the place of its folder, and the line that takes breaks forward.
  private static func day(_ outcome: Tool.Outcome, _ folder: SealedFolder) -> String {
    let line = outcome.output.replacing(" · \(folder.url.path)\n", with: "")
    let forward = outcome.errors.split(separator: "\n").last { $0.hasPrefix("breaks: ") }
    return "\(line) · exit \(outcome.status)\n  \(forward ?? "no run before")\n"
  }

  private func compare(_ name: String, _ actual: Data) throws {
    let folder = SampleCase.reports.appending(path: Self.name)
    let file = folder.appending(path: name)
    if SampleCase.isRecording {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try actual.write(to: file)
    }
    let expected = try? Data(contentsOf: file)
    #expect(expected == actual, "reports/\(Self.name)/\(name): record it with RECORD=1 and read it")
  }
}
