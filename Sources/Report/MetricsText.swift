package import Accounting

/// A run for the node_exporter's textfile collector: Prometheus' text format 0.0.4.
///
/// Not one of the sealed reports: how long a run took and when one last succeeded are facts of the
/// run, not of the books, and differ from run to run.
package enum MetricsText {
  /// The file's bytes: UTF-8, every family with `HELP` and `TYPE`, every sample with its book.
  ///
  /// - Parameter reconciliation: what was found and sealed; nil if the run failed, which leaves the
  ///   families about the books out, so that no old figure passes for one of today.
  package static func bytes(of reconciliation: Reconciliation?, _ facts: RunFacts) -> [UInt8] {
    var text = Families(book: facts.book)
    run(reconciliation?.status, facts, into: &text)
    if let reconciliation { books(reconciliation, into: &text) }
    return Array(text.lines.utf8)
  }

  /// The word for a run that left no sealed result; beside those of `Status`.
  static let failed = "FAILED"

  private static func run(_ status: Status?, _ facts: RunFacts, into text: inout Families) {
    let current = status?.rawValue ?? failed
    text.family(
      "tieout_run_status", "What the last run of the book came to: 1 for that, 0 for the others.")
    for word in Status.allCases.map(\.rawValue) + [failed] {
      text.sample([("status", word)], word == current ? "1" : "0")
    }
    text.family("tieout_run_exit_code", "How the last run ended, as its scheduler saw it.")
    text.sample([], String(facts.exitCode))
    text.family("tieout_run_duration_seconds", "How long the last run took.")
    text.sample([], seconds(milliseconds: Int64(facts.durationMilliseconds)))
    text.family("tieout_run_finished_timestamp_seconds", "When the last run ended.")
    text.sample([], facts.finished.metricsSeconds)
    text.family(
      "tieout_run_last_success_timestamp_seconds",
      "When a run last sealed its result, whatever it found; 0 if none is known.")
    text.sample([], facts.lastSuccess?.metricsSeconds ?? "0")
    text.family(
      "tieout_run_last_proved_timestamp_seconds",
      "When a run last ended with everything proved or within policy; 0 if none is known.")
    text.sample([], facts.lastProved?.metricsSeconds ?? "0")
  }

  private static func books(_ reconciliation: Reconciliation, into text: inout Families) {
    if let date = reconciliation.businessDate.flatMap(CivilDate.init) {
      text.family(
        "tieout_business_date_timestamp_seconds", "Midnight, in UTC, of the day reconciled.")
      text.sample([], String(date.daysSince1970 * 86_400))
    }
    text.family("tieout_balances", "Assets of accounts, by how far they are proved.")
    for status in Status.allCases {
      let count = reconciliation.positions.count { $0.status == status }
      text.sample([("status", status.rawValue)], String(count))
    }
    text.family(
      "tieout_unexplained_balances",
      "Assets of accounts whose difference the proof does not explain.")
    text.sample([], String(reconciliation.positions.count { !$0.proof.unexplained.isZero }))
    text.family("tieout_breaks", "Breaks by kind, and whether the policy calls them material.")
    let counts = Dictionary(grouping: reconciliation.breaks.counts, by: \.kind)
    for kind in BreakKind.allCases {
      let some = counts[kind] ?? []
      let material = some.reduce(0) { $0 + $1.material }
      let all = some.reduce(0) { $0 + $1.count }
      text.sample([("kind", kind.rawValue), ("material", "true")], String(material))
      text.sample([("kind", kind.rawValue), ("material", "false")], String(all - material))
    }
    text.family("tieout_matches", "Matches of the last run.")
    text.sample([], String(reconciliation.matchesByRule.values.reduce(0, +)))
    text.family("tieout_lines", "Lines read from the sources, by what became of them.")
    for (word, count) in lines(reconciliation.tallies) {
      text.sample([("outcome", word)], String(count))
    }
  }

  /// They add up to the lines read.
  private static func lines(_ tallies: [SourceTally]) -> [(word: String, count: Int)] {
    [
      ("understood", tallies.reduce(0) { $0 + $1.understood }),
      ("duplicate", tallies.reduce(0) { $0 + $1.duplicates }),
      ("refused", tallies.reduce(0) { $0 + $1.refused }),
      ("ignored", tallies.reduce(0) { $0 + $1.ignored.values.reduce(0, +) }),
    ]
  }

  fileprivate static func seconds(milliseconds: Int64) -> String {
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
  }
}

/// What a run's metrics say that its reconciliation does not know.
package struct RunFacts: Hashable, Sendable {
  package var book: String
  package var exitCode: Int
  /// Not negative.
  package var durationMilliseconds: Int
  package var finished: Instant
  /// When a run last sealed its result, and when one last ended proved or within policy; nil if
  /// none is known.
  package var lastSuccess: Instant?
  package var lastProved: Instant?

  package init(
    book: String, exitCode: Int, durationMilliseconds: Int, finished: Instant,
    lastSuccess: Instant?, lastProved: Instant?
  ) {
    self.book = book
    self.exitCode = exitCode
    self.durationMilliseconds = durationMilliseconds
    self.finished = finished
    self.lastSuccess = lastSuccess
    self.lastProved = lastProved
  }
}

/// Families of samples, each with its help; every sample names the book.
private struct Families {
  private(set) var lines = ""
  private let book: String
  private var name = ""

  init(book: String) { self.book = book }

  mutating func family(_ name: String, _ help: String) {
    self.name = name
    lines += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
  }

  mutating func sample(_ labels: [(name: String, value: String)], _ value: String) {
    let all = ([("book", book)] + labels).map { "\($0)=\"\(MetricsText.escaped($1))\"" }
    lines += "\(name){\(all.joined(separator: ","))} \(value)\n"
  }
}

extension Instant {
  /// Seconds since 1970 with three decimals, cut; not before 1970.
  fileprivate var metricsSeconds: String {
    MetricsText.seconds(milliseconds: max(0, nanoseconds / 1_000_000))
  }
}
