import Foundation
import TestSupport
import Testing

/// Names that lead out of a folder, as names of accounts, books and files: they lead nowhere.
@Suite struct HostileNameTests {
  /// The lines of the path-traversal suite, and some of our own that stand for them.
  static func names() throws -> [String] {
    let own = [
      "../../etc/x", "..", ".", "/etc/x", "..\\..\\x", "~/x", "CON", "a/../../b", "%2e%2e/",
    ]
    guard let list = Places.shared("suites/path-traversal/directory_traversal.txt") else {
      print("path-traversal is not on this machine: names of our own only")
      return own
    }
    let lines = try String(contentsOf: list, encoding: .utf8).split(whereSeparator: \.isNewline)
    return own + Set(lines.map(String.init)).sorted()
  }

  /// A text as YAML takes it: JSON is YAML.
  private func quoted(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self).replacing("\\/", with: "/")
  }

  private func everything(in desk: Desk) throws -> Set<String> {
    Set(
      try FileManager.default.subpathsOfDirectory(atPath: desk.folder.path).filter { path in
        !["out", "config", "state"].contains { path == $0 || path.hasPrefix("\($0)/") }
      })
  }

  static let strace = Tool.find("strace")

  /// Runs the program, and gives what it opened to write, made or moved; nil without strace.
  private func written(_ desk: Desk, _ arguments: [String]) throws -> [String]? {
    guard let strace = Self.strace else {
      _ = try desk.run(arguments)
      return nil
    }
    let log = desk.folder.appending(path: "state/calls").path
    try FileManager.default.createDirectory(at: desk.state, withIntermediateDirectories: true)
    let calls = "openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,symlinkat,linkat"
    let traced = try strace.run(
      ["-f", "-y", "-s", "4096", "-o", log, "-e", "trace=\(calls)", desk.program.path, "run"]
        + arguments + ["--out", desk.out.path], in: desk.folder,
      environment: [
        "XDG_CONFIG_HOME": desk.folder.appending(path: "config").path,
        "XDG_STATE_HOME": desk.state.path,
      ])
    #expect(traced.errors.contains("PROVED"), "\(traced.errors)")
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    return lines.filter { line in
      !line.contains(" = -1 ")
        && (line.contains("O_CREAT") || line.contains("O_WRONLY") || line.contains("O_RDWR")
          || !line.contains(" open"))
    }.map(String.init).filter { $0.contains("(") }
  }

  /// Whether a call of strace's log stays in the desk: its folder or its path is there.
  private func isInside(_ call: String, _ desk: Desk) -> Bool {
    // A call that another thread's came between says so in dots of its own.
    let call = call.replacing("//", with: "/").replacing("<unfinished ...>", with: "")
    let roots = [desk.folder.path, desk.folder.resolvingSymlinksInPath().path]
    let isThere = roots.contains { call.contains("<\($0)/") || call.contains("\"\($0)/") }
    // A file without a name, or a device that keeps nothing.
    return isThere && !call.contains("..") || call.contains("O_TMPFILE")
      || call.contains("\"/dev/null\"")
  }

  @Test func `account names that lead elsewhere make nothing outside of the archive`() throws {
    let names = try Self.names()
    try Desk.with { desk in
      let book = SmallBook()
      let settings = try book.lay(on: desk)
      let line = "default,deposit,2026-11-19T08:00:00.000Z,100.00,100.00,USD"
      var accounts = ""
      for (number, name) in names.enumerated() {
        try desk.write(
          "book/s\(number).csv",
          "\(book.statementHeader)trade id,order id\n\(line),t-\(number)x,,\n")
        accounts += "  - account: \(try quoted(name))\n    statement: [ \"s\(number).csv\" ]\n"
        accounts += "    ledger_account: \(try quoted("A:" + name))\n"
      }
      let text = book.settingsText
      let from = try #require(text.range(of: "  - account:"))
      let to = try #require(text.range(of: "ledger:\n"))
      let whole = text[..<from.lowerBound] + accounts + text[to.lowerBound...]
      try Data(whole.utf8).write(to: URL(filePath: settings))
      let before = try everything(in: desk)
      for call in try written(desk, [settings]) ?? [] {
        #expect(isInside(call, desk), "\(call)")
      }
      #expect(try everything(in: desk) == before)
      let run = try #require(desk.sealed().first)
      let balances = try run.json("summary.json")["balances"] as? [[String: Any]] ?? []
      #expect(Set(balances.compactMap { $0["account"] as? String }) == Set(names))
      #expect(SealedFolder.leftovers(in: desk.out).isEmpty)
    }
  }

  @Test func `book and file names that lead elsewhere get a folder and a file of their own`() throws
  {
    let all = try Self.names()
    let names = Effort.isLong ? all : all.prefix(9) + [all[all.count / 2], all[all.count - 1]]
    try Desk.with { desk in
      var book = SmallBook()
      let odd = ["x..%2f..%2fx", "x\\..\\..\\x", "-rf", "a b;$(x)", "\u{202E}x", "aux"]
      for name in odd { try desk.write("book/\(name).odd", SmallBook.ledgerHeader + "\n") }
      book.settings += "cut_off: { zone: UTC }\n"
      let settings = try book.lay(on: desk)
      let before = try everything(in: desk)
      for name in names {
        let text = book.settingsText
          .replacing("book: small", with: "book: \(try quoted(name))")
          .replacing("files: [ \"ledger.csv\" ]", with: "files: [ \"ledger.csv\", \"*.odd\" ]")
        try Data(text.utf8).write(to: URL(filePath: settings))
        let outcome = try desk.run([settings])
        #expect(outcome.status == 0, "\(name): \(outcome.errors)")
        #expect(try everything(in: desk) == before, "\(name)")
      }
      #expect(desk.sealed().count == names.count)
      for run in desk.sealed() {
        let inputs = run.url.appending(path: "data/inputs").path
        #expect(try FileManager.default.subpathsOfDirectory(atPath: inputs).count == odd.count + 2)
      }
    }
  }
}
