import Foundation
import TestSupport
import Testing

/// Files that are no exports, or are made to hurt: each is refused by a named rule, at once, and
/// the other side is done.
@Suite struct HostileFileTests {
  /// What stands in a file's place.
  enum Kind: String, CaseIterable {
    case pipe, device, folder, loop

    var code: String {
      switch self {
      case .pipe, .device: "file-not-regular"
      case .folder: "file-is-directory"
      case .loop: "source-missing"
      }
    }

    func put(at url: URL) throws {
      let files = FileManager.default
      try? files.removeItem(at: url)
      switch self {
      case .pipe: try #require(mkfifo(url.path, 0o600) == 0)
      case .device:
        try files.createSymbolicLink(atPath: url.path, withDestinationPath: "/dev/zero")
      case .folder: try files.createDirectory(at: url, withIntermediateDirectories: false)
      case .loop: try files.createSymbolicLink(atPath: url.path, withDestinationPath: url.path)
      }
    }
  }

  /// How long a refusal may take; a machine that builds beside it is slow.
  static let once = Duration.seconds(20)

  private func timed(_ run: () throws -> Tool.Outcome) rethrows -> Tool.Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = try run()
    #expect(clock.now - start < Self.once)
    return outcome
  }

  /// A run in a shell that gives it so much time and memory at most.
  private func bounded(_ desk: Desk, _ settings: String) throws -> Tool.Outcome {
    try timed {
      try Tool(path: "/bin/sh").run(
        [
          "-c", "exec timeout -s KILL 60 \"$0\" run \"$1\" --out \"$2\"", desk.program.path,
          settings, desk.out.path,
        ], in: desk.folder,
        environment: [
          "XDG_CONFIG_HOME": desk.folder.appending(path: "config").path,
          "XDG_STATE_HOME": desk.state.path,
        ])
    }
  }

  @Test(.enabled(if: Tool.find("timeout") != nil, "needs timeout"), arguments: Kind.allCases)
  func `a pipe, device, folder or endless link as a statement is refused at once`(
    kind: Kind
  ) throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      try kind.put(at: desk.folder.appending(path: "book/statement.csv"))
      let outcome = try bounded(desk, settings)
      #expect([3, 4].contains(outcome.status), "\(outcome.errors)")
      #expect(outcome.errors.contains("error[\(kind.code)]: "), "\(outcome.errors)")
    }
  }

  @Test(
    .enabled(if: Tool.find("timeout") != nil, "needs timeout"),
    arguments: [Kind.pipe, .device, .folder, .loop], ["tieout.yaml", "overrides.yaml"])
  func `a pipe, device, folder or endless link as settings is refused at once`(
    kind: Kind, name: String
  ) throws {
    try Desk.with { desk in
      var book = SmallBook()
      if name != "tieout.yaml" { book.settings += "overrides: [ \"\(name)\" ]\n" }
      let settings = try book.lay(on: desk)
      try kind.put(at: desk.folder.appending(path: "book/\(name)"))
      let outcome = try bounded(desk, settings)
      #expect(outcome.status == 5, "\(outcome.status): \(outcome.errors)")
      #expect(outcome.errors.contains("error[settings-missing]: "), "\(outcome.errors)")
      #expect(desk.sealed().isEmpty)
    }
  }

  @Test func `a link in the archive's place, or in that of the book's folder, is not followed`()
    throws
  {
    for place in ["out", "out/small"] {
      try Desk.with { desk in
        let settings = try SmallBook().lay(on: desk)
        let elsewhere = desk.folder.appending(path: "elsewhere")
        let link = desk.folder.appending(path: place)
        for folder in [elsewhere, link.deletingLastPathComponent()] {
          try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: elsewhere)
        let outcome = try desk.run([settings])
        #expect(outcome.status == 5, "\(place): \(outcome.errors)")
        #expect(outcome.errors.contains("error[archive-not-writable]: "), "\(outcome.errors)")
        let inside = try FileManager.default.subpathsOfDirectory(atPath: elsewhere.path)
        #expect(inside.filter { $0.contains("_0") } == [], "\(place)")
      }
    }
  }

  static let header =
    "portfolio,type,time,amount,balance,amount/balance unit,transfer id,trade id,order id"
  static let wide: [UInt8] = "\(header)\ndefault,deposit,x\n".utf8.flatMap { [$0, 0] as [UInt8] }

  static let contents: [(code: String, bytes: [UInt8])] = [
    ("nul-byte", Array("\(header)\ndefault,dep\0osit,x\n".utf8)),
    ("encoding-utf16", [0xFF, 0xFE] + wide),
    ("encoding-utf16", [0xFE, 0xFF, 0] + wide.dropLast()),
    ("newline-cr", Array("\(header)\rdefault,deposit,x\r".utf8)),
    (
      "field-too-long",
      Array("\(header)\ndefault,".utf8) + [UInt8](repeating: 0x78, count: 17 << 20)
    ),
    ("json-too-deep", [UInt8](repeating: 0x5B, count: 1_000_000)),
    ("json-too-deep", Array(String(repeating: "{\"a\":", count: 1_000_000).utf8)),
  ]

  @Test(arguments: contents.indices)
  func `hostile content is refused by its rule, with no line of it counted`(number: Int) throws {
    let (code, bytes) = Self.contents[number]
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let file = desk.folder.appending(path: "book/statement.csv")
      try Data(bytes).write(to: file)
      let outcome = try timed { try desk.run([settings]) }
      // A statement that is JSON is found in a CSV's place too.
      #expect(outcome.status == 4, "\(outcome.status): \(outcome.errors)")
      #expect(outcome.errors.contains("error[\(code)]: "), "\(outcome.errors.prefix(2_000))")
      #expect(try #require(desk.sealed().first).work("entries.jsonl").count == 1)
    }
  }

  /// A program that writes on for as long as the shell lives.
  static let writing = """
    (while kill -0 $$ 2>/dev/null; do printf "$3"; done >> ledger.csv) & other=$!
    "$0" run "$1" --out "$2" $4; status=$?
    kill $other
    exit $status
    """

  @Test(arguments: ["", "--stream-from 1 --chunk 4096"])
  func `a file that another program writes is refused, or sealed as of one moment`(options: String)
    throws
  {
    try Desk.with { desk in
      var book = SmallBook()
      let long = String(repeating: "x", count: 60_000)
      book.ledger += (0..<150).map { "M\($0),\(long),2026-11-18T08:00:00Z,Assets:Other,USD,1.00" }
      let settings = try book.lay(on: desk)
      let line = "Z,z,2026-11-18T08:00:00Z,Assets:Other,USD,1.00\\n"
      let outcome = try Tool(path: "/bin/sh").run(
        ["-c", Self.writing, desk.program.path, settings, desk.out.path, line, options],
        in: desk.folder.appending(path: "book"),
        environment: [
          "XDG_CONFIG_HOME": desk.folder.appending(path: "config").path,
          "XDG_STATE_HOME": desk.state.path,
        ])
      #expect([0, 4].contains(outcome.status), "\(outcome.status): \(outcome.errors)")
      let isRefused = outcome.errors.contains("ledger.csv: error[file-changed]: ")
      #expect(isRefused == (outcome.status == 4), "\(outcome.errors)")
      #expect(try desk.tieout(["verify", "out"]).status == 0)
      // On a busy machine the other may not get to write in between: then it is one moment's.
      if !isRefused {
        let run = try #require(desk.sealed().first)
        #expect(try desk.tieout(["replay", run.url.path]).status == 0)
      }
    }
  }
}
