import Foundation
import TestSupport
import Testing

/// `--prom` and `prom:`: a run's metrics, whatever its end.
@Suite struct MetricsTests {
  private func metrics(at file: URL) throws -> Exposition {
    let found = Exposition(try String(contentsOf: file, encoding: .utf8))
    #expect(found.faults == [])
    return found
  }

  private func status(_ found: Exposition) -> [String?] {
    found.samples.filter { $0.family == "tieout_run_status" && $0.value == "1" }
      .map { $0.labels["status"] }
  }

  /// What stands beside the book's own files: no half-written neighbour.
  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a run writes them after its seal, and its folder does not hold them`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      try desk.write("metrics/keep", "")
      // What a run that was killed had left; no process has that number.
      try desk.write("metrics/.tieout.prom.2147483646.new", "half")
      let file = desk.folder.appending(path: "metrics/tieout.prom")
      let before = Date().timeIntervalSince1970
      let outcome = try desk.run([settings, "--prom", "metrics/tieout.prom"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try names(in: desk.folder.appending(path: "metrics")) == ["keep", "tieout.prom"])
      let found = try metrics(at: file)
      #expect(status(found) == ["PROVED"])
      #expect(found.value("tieout_lines", ["outcome": "understood"]) == "2")
      #expect(found.value("tieout_run_exit_code", ["book": "small"]) == "0")
      for name in ["finished", "last_success", "last_proved"] {
        let time = try #require(found.value("tieout_run_\(name)_timestamp_seconds", [:]))
        let seconds = try #require(Double(time))
        #expect(seconds >= before - 1 && seconds <= Date().timeIntervalSince1970 + 1)
      }
      let folder = try #require(desk.sealed().first)
      #expect(try desk.tieout(["verify", folder.url.path]).status == 0)
      let inside = FileManager.default.enumerator(atPath: folder.url.path)
      let paths = inside?.compactMap { $0 as? String } ?? []
      #expect(!paths.isEmpty && !paths.contains { $0.hasSuffix(".prom") })
    }
  }

  @Test func `a failed run says so and keeps when one last succeeded`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.settings += "prom: tieout.prom\n"
      let settings = try book.lay(on: desk)
      let file = desk.folder.appending(path: "book/tieout.prom")
      #expect(try desk.run([settings]).status == 0)
      let first = try metrics(at: file)
      let success = first.value("tieout_run_last_success_timestamp_seconds", ["book": "small"])
      try desk.write("blocked", "a file")
      let blocked = try desk.tieout(["run", settings, "--out", "blocked"])
      #expect(blocked.status == 5)
      let second = try metrics(at: file)
      #expect(status(second) == ["FAILED"])
      #expect(second.value("tieout_run_exit_code", ["book": "small"]) == "5")
      #expect(success != nil && success != "0")
      #expect(
        second.value("tieout_run_last_success_timestamp_seconds", ["book": "small"]) == success)
      #expect(!second.samples.contains { $0.family == "tieout_breaks" })
    }
  }

  @Test func `an unproved run succeeded, but was not proved`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.ledger = ["L1,t-1,2026-11-19T08:00:00Z,Assets:Pro,USD,42.00"]
      let settings = try book.lay(on: desk)
      let outcome = try desk.run([settings, "--prom", "a.prom", "--quiet", "--json"])
      #expect(outcome.status == 2)
      let found = try metrics(at: desk.folder.appending(path: "a.prom"))
      #expect(found.value("tieout_run_last_proved_timestamp_seconds", [:]) == "0")
      #expect(found.value("tieout_run_last_success_timestamp_seconds", [:]) != "0")
      let kind = ["kind": "AMOUNT_DIFF", "material": "true"]
      #expect(found.value("tieout_breaks", kind) == "1")
    }
  }

  @Test func `a run that never reads its settings names the book of the run before`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let file = desk.folder.appending(path: "a.prom")
      let none = try desk.run(["none.yaml", "--prom", "a.prom"])
      #expect(none.status == 5)
      #expect(status(try metrics(at: file)) == ["FAILED"])
      #expect(try metrics(at: file).samples.allSatisfy { $0.labels["book"] == "unknown" })
      #expect(try desk.run([settings, "--prom", "a.prom"]).status == 0)
      #expect(try desk.run(["none.yaml", "--prom", "a.prom"]).status == 5)
      let found = try metrics(at: file)
      #expect(status(found) == ["FAILED"])
      #expect(found.samples.allSatisfy { $0.labels["book"] == "small" })
      #expect(found.value("tieout_run_last_proved_timestamp_seconds", [:]) != "0")
    }
  }

  @Test func `a run that takes too long fails`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.settings +=
        "retry: { count: 1000000000, interval_seconds: 0, timeout_seconds: 1 }\n"
      let settings = try book.lay(on: desk)
      try FileManager.default.removeItem(at: desk.folder.appending(path: "book/ledger.csv"))
      let outcome = try desk.run([settings, "--prom", "a.prom", "--business-date", "2026-11-19"])
      #expect(outcome.status == 6, "\(outcome.errors)")
      let found = try metrics(at: desk.folder.appending(path: "a.prom"))
      #expect(found.value("tieout_run_exit_code", ["book": "small"]) == "6")
      #expect(status(found) == ["FAILED"])
    }
  }

  @Test func `metrics that cannot be written change no exit code`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      try desk.write("folder.prom/file", "")
      for place in ["none/a.prom", "folder.prom"] {
        let outcome = try desk.run([settings, "--prom", place])
        #expect(outcome.status == 0)
        #expect(
          outcome.errors.contains("\(place): warning[metrics-not-written]: "), "\(outcome.errors)")
      }
      #expect(try names(in: desk.folder).contains { $0.hasSuffix(".new") } == false)
    }
  }

  @Test func `a file of another kind, and runs that seal nothing, are refused`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      let settings = try book.lay(on: desk)
      for options in [
        ["--prom", "a.txt"], ["--prom", "a.prom", "--dry-run"],
        ["--prom", "a.prom", "--unsealed", "reports"],
      ] {
        let outcome = try desk.tieout(["run", settings] + options)
        #expect(outcome.status == 5, "\(options)")
        #expect(!FileManager.default.fileExists(atPath: desk.folder.appending(path: "a.prom").path))
      }
      book.settings += "prom: a.txt\n"
      let outcome = try desk.run([try book.lay(on: desk)])
      #expect(outcome.status == 5)
      #expect(outcome.errors.contains("error[settings-value-invalid]: "), "\(outcome.errors)")
      book.settings = "prom: a.prom\n"
      #expect(try desk.run([try book.lay(on: desk), "--dry-run"]).status == 0)
      let file = desk.folder.appending(path: "book/a.prom")
      #expect(!FileManager.default.fileExists(atPath: file.path))
    }
  }
}
