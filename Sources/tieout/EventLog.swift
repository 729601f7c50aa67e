import Accounting
import Foundation
import Report
import Seal

/// What a run with `--json` tells a program on standard output: one JSON value a line, by
/// `events.schema.json`. `started` is the first, `ended` the last, whatever happens between.
struct EventLog: Sendable {
  func started() {
    write(
      "started",
      [
        ("format", "tieout-events"), ("format_version", 1), ("version", .string(Version.tool)),
      ])
  }

  /// A fault or warning, as a person is shown it.
  func say(_ diagnostic: Diagnostic) { write("diagnostic", diagnostic.json.members ?? []) }

  /// Every file that was read, then every account, each in canonical order.
  func found(_ result: RunResult) {
    for tally in result.reconciliation.tallies { write("source", result.members(of: tally)) }
    for account in RunFigures(result.reconciliation).accounts {
      write(
        "account",
        [
          ("account", .string(account.account)), ("assets", .integer(account.assets)),
          ("breaks", .integer(account.breaks)),
          ("status", .optional(account.status?.rawValue)),
        ])
    }
  }

  func sealed(_ sealed: Sealed) {
    write("sealed", [("folder", .string(sealed.path)), ("new_run", .bool(sealed.isNew))])
  }

  func ended(_ ending: RunEnding) { write("ended", ending.members) }

  /// An error that ends the run; a person is told of it on the way out.
  func failed(_ error: any Error) {
    if let diagnostic = Exit.said(of: error) { say(diagnostic) }
    ended(Exit.code(after: error))
  }

  /// A run without result: `FAILED`, or `DISABLED` by its settings.
  func ended(_ code: Int32, status: String = "FAILED") {
    write("ended", RunEnding.members(exit: code, status: status))
  }

  private func write(_ event: String, _ members: [(name: String, value: JSONValue)]) {
    let value = JSONValue(members: members + [("event", .string(event))])
    guard let line = try? value.line() else { return }
    Console.write(
      Console.inert(json: String(decoding: line, as: UTF8.self)), to: STDOUT_FILENO)
  }
}

extension RunResult {
  fileprivate func members(of tally: SourceTally) -> [(name: String, value: JSONValue)] {
    let source = sources[tally.source]
    return [
      ("bytes", .integer(source.size)), ("duplicates", .integer(tally.duplicates)),
      ("file", .string(source.name)), ("format", .string(source.format)),
      ("ignored", .integer(tally.ignored.values.reduce(0, +))), ("lines", .integer(tally.read)),
      ("refused", .integer(tally.refused)),
      ("sha256", source.digest.isEmpty ? .null : .string(source.digest)),
      ("side", .string(source.side.rawValue)), ("understood", .integer(tally.understood)),
    ]
  }
}
