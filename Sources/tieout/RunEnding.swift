import Accounting
import Foundation
import Report
import Seal

/// How a run ended: one line for the scheduler's log.
struct RunEnding {
  let exit: RunExit
  /// The run folder; nil if nothing was sealed.
  let sealed: Sealed?
  /// What was found out; nil if the inputs did not let it reconcile at all.
  let result: RunResult?
  /// Where unsealed reports were written.
  let reports: String?
  /// The line but for the place.
  private let summary: String
  private let figures: Figures

  /// What a program is told of any run; nil is what is not known.
  private struct Figures {
    var status: String
    var book: String?
    var businessDate: String?
    var breaks: Int?
    var material: Int?
    var refused: Int?

    func members(_ exit: Int32, _ sealed: Sealed?) -> [(name: String, value: JSONValue)] {
      [
        ("book", .optional(book)), ("breaks", .optional(breaks)),
        ("business_date", .optional(businessDate)), ("exit_code", .integer(Int(exit))),
        ("folder", .optional(sealed?.path)), ("lines_refused", .optional(refused)),
        ("material_breaks", .optional(material)), ("new_run", .bool(sealed?.isNew ?? false)),
        ("status", .string(status)),
      ]
    }
  }

  init(_ result: RunResult, sealed: Sealed?, reports: String?) {
    let reconciliation = result.reconciliation
    exit = result.exit
    self.result = result
    self.sealed = sealed
    self.reports = reports
    summary = SummaryText.line(reconciliation)
    figures = Figures(
      status: reconciliation.status.rawValue, book: reconciliation.book,
      businessDate: reconciliation.businessDate, breaks: reconciliation.breaks.count,
      material: reconciliation.breaks.material, refused: reconciliation.refused.count)
  }

  init(_ failed: FailedRun, sealed: Sealed?) {
    exit = failed.exit
    result = nil
    self.sealed = sealed
    reports = nil
    let book = failed.inputs.plan.book
    summary = "\(Diagnostic.inert(book)): FAILED · \(failed.reason)"
    figures = Figures(
      status: "FAILED", book: book, breaks: 0, material: 0,
      refused: failed.inputs.tallies.reduce(0) { $0 + $1.refused })
  }

  /// The run folder's path.
  var folder: String? { sealed?.path }

  var line: String {
    let place =
      if let sealed {
        " · \(Diagnostic.inert(Self.shortened(sealed.path)))"
          + (sealed.isNew ? "" : " · same evidence, no new run")
      } else if let reports {
        " · \(Diagnostic.inert(reports)), not sealed"
      } else {
        " · dry run, nothing sealed"
      }
    return summary + place
  }

  /// The path without `folder/..` in it, where that names the same place.
  static func shortened(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == "..", let last = parts.last, last != "..", !last.isEmpty, last != "." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let short = parts.joined(separator: "/")
    let places = [path, short].map { URL(filePath: $0).resolvingSymlinksInPath().path }
    return places[0] == places[1] ? short : path
  }

  /// What `--json` ends with.
  var members: [(name: String, value: JSONValue)] {
    figures.members(exit.rawValue, sealed)
  }

  /// The same of a run that nothing is known of.
  static func members(exit: Int32, status: String) -> [(name: String, value: JSONValue)] {
    Figures(status: status).members(exit, nil)
  }
}
