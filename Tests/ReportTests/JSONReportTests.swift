import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// `breaks.json` and `summary.json`: canonical, by their schemas.
@Suite struct JSONReportTests {
  @Test func `one break reads like this`() throws {
    let expected = #"""
      {
        "book": "acme-eu",
        "breaks": [
          {
            "account": "coinbase/main",
            "age_days": null,
            "amount": "0.5",
            "asset": "BTC",
            "break_id": "brk_0000000000000001",
            "competing": [],
            "detail": "deposit, not booked",
            "entries": [
              "ent_000000000000000a"
            ],
            "first_seen": null,
            "instant": "2026-11-19T08:00:00.123Z",
            "kind": "MISSING_LEDGER",
            "ledger_amount": null,
            "material": true,
            "override": null,
            "reference": "=SUM(A1)",
            "rule": null,
            "severity": "medium",
            "side": "statement",
            "standing": null,
            "statement_amount": "0.5",
            "value_usd": "45000"
          }
        ],
        "business_date": "2026-11-19",
        "cut_off": "2026-11-20T00:00:00Z",
        "format": "tieout-breaks",
        "format_version": 3,
        "status": "UNPROVED"
      }

      """#
    #expect(try Written.text("breaks.json", Fixture.small()) == expected)
  }

  @Test func `an empty run has an empty summary`() throws {
    let expected = #"""
      {
        "accounts": [],
        "aliases": [],
        "balances": [],
        "book": "acme-eu",
        "break_roll_forward": [],
        "breaks": {
          "by_kind": {},
          "material": 0,
          "total": 0
        },
        "brought_forward_from": null,
        "business_date": null,
        "cut_off": null,
        "diagnostics": [],
        "equities": [],
        "format": "tieout-summary",
        "format_version": 2,
        "matches": {
          "by_rule": {},
          "total": 0
        },
        "open_positions": [],
        "positions": [],
        "refused_lines": [],
        "set_aside": {},
        "sources": [],
        "status": "NOT_RUN",
        "threshold_usd": null
      }

      """#
    #expect(try Written.text("summary.json", Fixture.empty()) == expected)
  }

  @Test func `an account with breaks and no figures is listed without a status`() throws {
    var reconciliation = try Fixture.small()
    var item = reconciliation.breaks[0]
    item.account = "kraken/spot"
    reconciliation.breaks = [item]
    let text = try Written.text("summary.json", reconciliation)
    #expect(
      text.contains(
        """
            {
              "account": "kraken/spot",
              "assets": 0,
              "breaks": 1,
              "status": null
            }
        """))
  }

  @Test func `text is escaped as RFC 8785 says and no more`() throws {
    let text = "\"\\/\u{8}\u{9}\n\u{C}\r\u{1}\u{1F}\u{7F}é\u{2028}😀"
    let json = try Written.text("breaks.json", try Fixture.carrying([text]))
    #expect(
      json.contains(
        #""detail": "\"\\/\b\t\n\f\r\u0001\u001f"# + "\u{7F}é\u{2028}😀\""))
  }

  @Test(
    .enabled(if: Tool.find("jq") != nil, "jq is not here"),
    arguments: ["breaks.json", "summary.json"])
  func `jq sorts nothing and changes nothing`(name: String) throws {
    let jq = try #require(Tool.find("jq"))
    let bytes = try Written.report(name, Fixture.rich())
    let outcome = try jq.run(["-S", "."], input: Data(bytes))
    #expect(Array(outcome.output.utf8) == bytes)
  }

  @Test(
    .enabled(if: Python.hasJSONSchema, "python3 has no jsonschema"),
    arguments: ["breaks", "summary"])
  func `reports are valid by their published schemas`(name: String) throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let schema = Places.root.appending(path: "Sources/Report/\(name).schema.json").path
    let cases = try [Fixture.empty(), Fixture.small(), Fixture.rich()]
    var paths: [String] = []
    for (index, reconciliation) in cases.enumerated() {
      let path = folder.appending(path: "\(index).json")
      try Data(Written.report("\(name).json", reconciliation)).write(to: path)
      paths.append(path.path)
    }
    let outcome = try Python.run(Self.schemaScript, [schema] + paths)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "valid 3, refused 12 of 12\n")
  }

  /// Validates the files, and sees to it that the schema refuses what it should.
  static let schemaScript = #"""
    import copy, json, sys
    import jsonschema
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    files = [json.load(open(path)) for path in sys.argv[2:]]
    for file in files:
      validator.validate(file)

    def spoiled(change):
      file = copy.deepcopy(files[-1])
      change(file)
      return file

    def rows(file):
      return file["breaks"] if isinstance(file["breaks"], list) else file["balances"]

    def figures(row):
      return row if "amount" in row else row["proof"]

    def first(file):
      return next(name for name in ("amount", "difference") if name in figures(rows(file)[0]))

    def put(name, value):
      return lambda file: file.__setitem__(name, value)

    def amount(value):
      return lambda file: figures(rows(file)[0]).__setitem__(first(file), value)

    changes = [put("status", "GREEN"), put("format_version", 9), put("more", 1),
      lambda file: file.pop("book"), put("business_date", "19.11.2026"), put("cut_off", "today"),
      amount(1.5), amount("1,5"), amount("1.50"), amount("1e3"), amount("-0"),
      lambda file: rows(file)[0].__setitem__("more", 1)]
    refused = sum(not validator.is_valid(spoiled(change)) for change in changes)
    print("valid %d, refused %d of %d" % (len(files), refused, len(changes)))
    """#

  @Test(arguments: ["breaks", "summary"])
  func `the schemas know every kind and status`(name: String) throws {
    let path = Places.root.appending(path: "Sources/Report/\(name).schema.json")
    let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    for kind in BreakKind.allCases { #expect(text.contains("\"\(kind.rawValue)\""), "\(kind)") }
    for status in Status.allCases { #expect(text.contains("\"\(status.rawValue)\"")) }
  }
}
