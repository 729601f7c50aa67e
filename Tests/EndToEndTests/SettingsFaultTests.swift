import Foundation
import TestSupport
import Testing

/// Settings that cannot be meant: exit code 5, the place, and nothing is written.
@Suite struct SettingsFaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var settings: String
    /// What standard error must hold, part by part.
    var said: [String]
    var testDescription: String { said[0] }
  }

  static let bomb =
    "a: &a [ x, x, x, x, x, x, x, x, x ]\n"
    + "bcdefghi".reduce(into: (text: "", last: "a")) { bomb, name in
      let list = Array(repeating: "*\(bomb.last)", count: 9).joined(separator: ", ")
      bomb.text += "\(name): &\(name) [ \(list) ]\n"
      bomb.last = "\(name)"
    }.text

  static let good = SmallBook().settingsText
  static let faults = [
    Fault(
      settings: good + "tolerence: []\n",
      said: [
        "tieout.yaml:14:1: error[settings-key-unknown]: 'tolerence' is not a key",
        "the nearest key is 'tolerances'",
      ]),
    Fault(
      settings: good + "matching: { window_second: 5 }\n",
      said: [
        "tieout.yaml:14:13: error[settings-key-unknown]: 'window_second' is not a key of ",
        "'matching'",
        "the nearest key is 'window_seconds'",
      ]),
    Fault(
      settings: good + "matching: { transfer: { fee_share: \"1\" } }\n",
      said: ["error[settings-value-invalid]: '1' is no share of an amount"]),
    Fault(
      settings: "book: [ small\n", said: ["error[settings-not-yaml]: not readable as YAML: "]),
    Fault(
      settings: "book: small\nbook: other\n",
      said: ["error[settings-not-yaml]: not readable as YAML: the key 'book' stands twice"]),
    Fault(settings: bomb, said: ["tieout.yaml:1:4: error[settings-alias]: '&' begins an anchor"]),
    Fault(
      settings: good + "tolerances: [ { absolute: !!float 1 } ]\n",
      said: ["tieout.yaml:14:27: error[settings-alias]: '!' begins an anchor, alias or tag"]),
    Fault(settings: "", said: ["tieout.yaml: error[settings-empty]: the settings file is empty"]),
    Fault(settings: "- a\n- b\n", said: ["error[settings-not-a-map]: "]),
    Fault(
      settings: good + "tolerances: [ { asset: BTC, absolute: 0x10 } ]\n",
      said: ["tieout.yaml:14:39: error[settings-value-invalid]: ", "'0x10'"]),
    Fault(
      settings: good + "cut_off: { zone: Mars/Olympus }\n",
      said: ["error[settings-value-invalid]: 'Mars/Olympus' is no time zone"]),
    Fault(
      settings: good + "retry: { count: -1 }\n",
      said: ["error[settings-value-invalid]: 'retry.count' is '-1'"]),
    Fault(
      settings: good + "tolerances: [ { asset: BTC, absolute: \"-1\" } ]\n",
      said: [
        "tieout.yaml:14:39: error[settings-value-invalid]: a tolerance without an amount of 0 ",
        "write `absolute: \"0.01\"`",
      ]),
    Fault(
      settings: good + "tolerances: [ { asset: BTC } ]\n",
      said: [
        "tieout.yaml:14: error[settings-value-invalid]: a tolerance that says nothing",
        "write `absolute`, `relative`, `before_seconds` or `after_seconds`",
      ]),
    Fault(
      settings: good + "tolerances: [ { relatve: \"0.1\" } ]\n",
      said: [
        "tieout.yaml:14:17: error[settings-key-unknown]: 'relatve' is not a key of ",
        "'tolerances[0]'", "the nearest key is 'relative'",
      ]),
    Fault(
      settings: good + "tolerances: [ { relative: \"1\" } ]\n",
      said: [
        "tieout.yaml:14:27: error[settings-value-invalid]: '1' is no share of an amount",
        "less than 1: \"0.001\" is a tenth of a per cent",
      ]),
    Fault(
      settings: good + "tolerances: [ { relative: \"-0.000001\" } ]\n",
      said: ["error[settings-value-invalid]: '-0.000001' is no share of an amount"]),
    Fault(
      settings: good + "tolerances: [ { relative: 1% } ]\n",
      said: ["error[settings-value-invalid]: 'tolerances[0].relative' is '1%'"]),
    Fault(
      settings: good + "tolerances: [ { relative: \"0.1\", per: balance } ]\n",
      said: [
        "tieout.yaml:14:39: error[settings-value-invalid]: `relative` is of matched entries, ",
        "not `per: balance`", "write `per: leg` or leave it out",
      ]),
    Fault(
      settings: good + "tolerances: [ { absolute: 1, after_seconds: 5, per: both } ]\n",
      said: ["`after_seconds` is of matched entries, not `per: both`"]),
    Fault(
      settings: good + "tolerances: [ { absolute: 1, rule: fee-aware, per: settlement } ]\n",
      said: ["`rule` is of matched entries, not `per: settlement`"]),
    Fault(
      settings: good + "tolerances: [ { before_seconds: -1 } ]\n",
      said: [
        "tieout.yaml:14:33: error[settings-value-invalid]: 'tolerances[0].before_seconds' is '-1'",
        "it takes a whole number, not negative",
      ]),
    Fault(
      settings: good + "tolerances: [ { absolute: 1, rule: by-guess } ]\n",
      said: [
        "tieout.yaml:14:36: error[settings-value-invalid]: 'by-guess' is no rule",
        "it takes one of `exact-reference`, `reference-group`, `reference-amount-differs`, ",
      ]),
    Fault(
      settings: good + "tolerances: [ { absolute: 1, rule: covering-set } ]\n",
      said: [
        "`covering-set` allows no difference of amounts",
        "are for `reference-amount-differs`, `amount-within-window`\n",
      ]),
    Fault(
      settings: good + "tolerances: [ { after_seconds: 1, rule: exact-reference } ]\n",
      said: [
        "`exact-reference` does not look at times",
        "are for `amount-within-window`, `fee-aware`, `covering-set`\n",
      ]),
    Fault(
      settings: good + "tolerance_budget: [ { asset: USD, absolute: \"-0.01\" } ]\n",
      said: [
        "tieout.yaml:14:45: error[settings-value-invalid]: a budget without an amount of 0 or more",
        "write `absolute: \"0.05\"`",
      ]),
    Fault(
      settings: good + "tolerance_budget: [ { asset: USD } ]\n",
      said: ["error[settings-value-invalid]: a budget without an amount of 0 or more"]),
    Fault(
      settings: good + "tolerance_budget: \"0.05\"\n",
      said: ["error[settings-value-invalid]: 'tolerance_budget' is '0.05'"]),
    Fault(
      settings: good + "tolerance_budgets: []\n",
      said: ["the nearest key is 'tolerance_budget'"]),
    Fault(
      settings: "book: small\n" + String(repeating: "# filler\n", count: 130_000),
      said: ["error[settings-too-large]: "]),
    Fault(
      settings: "book: small\nledger: [ { files: [ \"ledger.csv\" ] } ]\n",
      said: ["error[settings-value-invalid]: ", "accounts"]),
  ]

  @Test(arguments: faults)
  func `a setting that cannot be meant is refused at its place`(fault: Fault) throws {
    try Desk.with { desk in
      _ = try SmallBook().lay(on: desk)
      try desk.write("book/tieout.yaml", fault.settings)
      let outcome = try desk.run(["tieout.yaml"], in: desk.folder.appending(path: "book"))
      #expect(outcome.status == 5)
      for text in fault.said { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
      #expect(outcome.errors.contains("\n  hint: "))
      #expect(outcome.output == "")
      #expect(!FileManager.default.fileExists(atPath: desk.out.path))
    }
  }

  @Test(
    arguments: [
      ["none.yaml"], ["--statement"], [], ["tieout.yaml", "--ledger", "ledger.csv"],
      ["tieout.yaml", "--business-date", "2026-02-30"], ["tieout.yaml", "--business-date", "soon"],
      ["tieout.yaml", "--threshold-usd", "-1"], ["tieout.yaml", "--threshold-usd", "1,5"],
      ["tieout.yaml", "--only", "coinbase/none"], ["tieout.yaml", "--threads", "0"],
      ["tieout.yaml", "--none"], ["--statement", "statement.csv", "--format", "no-such-format"],
      ["--statement", "statement.csv", "--zone", "Mars/Olympus"],
      ["--statement", "statement.csv", "--date-order", "ydm"],
    ])
  func `an option that cannot be meant is refused and nothing is written`(
    arguments: [String]
  ) throws {
    try Desk.with { desk in
      _ = try SmallBook().lay(on: desk)
      let outcome = try desk.run(arguments, in: desk.folder.appending(path: "book"))
      #expect(outcome.status == 5, "\(outcome.errors)")
      #expect(!outcome.errors.isEmpty)
      #expect(outcome.output == "")
      #expect(!FileManager.default.fileExists(atPath: desk.out.path))
    }
  }
}
