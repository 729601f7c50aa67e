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
