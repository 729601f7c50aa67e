import Accounting
import ArgumentParser
import Foundation
import Seal

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Makes a run again from its folder alone.",
    discussion: """
      Reads the archived inputs and settings again and compares every byte of the reports and \
      every figure of the manifest; only clock, chain, keys and tool build may differ. Neither \
      the archive nor the places the inputs came from are needed. Whether the folder is as it \
      was sealed says `tieout verify`.

      Example:
        tieout replay reports/runs/acme-eu/2026-11-19_000001

      Exit codes: 0 identical · 1 differs · 2 usage · 3 semantics changed, or the folder is \
      incomplete.
      """)

  @Argument(help: "The run folder.")
  var folder: String

  @Option(help: "Threads for reading and hashing files.")
  var threads = min(8, ProcessInfo.processInfo.activeProcessorCount)

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads takes 1 or more") }
  }

  func run() throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue
    else {
      Console.write(
        "tieout replay: no such folder: \(Diagnostic.quoted(folder))\n", to: STDERR_FILENO)
      throw ExitCode(2)
    }
    let verdict = try Replay.verdict(of: folder, threads: threads)
    if output.json {
      try Console.print(verdict.json)
    } else {
      if !output.quiet || verdict.exitCode != 0 { verdict.lines.forEach(Console.print) }
      Console.print("\(Diagnostic.inert(folder)): \(verdict.name)")
    }
    throw ExitCode(verdict.exitCode)
  }
}
