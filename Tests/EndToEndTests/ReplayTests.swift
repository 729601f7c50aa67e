import Foundation
import TestSupport
import Testing

/// `tieout replay`: the run again, from its folder alone.
@Suite struct ReplayTests {
  static let isLong = Effort.isLong
  static let chunked = ["--stream-from", "1", "--chunk", "256"]

  /// Takes a run folder away from everything it was made from, and replays it there.
  static func replay(_ run: SealedFolder, on desk: Desk, _ more: [String] = []) throws
    -> Tool.Outcome
  {
    let place = desk.folder.appending(path: "elsewhere-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let moved = place.appending(path: run.url.lastPathComponent)
    try FileManager.default.moveItem(at: run.url, to: moved)
    defer { try? FileManager.default.moveItem(at: moved, to: run.url) }
    // Nobody's keys, another zone: neither may matter.
    return try desk.tieout(
      ["replay", moved.path] + more, in: place,
      environment: ["XDG_CONFIG_HOME": place.path, "TZ": "Asia/Kathmandu"])
  }

  private func check(
    _ arguments: [String], on desk: Desk, in place: URL? = nil, environment: [String: String] = [:]
  ) throws {
    let outcome = try desk.run(arguments, in: place, environment: environment)
    let run = try #require(desk.sealed().last, "\(outcome.errors)")
    let replayed = try Self.replay(run, on: desk)
    #expect(replayed.status == 0, "\(arguments): \(replayed.output)\(replayed.errors)")
    #expect(replayed.output.hasSuffix(": identical\n"))
    #expect(replayed.errors == "")
  }

  @Test(arguments: SampleCase.all)
  func `every sample comes out again from its folder`(sample: SampleCase) throws {
    try Desk.with { desk in
      // The inputs are not where they were when the run is made again.
      let book = desk.folder.appending(path: "book")
      try FileManager.default.copyItem(at: sample.inputs, to: book)
      let isChunked = sample.name.utf8.count % 3 == 0
      for options in Self.isLong ? [[], Self.chunked] : [isChunked ? Self.chunked : []] {
        let outcome = try desk.run([book.path] + options)
        let run = try #require(desk.sealed().last, "\(outcome.errors)")
        let hidden = desk.folder.appending(path: "hidden")
        try FileManager.default.moveItem(at: book, to: hidden)
        let replayed = try Self.replay(run, on: desk)
        #expect(replayed.status == 0, "\(options): \(replayed.output)\(replayed.errors)")
        try FileManager.default.moveItem(at: hidden, to: book)
      }
    }
  }

  @Test(arguments: RejectedCase.all)
  func `a run with faulty inputs comes out again, faults and all`(sample: RejectedCase) throws {
    let arguments = try sample.lines(of: "arguments")
    guard arguments.first == "run", sample.code != "run-timed-out" else { return }
    try Desk.with { desk in
      let place = desk.folder.appending(path: "case")
      try FileManager.default.copyItem(at: sample.inputs, to: place)
      let script = place.appending(path: "prepare.sh")
      if FileManager.default.fileExists(atPath: script.path) {
        guard try Tool(path: "/bin/sh").run(["prepare.sh"], in: place).status == 0 else { return }
      }
      _ = try desk.tieout(arguments, in: place, environment: sample.environment)
      let archive = sample.archive(arguments, in: place) ?? place.appending(path: "reports/runs")
      for run in SealedFolder.all(in: archive) {
        let replayed = try Self.replay(run, on: desk)
        #expect(replayed.status == 0, "\(sample.code): \(replayed.output)\(replayed.errors)")
      }
    }
  }

  @Test func `options, environment and settings are taken from the folder`() throws {
    try Desk.with { desk in
      let end = SampleCase(name: "end-of-day").inputs.path
      try desk.write("other-prices.csv", "asset,price,currency\nUSDC,1,USD\nBTC,70000,USD\n")
      let only = ["--only", "coinbase-pro/default", "coinbase/main"]
      let more = [
        only, ["--threshold-usd", "2.50"], ["--prices", "other-prices.csv"],
        ["--business-date", "2026-11-18"], ["--business-date", "2026-11-20", "--without-prior"],
        ["--prices", "nowhere.csv"],
      ]
      for options in more { try check([end] + options, on: desk) }
      try check(
        [end], on: desk,
        environment: [
          "RECONCILIATION_THRESHOLD_USD": "100", "RECONCILIATION_RETRY_COUNT": "1",
          "RECONCILIATION_INTERVAL_SECONDS": "0", "RECONCILIATION_TIMEOUT_SECONDS": "600",
        ])
    }
  }

  @Test func `a run of files only comes out again`() throws {
    try Desk.with { desk in
      _ = try SmallBook().lay(on: desk)
      let place = desk.folder.appending(path: "book")
      let files = ["--statement", "statement.csv", "--ledger", "ledger.csv"]
      try check(files, on: desk, in: place)
      try check(files + ["--currency", "USD", "--zone", "Europe/Berlin"], on: desk, in: place)
      try check(files + Self.chunked, on: desk, in: place)
      // One name twice, one of another folder, one that is not there.
      try desk.write("more/statement.csv", "")
      try check(
        ["--statement", "statement.csv", "../more/statement.csv", "none.csv", "--ledger"]
          + [place.appending(path: "ledger.csv").path],
        on: desk, in: place)
    }
  }

  @Test func `2 for a folder that is none, json says the verdict`() throws {
    try Desk.with { desk in
      #expect(try desk.tieout(["replay", "nowhere"]).status == 2)
      #expect(try desk.tieout(["replay"]).status == 2)
      _ = try desk.run([try SmallBook().lay(on: desk)])
      let run = try #require(desk.sealed().first)
      let outcome = try Self.replay(run, on: desk, ["--json"])
      let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      let object = try #require(value as? [String: Any])
      #expect(object["verdict"] as? String == "identical")
      #expect(object["exit_code"] as? Int == 0)
    }
  }
}
