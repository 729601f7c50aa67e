import Accounting
import Foundation
import Seal
import TestSupport

/// A small run for the tests of this folder.
enum SampleRun {
  static let key: PrivateKey = {
    guard let key = try? PrivateKey(seed: Array(repeating: 7, count: 32)) else {
      preconditionFailure("the test key is a key")
    }
    return key
  }()

  static func amount(_ text: String) -> Amount {
    guard let amount = try? Amount(parsing: text) else { preconditionFailure("no amount: \(text)") }
    return amount
  }

  static let settings: JSONValue = ["book": "acme-eu", "cut_off": "00:00", "zone": "UTC"]

  static func manifest(
    unexplained: String = "0", rejected: Int = 1, outputs: [String] = ["breaks.csv"]
  ) -> RunManifest {
    RunManifest(
      run: .init(
        businessDate: "2026-11-19",
        window: .init(
          from: Instant(nanoseconds: 1_795_046_400_000_000_000),
          toExclusive: Instant(nanoseconds: 1_795_132_800_000_000_000), zone: "UTC"),
        operatorID: "svc-recon"),
      clock: .init(
        startedAt: Instant(nanoseconds: 1_795_140_000_000_000_000),
        finishedAt: Instant(nanoseconds: 1_795_140_001_250_000_000)),
      tool: .init(
        version: "0.1.0", semantics: 1, compiler: "swift-6.3", target: "x86_64-unknown-linux-gnu",
        executableSHA256: String(repeating: "0", count: 64),
        dependencies: ["swift-crypto": "4.5.2", "Yams": "6.2.2"]),
      effectiveConfig: settings,
      inputs: [
        .init(
          path: "data/inputs/statement.csv", originalName: "Auszug März.csv", role: "statement",
          source: "coinbase/main", parser: "coinbase-retail-v5", encoding: "utf-8",
          hasByteOrderMark: false, newline: "crlf", delimiter: ",", isCompressed: false,
          rows: .init(read: 2, accepted: 1, rejected: rejected),
          controlTotals: [
            .init(
              currency: "BTC", rows: 1, credits: .zero, debits: amount("-0.1001"))
          ])
      ],
      outputs: outputs.map { .init(path: "data/reports/\($0)", rows: 1) },
      results: .init(
        status: "UNPROVED", matched: 2, breaks: 1, byKind: ["MISSING_LEDGER": 1],
        byCurrency: [
          .init(
            account: "coinbase/main", currency: "BTC", statementNet: amount("-0.1001"),
            ledgerNet: amount("-0.1"), difference: amount("-0.0001"),
            explainedByBreaks: amount("-0.0001"), unexplained: amount(unexplained))
        ]),
      isSelfIssued: true)
  }

  /// Fills a staged folder.
  static func fill(_ folder: inout RunFolder) throws {
    try folder.add(path: "data/inputs/statement.csv", bytes: Array("a,b\r\n1,2\r\nx\r\n".utf8))
    try folder.addEffectiveConfig(settings)
    try folder.add(path: "data/work/matches.jsonl") { append in
      try append(Array("{\"rule\":\"exact-reference\"}\n".utf8))
      try append(Array("{}\n".utf8))
    }
    let report = try folder.stagingPath(for: "data/reports/breaks.csv")
    try Data("id\n1\n".utf8).write(to: URL(filePath: report))
    try folder.adopt(path: "data/reports/breaks.csv")
  }

  /// A published run; its path.
  static func publish(in archive: URL, date: String = "2026-11-19") throws -> URL {
    var folder = try RunFolder.begin(archive: archive.path, book: "acme-eu", date: date)
    try fill(&folder)
    return URL(filePath: try folder.publish(manifest(), key: key))
  }

  /// Runs the closure: a value that cannot be copied may not be caught by `#expect` itself.
  static func attempt(_ body: () throws -> Void) throws { try body() }

  /// Every path below a folder, sorted.
  static func tree(_ folder: URL) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return all.sorted()
  }
}
