import Foundation
import TestSupport
import Testing

/// README.md against the tree: what it shows is what comes out.
@Suite struct ReadmeTests {
  private static let file = Places.root.appending(path: "README.md")
  private static let begin = "<!-- end-of-day: begin -->\n"
  private static let end = "<!-- end-of-day: end -->\n"

  /// `RECORD=1` rewrites the part between the marks.
  @Test func `it shows what the main job prints`() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let record = try String(
      contentsOf: Places.root.appending(path: "reports/end-of-day/run.txt"), encoding: .utf8)
    let shown = try Self.block(record)
    let start = try #require(text.range(of: Self.begin))
    let stop = try #require(text.range(of: Self.end))
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      var rewritten = text
      rewritten.replaceSubrange(start.upperBound..<stop.lowerBound, with: shown)
      try rewritten.write(to: Self.file, atomically: true, encoding: .utf8)
      return
    }
    #expect(String(text[start.upperBound..<stop.lowerBound]) == shown)
  }

  @Test func `it has exactly two set-up commands, each of one line`() throws {
    let lines = try String(contentsOf: Self.file, encoding: .utf8)
      .components(separatedBy: "\n")
    let fences = lines.indices.filter { lines[$0] == "```sh setup" }
    #expect(fences.count == 2)
    for fence in fences { #expect(lines[fence + 2] == "```", "README.md:\(fence + 1)") }
  }

  @Test func `every format it counts on has a sample`() throws {
    let tieout = try TieoutProgram()
    let names = try tieout.run(["formats"]).output.components(separatedBy: "\n")
      .compactMap { $0.components(separatedBy: " ").first }.filter { !$0.isEmpty }
    #expect(names.count > 40)
    for name in names {
      let sample = Places.root.appending(path: "samples/\(name)/tieout.yaml")
      #expect(FileManager.default.fileExists(atPath: sample.path), "samples/\(name)/tieout.yaml")
    }
  }

  /// The terminal's text as README shows it: standard error, then the line of standard output.
  private static func block(_ record: String) throws -> String {
    let shown = record.replacing("<folder>", with: "reports/runs/acme-eu/2026-11-19_000001")
    var lines = shown.components(separatedBy: "\n")
    try #require(lines.count > 2)
    lines.removeFirst()
    let summary = lines.removeFirst()
    while lines.last == "" { lines.removeLast() }
    return "\n```\n" + (lines + [summary]).joined(separator: "\n") + "\n```\n\n"
  }
}
