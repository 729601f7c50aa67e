import Accounting
import ArgumentParser
import Foundation
import Seal
import Verify

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Says whether a run folder is as it was sealed.",
    discussion: """
      Offline and read-only: every digest, both signatures, unlisted or missing files, links, \
      canonical form, totals that must tie. Without --trust the keys of this user count \
      (`tieout keys show`); the keys inside the folder never do.

      Examples:
        tieout verify reports/runs/acme-eu/2026-11-19_000001
        tieout verify run-folder --trust runner.pub --json

      Exit codes: 0 good · 1 tampered · 2 usage · 3 incomplete · 4 indeterminate.
      """)

  @Argument(help: "The run folder.")
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The verifier's keys: trust.json, public keys as PEM or OpenSSH lines.", valueName: "file"))
  var trust: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw try Usage("no such folder: \(Diagnostic.quoted(folder))")
    }
    let verdict = Verifier.verify(folder: folder, trust: try trustStore())
    if output.json {
      let bytes = try verdict.json.canonical()
      Console.write(String(decoding: bytes, as: UTF8.self), to: STDOUT_FILENO)
    } else {
      verdict.findings.forEach { Console.print($0.description) }
      Console.print("\(Diagnostic.inert(folder)): \(verdict.outcome.rawValue)")
    }
    throw ExitCode(verdict.outcome.exitCode)
  }

  private func trustStore() throws -> TrustStore? {
    guard let trust else { return Signer.ownTrust() }
    guard let data = FileManager.default.contents(atPath: trust) else {
      throw try Usage("the trust file cannot be read: \(Diagnostic.quoted(trust))")
    }
    do {
      return try TrustStore(parsing: [UInt8](data))
    } catch {
      throw try Usage("the trust file is refused: \(error)")
    }
  }

  /// A fault of the call itself: exit code 2.
  private struct Usage: Error {
    init(_ message: String) throws {
      Console.write("tieout verify: \(message)\n", to: STDERR_FILENO)
      throw ExitCode(2)
    }
  }
}
