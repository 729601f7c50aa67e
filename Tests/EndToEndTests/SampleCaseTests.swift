import Foundation
import TestSupport
import Testing

/// Every case of `samples/`: its bytes against `reports/`. `RECORD=1` rewrites them: read the
/// diff before you commit it.
@Suite struct SampleCaseTests {
  @Test(arguments: SampleCase.all)
  func `a sample gives the reports that are on record, byte for byte`(sample: SampleCase) throws {
    try Desk.with { desk in
      let outcome = try desk.run([sample.inputs.path])
      let folder = try #require(desk.sealed().first, "\(outcome.errors)")
      try compare(
        sample, SampleCase.ending, Data(SampleCase.ending(of: outcome, folder: folder).utf8))
      for name in sample.compared { try compare(sample, name, try folder.report(name)) }
    }
  }

  @Test(arguments: SampleCase.all)
  func `a sample's run folder is good to its maker's own keys`(sample: SampleCase) throws {
    try Desk.with { desk in
      _ = try desk.run([sample.inputs.path])
      let folder = try #require(desk.sealed().first)
      let verdict = try desk.tieout(["verify", folder.url.path])
      #expect(verdict.status == 0)
      #expect(verdict.output == "\(folder.url.path): good\n")
      #expect(SealedFolder.leftovers(in: desk.out) == [])
    }
  }

  @Test func `nothing on record is without a sample or without a comparison`() {
    let cases = Set(SampleCase.all.map(\.name))
    #expect(!cases.isEmpty)
    for name in SampleCase.names(in: SampleCase.reports)
    where !["runs", "benchmarks", "pictures", SixtyDaysTests.name].contains(name) {
      #expect(cases.contains(name), "reports/\(name): no samples/\(name) with a tieout.yaml")
      let compared = Set(SampleCase(name: name).compared + [SampleCase.ending])
      for file in SampleCase.names(in: SampleCase.reports.appending(path: name)) {
        #expect(compared.contains(file), "reports/\(name)/\(file): nothing compares it")
      }
    }
  }

  private func compare(_ sample: SampleCase, _ name: String, _ actual: Data) throws {
    let file = sample.expected.appending(path: name)
    if SampleCase.isRecording {
      try FileManager.default.createDirectory(
        at: sample.expected, withIntermediateDirectories: true)
      try actual.write(to: file)
      return
    }
    let place = "reports/\(sample.name)/\(name)"
    guard let expected = try? Data(contentsOf: file) else {
      Issue.record("\(place) is missing: record it with RECORD=1 and read it")
      return
    }
    guard expected != actual else { return }
    Issue.record("\(place):\(Self.firstDifference(expected, actual))")
  }

  /// The first line that differs, and both versions of it.
  static func firstDifference(_ expected: Data, _ actual: Data) -> String {
    let known = expected.split(separator: 0x0A, omittingEmptySubsequences: false)
    let seen = actual.split(separator: 0x0A, omittingEmptySubsequences: false)
    let line =
      zip(known, seen).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(known.count, seen.count)
    func text(_ lines: [Data]) -> String {
      line < lines.count ? String(decoding: lines[line], as: UTF8.self) : "(the end)"
    }
    return "\(line + 1): on record\n\(text(known))\nnow\n\(text(seen))"
  }
}
