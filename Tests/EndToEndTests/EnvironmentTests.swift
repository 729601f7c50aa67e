import Foundation
import TestSupport
import Testing

/// The environment values of the original plan overrule the settings file, and bad ones are said.
@Suite struct EnvironmentTests {
  private static var immaterial: SmallBook {
    var book = SmallBook()
    book.ledger = ["L1,t-1,2026-11-19T08:00:00Z,Assets:Pro,USD,105.00"]
    return book
  }

  @Test func `the threshold decides what is material`() throws {
    for (value, status, isMaterial) in [
      (nil, 1, false), ("5.01", 1, false), ("5", 2, true), ("0", 2, true),
    ] as [(String?, Int32, Bool)] {
      try Desk.with { desk in
        let settings = try Self.immaterial.lay(on: desk)
        let environment = value.map { ["RECONCILIATION_THRESHOLD_USD": $0] } ?? [:]
        let outcome = try desk.run([settings], environment: environment)
        #expect(outcome.status == status, "\(value ?? "none")")
        let breaks = try #require(desk.sealed().first).breaks()
        #expect(breaks.map { $0["material"] as? Bool } == [isMaterial], "\(value ?? "none")")
        let effective = try String(
          contentsOf: try #require(desk.sealed().first).url
            .appending(path: "data/config/effective.json"), encoding: .utf8)
        #expect(effective.contains("\"threshold_usd\": \"\(value ?? "10")\""))
      }
    }
  }

  @Test func `an option overrules the environment`() throws {
    try Desk.with { desk in
      let settings = try Self.immaterial.lay(on: desk)
      let outcome = try desk.run(
        [settings, "--threshold-usd", "1000"],
        environment: ["RECONCILIATION_THRESHOLD_USD": "0"])
      #expect(outcome.status == 1)
    }
  }

  @Test(arguments: ["false", "0", "no", "OFF"])
  func `disabled, nothing runs and nothing is written`(value: String) throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let outcome = try desk.run([settings], environment: ["RECONCILIATION_ENABLED": value])
      #expect(outcome.status == 0)
      #expect(outcome.output == "")
      #expect(outcome.errors == "small: disabled by settings, nothing was run\n")
      #expect(!FileManager.default.fileExists(atPath: desk.out.path))
      #expect(!FileManager.default.fileExists(atPath: desk.keys.path))
    }
  }

  @Test func `enabled by the environment, a book disabled in its file runs`() throws {
    var book = SmallBook()
    book.settings += "enabled: false\n"
    try Desk.with { desk in
      let settings = try book.lay(on: desk)
      #expect(try desk.run([settings]).status == 0)
      #expect(desk.sealed().isEmpty)
      #expect(try desk.run([settings], environment: ["RECONCILIATION_ENABLED": "true"]).status == 0)
      #expect(desk.sealed().count == 1)
    }
  }

  @Test(
    arguments: [
      ("ENABLED", "maybe"), ("THRESHOLD_USD", "ten"), ("THRESHOLD_USD", "-1"),
      ("THRESHOLD_USD", "1e999999999"), ("RETRY_COUNT", "-1"), ("RETRY_COUNT", "1.5"),
      ("INTERVAL_SECONDS", "x"), ("TIMEOUT_SECONDS", "99999999999999999999"),
    ])
  func `a value that cannot be meant is a settings fault`(name: String, value: String) throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let outcome = try desk.run([settings], environment: ["RECONCILIATION_\(name)": value])
      #expect(outcome.status == 5)
      let said = "RECONCILIATION_\(name): error[environment-value-invalid]: the environment value"
      #expect(outcome.errors.hasPrefix("\(said) is '\(value)'\n  hint: it takes "))
      #expect(desk.sealed().isEmpty)
    }
  }

  @Test func `a late file is waited for`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let book = desk.folder.appending(path: "book")
      let place = { (name: String) in book.appending(path: name) }
      try FileManager.default.moveItem(at: place("statement.csv"), to: place("late.csv"))
      let script = "(sleep 1.5; mv late.csv statement.csv) & exec \"$0\" run \"$1\" --out \"$2\""
      let outcome = try Tool(path: "/bin/sh").run(
        ["-c", script, desk.program.path, settings, desk.out.path], in: book,
        environment: [
          "XDG_CONFIG_HOME": desk.folder.appending(path: "config").path,
          "RECONCILIATION_RETRY_COUNT": "60", "RECONCILIATION_INTERVAL_SECONDS": "1",
        ])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("a source is late or still written: trying again in 1 s"))
      #expect(!outcome.errors.contains("source-missing"))
      #expect(desk.sealed().count == 1)
    }
  }

  @Test func `a file that never comes is waited for as often as was said, and no longer`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let book = desk.folder.appending(path: "book")
      try FileManager.default.removeItem(at: book.appending(path: "statement.csv"))
      let outcome = try desk.run(
        [settings],
        environment: [
          "RECONCILIATION_RETRY_COUNT": "2", "RECONCILIATION_INTERVAL_SECONDS": "0",
        ])
      #expect(outcome.status == 3)
      #expect(outcome.errors.components(separatedBy: "trying again").count == 3)
      let impatient = try desk.run(
        [settings],
        environment: [
          "RECONCILIATION_RETRY_COUNT": "9", "RECONCILIATION_INTERVAL_SECONDS": "600",
          "RECONCILIATION_TIMEOUT_SECONDS": "60",
        ])
      #expect(impatient.status == 3)
      #expect(!impatient.errors.contains("trying again"))
    }
  }
}
