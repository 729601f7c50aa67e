import Foundation
import TestSupport
import Testing

/// One run's reports and what the shell sees of it.
struct SeenRun: Equatable {
  var status: Int32
  var output: String
  var errors: String
  var reports: [String: Data]

  static let names = ["breaks.csv", "breaks.json", "breaks.xlsx", "summary.json"]
}

/// A run with everything held in memory, and the same run with its files read in chunks.
struct TwoWays {
  let desk: Desk
  /// Of `tieout run`, without where the reports go.
  let arguments: [String]
  var place: URL?
  var environment: [String: String] = [:]

  static let whole = ["--stream-from", "999999999"]

  /// Options under which nothing that is reported may change.
  static func streamed(
    chunk: Int? = nil, memory: Int = 32, threads: Int = 2, from: Int = 0
  ) -> [String] {
    ["--stream-from", "\(from)", "--memory", "\(memory)", "--threads", "\(threads)"]
      + (chunk.map { ["--chunk", "\($0)"] } ?? [])
  }

  func run(_ options: [String]) throws -> SeenRun {
    let folder = desk.folder.appending(path: "reports-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try desk.tieout(
      arguments + ["--unsealed", folder.path] + options, in: place, environment: environment)
    var reports: [String: Data] = [:]
    for name in SeenRun.names {
      reports[name] = FileManager.default.contents(atPath: folder.appending(path: name).path)
    }
    return SeenRun(
      status: outcome.status, output: outcome.output.replacing(folder.path, with: "<reports>"),
      errors: outcome.errors.replacing(folder.path, with: "<reports>"), reports: reports)
  }

  /// Runs both ways.
  ///
  /// - Returns: the whole run, and what differs, for a person; nil if nothing does.
  func compare(_ ways: [[String]]) throws -> (whole: SeenRun, difference: String?) {
    let whole = try run(Self.whole)
    for way in ways {
      let other = try run(way)
      if let difference = Self.difference(whole, other) {
        return (whole, "\(way.joined(separator: " ")): \(difference)")
      }
    }
    return (whole, nil)
  }

  static func difference(_ one: SeenRun, _ other: SeenRun) -> String? {
    guard one != other else { return nil }
    if one.status != other.status {
      return "exit \(one.status), now \(other.status)\n\(one.errors)---\n\(other.errors)"
    }
    let texts = [
      ("stderr", Data(one.errors.utf8), Data(other.errors.utf8)),
      ("stdout", Data(one.output.utf8), Data(other.output.utf8)),
    ]
    let files = SeenRun.names.map {
      ($0, one.reports[$0] ?? Data(), other.reports[$0] ?? Data())
    }
    for (name, left, right) in texts + files where left != right {
      return name.hasSuffix(".xlsx")
        ? "\(name) differs" : "\(name):\(SampleCaseTests.firstDifference(left, right))"
    }
    return "the files that there are differ"
  }
}
