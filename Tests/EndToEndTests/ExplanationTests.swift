import Foundation
import TestSupport
import Testing

/// Every explanation of a run, computed again from the entries it names: matches, nearest misses.
@Suite struct ExplanationTests {
  private static let samples = ["end-of-day", "overrides", "rule-covering-set", "proof-causes"]

  private struct Entry {
    var id: String
    var side: String
    var pool: String
    var amount: Decimal
    var time: Double
    var reference: String

    init?(_ line: [String: Any]) {
      guard let id = line["id"] as? String, let side = line["side"] as? String,
        let account = line["account"] as? String, let asset = line["asset"] as? String,
        let amount = (line["amount"] as? String).flatMap({ Decimal(string: $0) }),
        let instant = line["instant"] as? String,
        let date = Self.format.date(from: String(instant.prefix(19)) + "Z")
      else { return nil }
      (self.id, self.side, self.amount) = (id, side, amount)
      pool = account + "\u{0}" + asset
      let fraction = instant.dropFirst(19).dropLast()
      time = date.timeIntervalSince1970 + (Double("0" + fraction) ?? 0)
      reference = line["reference"] as? String ?? ""
    }

    private nonisolated(unsafe) static let format = ISO8601DateFormatter()
  }

  private struct Run {
    var entries: [String: Entry] = [:]
    var matches: [[String: Any]]
    var misses: [[String: Any]]
    var open: Set<String> = []

    init(_ folder: SealedFolder) throws {
      for line in try folder.work("entries.jsonl") {
        guard let entry = Entry(line) else { continue }
        entries[entry.id] = entry
      }
      matches = try folder.work("matches.jsonl")
      misses = try folder.work("misses.jsonl")
      let matched = Set(matches.flatMap { Self.ids($0, "statement") + Self.ids($0, "ledger") })
      for item in try folder.breaks() {
        open.formUnion((item["entries"] as? [String] ?? []).filter { !matched.contains($0) })
      }
    }

    static func ids(_ line: [String: Any], _ side: String) -> [String] {
      line[side] as? [String] ?? []
    }
  }

  private func run(_ sample: String) throws -> Run {
    try Desk.with { desk in
      _ = try desk.run([SampleCase.samples.appending(path: sample).path])
      return try Run(try #require(desk.sealed().first))
    }
  }

  @Test(arguments: samples)
  func `a match's rule and residual follow from its entries`(sample: String) throws {
    let run = try run(sample)
    #expect(!run.matches.isEmpty)
    for match in run.matches {
      let rule = match["rule"] as? String ?? ""
      let sides = try ["statement", "ledger"].map { side in
        try Run.ids(match, side).map { try #require(run.entries[$0]) }
      }
      let sums = sides.map { $0.reduce(Decimal(0)) { $0 + $1.amount } }
      let residual = Decimal(string: match["residual"] as? String ?? "")
      #expect(residual == sums[0] - sums[1], "\(match)")
      #expect(Set(sides.joined().map(\.pool)).count == 1, "\(match)")
      let references = Set(sides.joined().map(\.reference))
      switch rule {
      case "exact-reference": #expect(references.count == 1 && residual == 0, "\(match)")
      case "reference-amount-differs":
        #expect(references.count == 1 && residual != 0, "\(match)")
      case "amount-within-window", "covering-set":
        let times = sides.joined().map(\.time)
        #expect(times.max()! - times.min()! <= 240, "\(match)")
      default: #expect(["reference-group", "fee-aware"].contains(rule))
      }
    }
  }

  @Test(arguments: samples)
  func `nearest misses are open, nearly fit and are the nearest`(sample: String) throws {
    let run = try run(sample)
    for line in run.misses {
      let own = try #require(run.entries[line["entry"] as? String ?? ""])
      #expect(run.open.contains(own.id))
      let misses = line["misses"] as? [[String: Any]] ?? []
      #expect((1...3).contains(misses.count))
      var gaps: [Decimal] = []
      for miss in misses {
        let other = try #require(run.entries[miss["entry"] as? String ?? ""])
        #expect(run.open.contains(other.id) && other.side != own.side && other.pool == own.pool)
        #expect(miss["fails"] as? [String] == Self.fails(own, other), "\(sample) \(own.id)")
        let gap = (miss["amount_gap"] as? String).flatMap { Decimal(string: $0) } ?? 0
        #expect(gap == other.amount - own.amount)
        gaps.append(gap.magnitude)
        if let seconds = (miss["seconds_gap"] as? String).flatMap(Double.init) {
          #expect(abs(seconds - abs(own.time - other.time)) < 0.001)
        }
      }
      #expect(gaps == Self.nearest(own, run, count: gaps.count, gaps: gaps), "\(sample) \(own.id)")
    }
  }

  /// Within the sample's window of two minutes.
  private static func fails(_ own: Entry, _ other: Entry) -> [String] {
    var fails: [String] = []
    if !own.reference.isEmpty, !other.reference.isEmpty, own.reference != other.reference {
      fails.append("reference")
    }
    if own.amount != other.amount { fails.append("amount") }
    if abs(own.time - other.time) > 120 { fails.append("time") }
    return fails
  }

  /// The gaps of amount an obvious search finds, those beyond a tenth as they were found by time.
  private static func nearest(
    _ own: Entry, _ run: Run, count: Int, gaps: [Decimal]
  ) -> [Decimal] {
    let others = run.open.compactMap { run.entries[$0] }
      .filter { $0.side != own.side && $0.pool == own.pool }
    let near = others.map { ($0.amount - own.amount).magnitude }
      .filter { $0 * 10 <= own.amount.magnitude }.sorted().prefix(3)
    return Array(near) + gaps.dropFirst(near.count)
  }

  @Test func `explain prints the nearest miss with both values and the gap`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.ledger = ["L1,x-1,2026-11-19T09:00:00Z,Assets:Pro,USD,100.50"]
      _ = try desk.run([try book.lay(on: desk)])
      let folder = try #require(desk.sealed().first)
      let item = try #require(
        try folder.breaks().first { $0["kind"] as? String == "MISSING_LEDGER" })
      let id = try #require(item["break_id"] as? String)
      let outcome = try desk.tieout(["explain", id, "--folder", folder.url.path])
      #expect(outcome.output.contains("    reference: t-1 against x-1\n"), "\(outcome.output)")
      #expect(outcome.output.contains("    amount: 100 against 100.5, gap 0.5\n"))
      #expect(
        outcome.output.contains(
          "    time: 2026-11-19T08:00:00Z against 2026-11-19T09:00:00Z, gap 3600 s\n"))
    }
  }
}
