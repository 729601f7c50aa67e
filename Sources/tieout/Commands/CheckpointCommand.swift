import Accounting
import ArgumentParser
import Foundation
import Seal
import Verify

struct CheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint", abstract: "Says how far a book's chain has come.",
    discussion: """
      Computes the Merkle root over all run manifests of the book anew and holds it against the \
      checkpoint of the last run. --export prints that checkpoint: keep it by mail, in a ticket \
      or on paper, where whoever can write the archive cannot change it. `tieout verify --pinned` \
      then proves that nothing up to it was rewritten or cut off.

      Example:
        tieout checkpoint reports/runs/acme-eu --export > checkpoint.note

      Exit codes: 0 agrees · 1 differs · 2 usage · 3 incomplete.
      """)

  @Argument(help: "The book's folder.")
  var folder: String

  @Flag(help: "Print the checkpoint, to be kept elsewhere.")
  var export = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard Verifier.kind(of: folder) == .book else {
      Console.write(
        "tieout checkpoint: no folder of a book: \(Diagnostic.quoted(folder))\n", to: STDERR_FILENO)
      throw ExitCode(2)
    }
    let found: (computed: Checkpoint, note: CheckpointNote)
    do throws(ChainFault) {
      found = try Verifier.checkpoint(book: folder)
    } catch {
      Console.write("tieout checkpoint: \(error.finding)\n", to: STDERR_FILENO)
      throw ExitCode(error.finding.code.outcome.exitCode)
    }
    let checkpoint = found.note.checkpoint
    let agrees = checkpoint == found.computed
    if !agrees {
      Console.write(
        "tieout checkpoint: the last run's checkpoint is over \(checkpoint.size) runs with the "
          + "root \(Base64.text(checkpoint.root)); here are \(found.computed.size) with the root "
          + "\(Base64.text(found.computed.root))\n", to: STDERR_FILENO)
      throw ExitCode(1)
    }
    if export {
      Console.write(String(decoding: found.note.bytes, as: UTF8.self), to: STDOUT_FILENO)
    } else if output.json {
      let value: JSONValue = [
        "origin": .string(checkpoint.origin), "root": .string(Base64.text(checkpoint.root)),
        "runs": .integer(checkpoint.size),
      ]
      try Console.print(value)
    } else {
      let runs = checkpoint.size == 1 ? "1 run" : "\(checkpoint.size) runs"
      Console.print("\(checkpoint.origin): \(runs), root \(Base64.text(checkpoint.root))")
    }
  }
}
