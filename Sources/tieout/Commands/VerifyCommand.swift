import Accounting
import ArgumentParser
import Foundation
import Seal
import Verify

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Says whether run folders are as they were sealed.",
    discussion: """
      Offline and read-only: every digest, both signatures, unlisted or missing files, links, \
      canonical form, totals that must tie. Of a book or a whole archive also the chain: no run \
      missing, none twice, each on the one before. Without --trust the keys of this user and \
      those of their trust store count (`tieout keys list`); the keys inside the folder never do.

      Examples:
        tieout verify reports/runs/acme-eu/2026-11-19_000001
        tieout verify run-folder --trust runner.pub --json
        tieout verify reports/runs/acme-eu --replay
        tieout verify reports/runs/acme-eu --pinned checkpoint.note --calendar days.csv

      Exit codes: 0 good · 1 tampered · 2 usage · 3 incomplete · 4 indeterminate.
      """)

  @Argument(help: "A run folder, a book's folder, or an archive.")
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The verifier's keys: trust.json, public keys as PEM or OpenSSH lines.", valueName: "file"))
  var trust: String?

  @Option(
    help: ArgumentHelp(
      "A checkpoint that was kept elsewhere: its history must be the chain's start.",
      valueName: "checkpoint.note"))
  var pinned: String?

  @Option(
    help: ArgumentHelp(
      "When that checkpoint was put away: its runs are older than a key's compromise after it.",
      valueName: "time"))
  var pinnedAt: String?

  @Option(
    help: ArgumentHelp(
      "Business dates of which a run is expected, a column of a CSV file.", valueName: "days.csv"))
  var calendar: String?

  @Flag(help: "Incomplete without a review by a trusted key, or with a rejection.")
  var requireReview = false

  @Flag(
    help: "Make every run again from its folder too, if nothing is found wrong before.")
  var replay = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw try Usage("no such folder: \(Diagnostic.quoted(folder))")
    }
    let terms = ChainTerms(
      trust: try trustStore(), pinned: try pinnedNote(), pinnedAt: try pinnedTime(),
      calendar: try expectedDates(), reviews: requireReview ? .required : .checked)
    var kind = Verifier.kind(of: folder)
    // What is nothing at all is a run that is gone, or where runs are expected, all of them.
    if kind == .other { kind = pinned == nil && calendar == nil ? .run : .archive }
    guard kind != .run || (pinned == nil && calendar == nil) else {
      throw try Usage("--pinned and --calendar are for a book or an archive, not for one run")
    }
    var log = FindingLog(prints: !output.json)
    var books: [BookSummary] = []
    if let note = terms.pinned {
      Verifier.findings(ofPinned: note, trust: terms.trust).forEach { log.add($0) }
    }
    switch kind {
    case .run, .other:
      log.add(Verifier.verify(folder: folder, trust: terms.trust, reviews: terms.reviews))
    case .book: books = [Verifier.verify(book: folder, terms: terms) { log.add($0) }]
    case .archive: books = Verifier.verify(archive: folder, terms: terms) { log.add($0) }
    }
    if replay, log.outcome != .tampered {
      for finding in try ReplayCheck(folder: folder, kind: kind).findings() { log.add(finding) }
    }
    if output.json {
      try Console.print(log.json(kind, books))
    } else {
      for book in books {
        let runs = book.runs == 1 ? "1 run" : "\(book.runs) runs"
        Console.print(Diagnostic.inert("\(book.book): \(runs) up to \(book.lastRunID)"))
      }
      Console.print("\(Diagnostic.inert(folder)): \(log.outcome.rawValue)")
    }
    throw ExitCode(log.outcome.exitCode)
  }

  private func pinnedNote() throws -> CheckpointNote? {
    guard let pinned else { return nil }
    guard let data = FileManager.default.contents(atPath: pinned),
      let note = CheckpointNote([UInt8](data))
    else { throw try Usage("no checkpoint: \(Diagnostic.quoted(pinned))") }
    return note
  }

  private func pinnedTime() throws -> Instant? {
    guard let pinnedAt else { return nil }
    guard pinned != nil else { throw try Usage("--pinned-at needs --pinned") }
    do {
      return try TimeOption("--pinned-at").instant(pinnedAt)
    } catch {
      throw try Usage(error.diagnostic.message)
    }
  }

  private func expectedDates() throws -> [String] {
    guard let calendar else { return [] }
    guard let data = FileManager.default.contents(atPath: calendar) else {
      throw try Usage("the calendar cannot be read: \(Diagnostic.quoted(calendar))")
    }
    do {
      return try RunCalendar.dates([UInt8](data))
    } catch {
      throw try Usage("the calendar is refused: \(error)")
    }
  }

  private func trustStore() throws -> TrustStore? {
    guard let trust else {
      do {
        return try TrustPlace.own()
      } catch {
        throw try Usage("the user's own: \(error.diagnostic.message)")
      }
    }
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
