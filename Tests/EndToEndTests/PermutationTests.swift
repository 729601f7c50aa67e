import Foundation
import TestSupport
import Testing

/// One book in many orders: lines, files, threads and ways to read.
@Suite struct PermutationTests {
  static let isLong = Effort.isLong
  static let permutations = isLong ? 200 : 10
  static let seed: UInt64 = 20_261_128

  /// Lines of the statements of two accounts and of the ledger.
  private struct Lines {
    static let header = "id,reference,time,asset,amount"

    var statements: [[String]] = [[], []]
    var ledger: [String] = []

    init(_ random: inout SeededGenerator) {
      let amounts = ["0.5", "-1", "1", "1.0001", "4"]
      for number in 0..<240 {
        let account = number % 2
        let asset = ["BTC", "USD", "EUR"].randomElement(using: &random)!
        let amount = amounts.randomElement(using: &random)!
        let reference =
          Bool.random(using: &random)
          ? "" : "R\(Int.random(in: 0..<70, using: &random))"
        let step = Int.random(in: 0..<90, using: &random)
        let time = Lines.time(step)
        let later = Lines.time(step + Int.random(in: 0..<4, using: &random))
        if Int.random(in: 0..<9, using: &random) > 0 {
          statements[account].append("S\(number),\(reference),\(time),\(asset),\(amount)")
        }
        let booked =
          Int.random(in: 0..<8, using: &random) == 0
          ? amounts.randomElement(using: &random)! : amount
        if Int.random(in: 0..<9, using: &random) > 0 {
          ledger.append(
            "L\(number),\(reference),\(later),\(asset),\(booked),Assets:\(account == 0 ? "A" : "B")"
          )
        }
      }
    }

    private static func time(_ step: Int) -> String {
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let second = step * 20
      return "2026-11-19T\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    /// Spreads the lines over files in any order.
    func lay(on desk: Desk, _ random: inout SeededGenerator) throws {
      let folder = desk.folder.appending(path: "book")
      try? FileManager.default.removeItem(at: folder)
      try desk.write("book/tieout.yaml", PermutationTests.settings)
      let tables = [
        ("a", statements[0], ""), ("b", statements[1], ""), ("ledger", ledger, ",account"),
      ]
      for (name, lines, more) in tables {
        let shuffled = lines.shuffled(using: &random)
        let count = Int.random(in: 1...3, using: &random)
        for part in 0..<count {
          let own = shuffled.indices.filter { $0 % count == part }.map { shuffled[$0] }
          let number = Int.random(in: 0..<1_000, using: &random) * 10 + part
          let text = ([Lines.header + more] + own).joined(separator: "\n") + "\n"
          try desk.write("book/\(name)-\(number).csv", text)
        }
      }
    }
  }

  private static let settings = """
    book: permutations
    business_date: 2026-11-19
    accounts:
      - account: ex/a
        statement: [ "a-*.csv" ]
        format:
          kind: csv
          columns: { id: id, reference: reference, booked_at: time, asset: asset, amount: amount }
        ledger_account: "Assets:A"
      - account: ex/b
        statement: [ "b-*.csv" ]
        format:
          kind: csv
          columns: { id: id, reference: reference, booked_at: time, asset: asset, amount: amount }
        ledger_account: "Assets:B"
    ledger:
      - files: [ "ledger-*.csv" ]
        format:
          kind: csv
          columns: { id: id, reference: reference, booked_at: time, asset: asset, amount: amount,
            account: account }
    tolerances: [ { asset: EUR, absolute: "0.0001", per: leg } ]

    """

  private static func way(_ random: inout SeededGenerator) -> [String] {
    let threads = ["--threads", "\(Int.random(in: 1...3, using: &random))"]
    guard Int.random(in: 0..<4, using: &random) > 0 else { return TwoWays.whole + threads }
    return TwoWays.streamed(
      chunk: [nil, 64, 1_000].randomElement(using: &random)!,
      memory: [0, 32].randomElement(using: &random)!,
      threads: Int.random(in: 1...3, using: &random))
  }

  /// All that is said of the books; what is said of the files must tell which they were.
  private static func said(_ run: SeenRun) throws -> [String: Data] {
    var said = run.reports.filter { $0.key.hasPrefix("breaks.") && $0.key != "breaks.xlsx" }
    let summary = try #require(run.reports["summary.json"], "\(run.errors)")
    var fields = try #require(
      JSONSerialization.jsonObject(with: summary) as? [String: Any])
    try #require(fields.removeValue(forKey: "sources") != nil)
    said["summary.json"] = try JSONSerialization.data(
      withJSONObject: fields, options: .sortedKeys)
    return said
  }

  @Test func `the order of lines, files and threads changes no byte of what is said`() throws {
    var random = SeededGenerator(seed: Self.seed)
    let lines = Lines(&random)
    try Desk.with { desk in
      var first: (status: Int32, said: [String: Data])?
      for number in 0..<Self.permutations {
        try lines.lay(on: desk, &random)
        let way = Self.way(&random)
        let book = desk.folder.appending(path: "book/tieout.yaml")
        let run = try TwoWays(desk: desk, arguments: ["run", book.path]).run(way)
        let said = try Self.said(run)
        guard let known = first else {
          first = (run.status, said)
          let breaks = String(decoding: said["breaks.csv"] ?? Data(), as: UTF8.self)
          #expect(
            breaks.contains("AMBIGUOUS") && breaks.contains("AMOUNT_DIFF"), "\(run.errors)\(breaks)"
          )
          continue
        }
        let place = "seed \(Self.seed), permutation \(number), \(way.joined(separator: " "))"
        #expect(run.status == known.status, "\(place)")
        for name in said.keys.sorted() {
          try #require(said[name] == known.said[name], "\(place): \(name)")
        }
      }
    }
  }
}
