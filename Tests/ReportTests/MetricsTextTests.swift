import Accounting
import Report
import TestSupport
import Testing

/// What a run tells Prometheus, read back by a reader that knows only the format.
@Suite struct MetricsTextTests {
  static let facts = RunFacts(
    book: "acme-eu", exitCode: 3, durationMilliseconds: 12_045,
    finished: Instant(nanoseconds: 1_795_132_812_045_999_999),
    lastSuccess: Instant(nanoseconds: 1_795_132_812_045_000_000), lastProved: nil)

  static func read(_ reconciliation: Reconciliation?, _ facts: RunFacts) -> Exposition {
    let bytes = MetricsText.bytes(of: reconciliation, facts)
    let exposition = Exposition(String(decoding: bytes, as: UTF8.self))
    #expect(exposition.faults == [])
    #expect(exposition.samples.allSatisfy { $0.labels["book"] == facts.book })
    return exposition
  }

  @Test func `status, duration and times are those of the run`() throws {
    let found = Self.read(try Fixture.rich(), Self.facts)
    let status = found.samples.filter { $0.family == "tieout_run_status" }
    #expect(status.filter { $0.value == "1" }.map { $0.labels["status"] } == ["UNPROVED"])
    #expect(status.count == Status.allCases.count + 1)
    #expect(found.value("tieout_run_exit_code", [:]) == "3")
    #expect(found.value("tieout_run_duration_seconds", [:]) == "12.045")
    #expect(found.value("tieout_run_finished_timestamp_seconds", [:]) == "1795132812.045")
    #expect(
      found.value("tieout_run_last_success_timestamp_seconds", [:]) == "1795132812.045")
    #expect(found.value("tieout_run_last_proved_timestamp_seconds", [:]) == "0")
    #expect(found.value("tieout_business_date_timestamp_seconds", [:]) == "1795046400")
  }

  @Test func `breaks, balances and lines are counted`() throws {
    let found = Self.read(try Fixture.rich(), Self.facts)
    let breaks = found.samples.filter { $0.family == "tieout_breaks" }
    #expect(breaks.count == 2 * BreakKind.allCases.count)
    #expect(breaks.compactMap { Int($0.value) }.reduce(0, +) == BreakKind.allCases.count + 1)
    let lines = ["kind": "UNPARSED_LINE", "material": "true"]
    #expect(found.value("tieout_breaks", lines) == "1")
    #expect(found.value("tieout_balances", ["status": "PROVED"]) == "1")
    #expect(found.value("tieout_balances", ["status": "WITHIN_TOLERANCE"]) == "0")
    #expect(found.value("tieout_unexplained_balances", [:]) == "3")
    #expect(found.value("tieout_matches", [:]) == "128")
    #expect(found.value("tieout_lines", ["outcome": "understood"]) == "21")
    #expect(found.value("tieout_lines", ["outcome": "duplicate"]) == "6")
    #expect(found.value("tieout_lines", ["outcome": "refused"]) == "3")
    #expect(found.value("tieout_lines", ["outcome": "ignored"]) == "12")
  }

  @Test func `a failed run says so and tells no figure of the books`() {
    let found = Self.read(nil, Self.facts)
    #expect(found.value("tieout_run_status", ["status": "FAILED"]) == "1")
    #expect(found.value("tieout_run_status", ["status": "PROVED"]) == "0")
    #expect(found.samples.allSatisfy { $0.family.hasPrefix("tieout_run_") })
    #expect(
      found.value("tieout_run_last_success_timestamp_seconds", [:]) == "1795132812.045")
  }

  @Test func `any text may be a book's name, and the times are found again`() throws {
    let texts =
      Fixture.otherTexts + Fixture.everyCharacter
      + ["a\\n", "\\", "\"} 1", "\u{301}mark", "x\u{301}", "\n# HELP a b", "\u{D4E}"]
    for text in texts {
      var facts = Self.facts
      facts.book = text
      _ = Self.read(nil, facts)
      let earlier = MetricsText.earlier(in: MetricsText.bytes(of: nil, facts))
      #expect(
        earlier?.book.unicodeScalars.elementsEqual(text.unicodeScalars) == true,
        "\(text.debugDescription)")
      #expect(earlier?.lastSuccess == facts.lastSuccess)
      #expect(earlier != nil && earlier?.lastProved == nil)
    }
  }

  @Test(arguments: [
    "", "tieout_run_last_success_timestamp_seconds{book=\"a\"} 1.000\n", "\u{0}\n\n{}} ",
    "tieout_run_last_success_timestamp_seconds{book=\"} 1\n",
  ])
  func `what is no metrics of ours gives no time`(text: String) {
    #expect(MetricsText.earlier(in: Array(text.utf8)) == nil)
  }

  @Test(arguments: ["-1.000", "1e9", "NaN", "99999999999.000", "1", "1.0000", "9999999999.000"])
  func `a time that was not written by us is none`(time: String) {
    let lines = ["success", "proved"].map {
      "tieout_run_last_\($0)_timestamp_seconds{book=\"a\"} \(time)\n"
    }
    let earlier = MetricsText.earlier(in: Array(lines.joined().utf8))
    #expect(earlier?.book == "a")
    #expect(earlier?.lastSuccess == nil && earlier?.lastProved == nil)
  }

  static let promtool = Tool.find("promtool")

  @Test(.enabled(if: promtool != nil, "promtool is not here"))
  func `promtool finds nothing to say`() throws {
    for reconciliation in [try Fixture.rich(), nil] {
      let bytes = MetricsText.bytes(of: reconciliation, Self.facts)
      let outcome = try #require(Self.promtool).run(
        ["check", "metrics"], input: .init(bytes))
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
  }

  @Test func `the checker itself finds faults`() {
    let good = "# HELP a b\n# TYPE a gauge\na{b=\"c\"} 1\n"
    #expect(Exposition(good).faults == [])
    for bad in [
      "a 1\n", "# TYPE a gauge\n", String(good.dropLast()), good + "a{b=\"c\"} 2\n",
      good + "a{b=\"\\t\"} 1\n", good + "a{b=\"\"\"} 1\n", good + "a{b=\"c} 1\n",
      good + "a{b=\"d\"} x\n", good + "\n", good + "# HELP a b\n", good + "a{b=\"d\"}  1\n",
      "# HELP a_count b\n# TYPE a_count gauge\n", good + "a{b=\"d\nx\"} 1\n",
    ] {
      #expect(Exposition(bad).faults != [], "\(bad)")
    }
  }
}
