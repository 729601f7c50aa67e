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

  /// Every line after `$ ` that begins so, with what is shown below it.
  private static func shown(_ start: String) throws -> [(command: String, output: String)] {
    var found: [(command: String, output: String)] = []
    var isOpen = false
    for line in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n") {
      if line.hasPrefix("$ ") || line.hasPrefix("```") { isOpen = false }
      if isOpen { found[found.count - 1].output += line + "\n" }
      guard line.hasPrefix("$ \(start) ") else { continue }
      found.append((String(line.dropFirst(2)), ""))
      isOpen = true
    }
    return found
  }

  @Test func `history prints what it shows`() throws {
    try Desk.with { desk in
      let shown = try #require(try Self.shown("tieout history").first)
      let words = shown.command.components(separatedBy: " ").dropFirst()
      let outcome = try desk.tieout(Array(words), in: Places.root)
      #expect(outcome.output == shown.output, "\(outcome.errors)")
    }
  }

  @Test func `checkpoint, verify and replay print what it shows`() throws {
    try Desk.with { desk in
      let export = try #require(try Self.shown("tieout checkpoint").first).command
      let parts = export.components(separatedBy: " > ")
      let words = parts[0].components(separatedBy: " ").dropFirst()
      let note = try desk.tieout(Array(words), in: Places.root)
      #expect(note.status == 0 && parts.count == 2)
      let kept = try desk.write(parts[1], note.output).path
      let verify = try #require(try Self.shown("tieout verify").first)
      let arguments = verify.command.components(separatedBy: " ").dropFirst().map {
        $0 == parts[1] ? kept : $0
      }
      let verified = try desk.tieout(arguments, in: Places.root)
      #expect(verified.status == 0 && verified.output == verify.output, "\(verified.output)")
      let replay = try #require(try Self.shown("tieout replay").first)
      _ = try desk.run([SampleCase(name: "end-of-day").inputs.path])
      let run = try #require(desk.sealed().first).url.path
      let replayed = try desk.tieout(["replay", run])
      let name = try #require(replay.command.components(separatedBy: " ").last)
      #expect(replayed.status == 0)
      #expect(replayed.output.replacing(run, with: name) == replay.output)
    }
  }

  @Test func `explain prints what it shows`() throws {
    try Desk.with { desk in
      _ = try desk.run([SampleCase(name: "end-of-day").inputs.path])
      let run = try #require(desk.sealed().first).url.path
      let shown = try Self.shown("tieout explain")
      #expect(!shown.isEmpty)
      for item in shown {
        let id = try #require(item.command.components(separatedBy: " ").last)
        let outcome = try desk.tieout(["explain", id, "--folder", run])
        #expect(outcome.status == 0 && outcome.output == item.output, "\(outcome.output)")
      }
    }
  }

  @Test func `it shows every picture there is, each there and small`() throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    let shown = Set(
      text.matches(of: #/\]\((reports\/pictures\/[^)]*)\)/#).map { String($0.output.1) })
    let folder = Places.root.appending(path: "reports/pictures")
    let there = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(shown == Set(there.map { "reports/pictures/\($0)" }))
    for name in there {
      let bytes = try Data(contentsOf: folder.appending(path: name))
      #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) && bytes.count < 60_000, "\(name)")
    }
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
