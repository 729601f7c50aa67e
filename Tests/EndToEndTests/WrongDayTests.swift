import Foundation
import TestSupport
import Testing

/// What nobody should sign: another day's files, another account's lines, an archive open to all.
@Suite struct WrongDayTests {
  @Test func `a statement that begins after the business date proves nothing`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let outcome = try desk.run([settings, "--business-date", "2026-11-18"])
      #expect(outcome.status == 3)
      #expect(outcome.output.contains("UNPROVED"))
      #expect(outcome.errors.contains("COVERAGE_GAP"))
      let day = try desk.run([settings, "--business-date", "2026-11-19"])
      #expect(day.status == 0, "\(day.errors)")
    }
  }

  @Test func `a statement from before the end of the day is of the day`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.statement.append("deposit,2026-11-20T08:00:00.000Z,1.00,101.00,USD,t-2,,")
      let settings = try book.lay(on: desk)
      #expect(try desk.run([settings, "--business-date", "2026-11-19"]).status == 0)
    }
  }

  @Test(arguments: [["verify"], ["verify", "--nope", "x"]])
  func `a call of verify that cannot be understood ends with 2`(arguments: [String]) throws {
    try Desk.with { desk in
      let outcome = try desk.tieout(arguments)
      #expect(outcome.status == 2 && outcome.errors.contains("Usage: tieout verify"))
    }
  }

  @Test func `without a umask strangers still cannot write into the archive`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let script = """
        umask 000
        XDG_CONFIG_HOME='\(desk.folder.path)/config' '\(desk.program.path)' run '\(settings)' \
          --out '\(desk.out.path)' >/dev/null 2>&1 && find '\(desk.out.path)' -perm -002

        """
      let outcome = try #require(Tool.find("sh")).run([], input: Data(script.utf8))
      #expect(outcome.status == 0 && outcome.output == "", "\(outcome.output)\(outcome.errors)")
      #expect(desk.sealed().count == 1)
    }
  }

  @Test func `a refused ledger line leaves the accounts it does not name proved`() throws {
    try Desk.with { desk in
      var book = SmallBook()
      book.ledger.append("L3,t-8,2026-11-19T09:00:00Z,Assets:Other,USD,NaN")
      let settings = try book.lay(on: desk)
      let text = try String(contentsOfFile: settings, encoding: .utf8)
      let other = """
        accounts:
          - account: coinbase-pro/other
            statement: [ "other.csv" ]
            ledger_account: "Assets:Other"

        """
      try desk.write("book/tieout.yaml", text.replacing("accounts:\n", with: other))
      try desk.write(
        "book/other.csv",
        book.statementHeader + "trade id,order id\n"
          + "default,deposit,2026-11-19T08:00:00.000Z,1.00,1.00,USD,t-3,,\n")
      let outcome = try desk.run([settings])
      #expect(outcome.status == 3)
      let run = try #require(desk.sealed().first, "\(outcome.errors)")
      let accounts = try run.json("summary.json")["accounts"] as? [[String: Any]] ?? []
      let names = ["coinbase-pro/default", "coinbase-pro/other"]
      #expect(accounts.map { $0["account"] as? String } == names)
      #expect(accounts.map { $0["status"] as? String } == ["PROVED", "UNPROVED"])
    }
  }
}
