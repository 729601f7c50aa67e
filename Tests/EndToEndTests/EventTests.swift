import Foundation
import TestSupport
import Testing

/// `run --json`: every end of a run is told to a program, by the published schema.
@Suite struct EventTests {
  static let hasJSONSchema = StockToolTests.has("jsonschema")

  private static let script = """
    import json, sys, jsonschema
    schema = json.load(open(sys.argv[1]))
    validator = jsonschema.Draft202012Validator(schema)
    events = [json.loads(line) for line in sys.stdin]
    for event in events:
      validator.validate(event)
      assert not validator.is_valid({**event, "more": 1}), event
      for name in event:
        assert not validator.is_valid({k: v for k, v in event.items() if k != name}), (name, event)
    print(len(events))
    """

  /// The events of a run, held to the schema where Python can.
  private func events(_ outcome: Tool.Outcome) throws -> EventLines {
    let events = try EventLines(outcome.output)
    #expect(events.ended["exit_code"] as? Int == Int(outcome.status))
    // What a person is told and what a program is told are the same faults.
    let codes = events.named("diagnostic").compactMap { $0["code"] as? String }
    let told = RejectedCase.diagnostics(in: outcome.errors).compactMap { line in
      line.firstMatch(of: #/: (?:error|warning)\[([a-z0-9-]+)\]: /#).map { String($0.1) }
    }
    #expect(told.sorted() == codes.sorted())
    if Self.hasJSONSchema {
      let python = try #require(Tool.find("python3"))
      let schema = Places.root.appending(path: "Sources/tieout/events.schema.json").path
      let checked = try python.run(
        ["-c", Self.script, schema], input: Data(outcome.output.utf8))
      #expect(checked.output == "\(events.all.count)\n", "\(checked.errors)")
    }
    return events
  }

  @Test func `a sealed run tells its files, accounts and folder`() throws {
    try Desk.with { desk in
      let inputs = Places.root.appending(path: "samples/end-of-day").path
      let events = try events(desk.run([inputs, "--json"]))
      #expect(
        events.order == ["started", "diagnostic", "source", "account", "sealed", "ended"])
      let folder = try #require(desk.sealed().first)
      #expect(events.named("sealed").first?["folder"] as? String == folder.url.path)
      let summary = try folder.json("summary.json")
      let sources = try #require(summary["sources"] as? [[String: Any]])
      #expect(events.named("source").count == sources.count)
      #expect(
        Set(events.named("source").compactMap { $0["file"] as? String })
          == Set(sources.compactMap { $0["name"] as? String }))
      let accounts = try #require(summary["accounts"] as? [[String: Any]])
      #expect(
        events.named("account").map { "\($0["account"] ?? "") \($0["status"] ?? "")" }
          == accounts.map { "\($0["account"] ?? "") \($0["status"] ?? "")" })
    }
  }

  @Test func `a run that cannot begin says why and ends`() throws {
    try Desk.with { desk in
      let missing = try events(desk.run(["none.yaml", "--json", "--quiet"]))
      #expect(missing.order == ["started", "diagnostic", "ended"])
      #expect(missing.ended["status"] as? String == "FAILED")
      #expect(missing.ended["exit_code"] as? Int == 5)
      let settings = try SmallBook().lay(on: desk)
      let disabled = try events(
        desk.run([settings, "--json"], environment: ["RECONCILIATION_ENABLED": "false"]))
      #expect(disabled.ended["status"] as? String == "DISABLED")
      #expect(desk.sealed().isEmpty)
    }
  }

  @Test func `a day that failed is told with the folder that says so`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      try desk.write("book/statement.csv", "what,is,this\n1,2,3\n")
      try desk.write("book/ledger.csv", "what,is,this\n1,2,3\n")
      let failed = try events(desk.run([settings, "--json"]))
      #expect(failed.ended["exit_code"] as? Int == 4)
      #expect(failed.named("sealed").count == desk.sealed().count)
      #expect(failed.named("sealed").count == 1)
    }
  }

  @Test func `a run out of time ends its log too`() throws {
    try Desk.with { desk in
      let inputs = Places.root.appending(path: "samples/rejected/run-timed-out").path
      let late = try events(desk.run([inputs, "--json"]))
      #expect(late.ended["exit_code"] as? Int == 6)
      #expect(late.ended["status"] as? String == "FAILED")
      #expect(desk.sealed().isEmpty)
    }
  }

  @Test func `text of strangers is one line, whatever it holds`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.ledger.append("L9,\"a\u{1B}[2J\u{7F}\nb\",not a time,Assets:Pro,USD,1")
      let outcome = try desk.run([book.lay(on: desk), "--json"])
      let controls = outcome.output.utf8.filter { ($0 < 0x20 && $0 != 0x0A) || $0 == 0x7F }
      #expect(controls.isEmpty)
      #expect(try !events(outcome).named("diagnostic").isEmpty)
    }
  }
}
