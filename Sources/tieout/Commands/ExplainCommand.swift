import Accounting
import ArgumentParser
import Foundation
import Seal

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says why: from a break or an entry to file, line and raw text.",
    discussion: """
      Reads a run folder, by default the latest of the archive. `tieout verify` says whether the \
      folder is as it was sealed.

      Example:
        tieout explain brk_0123456789abcdef --folder reports/runs/acme-eu/2026-11-19_000001
      """)

  @Argument(help: "A break's or an entry's id: brk_…, ent_… or lin_….")
  var id: String

  @Option(help: ArgumentHelp("A run folder, or an archive of them.", valueName: "folder"))
  var folder = "reports/runs"

  @Flag(help: "As JSON.")
  var json = false

  private static let settledHint =
    "  hint: entries that were settled while large files were read are in no list; "
    + "data/work/settled.json counts them\n"

  private func settled(in run: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(run)/data/work/settled.json")
  }

  func run() throws {
    guard let run = RunArchive(path: folder).latest() else {
      throw ValidationError("no run folder in \(Diagnostic.quoted(folder))")
    }
    let explanation = try Explanation(id: id, evidence: EvidenceReader(folder: run))
    guard explanation.isFound else {
      Console.write(
        "\(Diagnostic.quoted(id)) is no break or entry of \(Diagnostic.inert(run))\n"
          + (settled(in: run) ? Self.settledHint : ""),
        to: STDERR_FILENO)
      throw ExitCode(1)
    }
    if json {
      try Console.print(explanation.json)
    } else {
      explanation.lines.forEach(Console.print)
    }
  }
}

/// Finds run folders below a path.
struct RunArchive {
  let path: String

  /// The path itself if it is a run folder; else the run folder below it whose manifest was
  /// written last, by name where the clock says nothing. A run that failed lists no breaks.
  func latest() -> String? {
    let manager = FileManager.default
    func isRun(_ path: String) -> Bool {
      manager.fileExists(atPath: path + "/run-manifest.json")
    }
    if isRun(path) { return path }
    func below(_ path: String) -> [String] {
      ((try? manager.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }
        .sorted().map { "\(path)/\($0)" }
    }
    let candidates = below(path) + below(path).flatMap(below)
    let runs = candidates.filter {
      isRun($0) && manager.fileExists(atPath: $0 + "/data/reports/breaks.json")
    }
    return runs.max { modified($0) < modified($1) }
  }

  private func modified(_ run: String) -> (Int, Int, String) {
    var status = stat()
    stat(run + "/run-manifest.json", &status)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return (time.tv_sec, Int(time.tv_nsec), run)
  }
}
