import Foundation
import TestSupport
import Testing

/// The exit codes of `run` are promises to schedulers.
@Suite struct ExitCodeTests {
  private func check(
    _ book: SmallBook, _ status: Int32, _ breaks: [String]?, options: [String] = [],
    place: SourceLocation = #_sourceLocation
  ) throws {
    try Desk.with { desk in
      let settings = try book.lay(on: desk)
      let outcome = try desk.run([settings] + options)
      #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: place)
      #expect(SealedFolder.leftovers(in: desk.out) == [], sourceLocation: place)
      guard let breaks else {
        #expect(desk.sealed().isEmpty, sourceLocation: place)
        return
      }
      let folder = try #require(desk.sealed().first, sourceLocation: place)
      #expect(try folder.breakLines() == breaks, sourceLocation: place)
      #expect(outcome.output.hasSuffix(" · \(folder.url.path)\n"), sourceLocation: place)
    }
  }

  @Test func `0, everything is proved`() throws { try check(SmallBook(), 0, []) }

  @Test func `1, what is open is within the policy`() throws {
    var book = SmallBook()
    book.ledger = ["L1,t-1,2026-11-19T08:00:00Z,Assets:Pro,USD,100.01"]
    try check(book, 1, ["AMOUNT_DIFF USD -0.01"])
  }

  @Test func `2, a break is material`() throws {
    var book = SmallBook()
    book.ledger.append("L2,card,2026-11-19T09:00:00Z,Assets:Pro,USD,-42.10")
    try check(book, 2, ["MISSING_STATEMENT USD 42.1"])
  }

  @Test func `2, two breaks that cancel each other out are both listed and nothing is proved`()
    throws
  {
    var book = SmallBook()
    book.statement.append("deposit,2026-11-19T09:00:00.000Z,50.00,150.00,USD,t-2,,")
    book.ledger.append("L2,card,2026-11-19T15:00:00Z,Assets:Pro,USD,50.00")
    try check(book, 2, ["MISSING_LEDGER USD 50", "MISSING_STATEMENT USD -50"])
    try Desk.with { desk in
      let outcome = try desk.run([try book.lay(on: desk)])
      #expect(outcome.output.contains(" PROVED_WITH_ITEMS "))
      let balances =
        try #require(desk.sealed().first).json("summary.json")["balances"]
        as? [[String: Any]]
      let proof = balances?.first?["proof"] as? [String: String]
      #expect(proof?["difference"] == "0" && proof?["unexplained"] == "0")
      #expect(balances?.first?["status"] as? String == "PROVED_WITH_ITEMS")
    }
  }

  @Test func `3, a line is refused`() throws {
    var book = SmallBook()
    book.statement.append("deposit,2026-11-19T09:00:00.000Z,1O0,100.00,USD,t-2,,")
    try check(book, 3, ["UNPARSED_LINE - -"])
  }

  @Test func `3, a balance is not explained`() throws {
    var book = SmallBook()
    book.statement.append("deposit,2026-11-19T09:00:00.000Z,5.00,107.00,USD,t-2,,")
    book.ledger.append("L2,t-2,2026-11-19T09:00:00Z,Assets:Pro,USD,5.00")
    try check(book, 3, ["BALANCE_DIFF USD 2", "UNFOOTED USD -"])
  }

  @Test func `3, a source is missing, and the account is not proved`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      try FileManager.default.removeItem(at: desk.folder.appending(path: "book/statement.csv"))
      let outcome = try desk.run([settings, "--business-date", "2026-11-19"])
      #expect(outcome.status == 3)
      #expect(outcome.errors.contains("error[source-missing]: no file fits 'statement*.csv'"))
      let folder = try #require(desk.sealed().first)
      #expect(try folder.breakLines().contains("SOURCE_MISSING - -"))
      #expect(try folder.json("summary.json")["status"] as? String == "NOT_RUN")
    }
  }

  @Test func `4, a file as a whole cannot be used, the other accounts are done`() throws {
    var book = SmallBook()
    book.settings += "cut_off: { zone: UTC, time: \"00:00\" }\n"
    try Desk.with { desk in
      var text = book.settingsText
      text.replace(
        "ledger:\n", with: "  - { account: other/main, statement: [ \"other.csv\" ] }\nledger:\n")
      _ = try book.lay(on: desk)
      let settings = try desk.write("book/tieout.yaml", text)
      try desk.write("book/other.csv", "what,is,this\n1,2,3\n")
      let outcome = try desk.run([settings.path])
      #expect(outcome.status == 4)
      #expect(outcome.errors.contains("other.csv:1:1: error[format-unknown]: "))
      let folder = try #require(desk.sealed().first)
      let balances = try folder.json("summary.json")["balances"] as? [[String: Any]] ?? []
      #expect(balances.map { $0["status"] as? String } == ["PROVED"])
    }
  }

  @Test func `4, a file of the command line is not there`() throws {
    try Desk.with { desk in
      _ = try SmallBook().lay(on: desk)
      let place = desk.folder.appending(path: "book")
      let outcome = try desk.run(
        ["--statement", "statement.csv", "none.csv", "--ledger", "ledger.csv"], in: place)
      #expect(outcome.status == 4)
      #expect(outcome.errors.contains("none.csv: error[file-missing]: "), "\(outcome.errors)")
    }
  }

  @Test func `marks in the settings' own folder are no pattern`() throws {
    try Desk.with { desk in
      _ = try SmallBook().lay(on: desk)
      let place = desk.folder.appending(path: "a[1]*")
      try FileManager.default.moveItem(at: desk.folder.appending(path: "book"), to: place)
      let outcome = try desk.run([place.appending(path: "tieout.yaml").path])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }

  @Test func `7, another run holds the book`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let lock = try desk.write("out/small/.lock", "")
      let descriptor = open(lock.path, O_RDWR | O_CLOEXEC)
      defer { close(descriptor) }
      #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
      let outcome = try desk.run([settings])
      #expect(outcome.status == 7)
      #expect(outcome.errors.contains("error[run-busy]: "), "\(outcome.errors)")
      #expect(outcome.errors.contains("holds the lock\n"), "\(outcome.errors)")
      #expect(outcome.output == "")
      #expect(desk.sealed().isEmpty)
      #expect(SealedFolder.leftovers(in: desk.out) == [])
      #expect(flock(descriptor, LOCK_UN) == 0)
      #expect(try desk.run([settings]).status == 0)
      #expect(desk.sealed().count == 1)
    }
  }

  @Test func `twelve runs at once leave a chain without fork or gap`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      _ = try desk.run([settings])
      let script = """
        for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
          "$0" run "$1" --out "$2" --again --quiet > "$3.$i" 2>&1; echo $? >> "$3" &
        done; wait
        """
      let codes = desk.folder.appending(path: "codes")
      let outcome = try Tool(path: "/bin/sh").run(
        ["-c", script, desk.program.path, settings, desk.out.path, codes.path],
        environment: ["XDG_CONFIG_HOME": desk.folder.appending(path: "config").path])
      #expect(outcome.status == 0)
      let lines = try String(contentsOf: codes, encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 12)
      #expect(Set(lines).isSubset(of: ["0", "7"]), "\(lines)")
      let names = desk.sealed().map(\.url.lastPathComponent)
      #expect(names.count == 1 + lines.count { $0 == "0" })
      let sequence = (1...names.count).map { number in
        "2026-11-19_" + String(repeating: "0", count: 6 - "\(number)".count) + "\(number)"
      }
      #expect(names == sequence)
      #expect(SealedFolder.leftovers(in: desk.out) == [])
    }
  }
}
