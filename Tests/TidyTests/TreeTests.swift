import Foundation
import TestSupport
import Testing

/// What stands where in the checkout.
@Suite struct TreeTests {
  @Test func `the top level holds the house and nothing else`() throws {
    let names = try Self.topLevel()
    #expect(names.contains("Sources") && names.contains("Package.swift"))
    #expect(Self.strangers(names) == [])
    #expect(Self.strangers(["Sources", ".ci", "docs", "notes.txt"]) == ["docs", "notes.txt"])
  }

  static func strangers(_ names: [String]) -> [String] {
    let house = ["Package.swift", "Sources", "Tests", "samples", "reports", "README.md"]
    return names.filter { !$0.hasPrefix(".") && !house.contains($0) }
  }

  /// What git tracks at the top, or without git what lies there; `Package.resolved` is made by
  /// the build and not kept.
  static func topLevel() throws -> [String] {
    let listing = try? Tool.find("git")?.run(["ls-files", "-z"], in: Places.root)
    if let listing, listing.status == 0, !listing.output.isEmpty {
      let paths = listing.output.split(separator: "\0")
      return Set(paths.map { String($0.split(separator: "/")[0]) }).sorted()
    }
    return try FileManager.default.contentsOfDirectory(atPath: Places.root.path).sorted()
      .filter { $0 != "Package.resolved" }
  }

  /// Folders in `Sources` that are described in `Sources/README.md` and need no page of their own.
  static let withoutOwnPage = ["CScan", "CXLSXWriter", "CZlib"]

  @Test func `every room has its page`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Places.root.appending(path: "Sources").path
    ).sorted().filter { !$0.hasSuffix(".md") }
    #expect(folders.contains("Accounting"))
    for folder in folders where !Self.withoutOwnPage.contains(folder) {
      #expect(
        Tree.exists("Sources/\(folder)/README.md"),
        "Sources/\(folder):1: error: the room has no page, use a README.md that says its flow")
    }
    let map = try String(
      contentsOf: Places.root.appending(path: "Sources/README.md"), encoding: .utf8)
    for folder in folders {
      #expect(
        map.contains("\(folder)/") || map.contains("`\(folder)`"),
        "Sources/README.md:1: error: '\(folder)' is not on the map, use a line that says what it is"
      )
    }
  }

  @Test func `every diagnostic code has a rejected sample, and every sample a code`() throws {
    let codes = try Self.codes(of: SwiftFile.all(in: "Sources"))
    #expect(codes.count > 10)
    for (code, place) in codes.sorted(by: { $0.key < $1.key })
    where Self.withoutSample[code] == nil {
      #expect(
        Tree.exists("samples/rejected/\(code)"),
        "\(place): error: '\(code)' has no sample, use samples/rejected/\(code)/")
    }
    let samples = Set(
      try Tree.files(in: "samples/rejected").compactMap {
        $0.split(separator: "/").count > 3 ? String($0.split(separator: "/")[2]) : nil
      })
    for sample in samples.sorted() {
      #expect(
        codes[sample] != nil,
        "samples/rejected/\(sample):1: error: no source has this code, use one that is made")
    }
  }

  /// Codes that no input of its own brings about, and which test does.
  static let withoutSample = [
    "accounts-not-run": "an earlier run must have accounts that are gone: EndToEndTests/DaysTests",
    "prior-not-compared": "an earlier run must have been streamed: EndToEndTests/DaysTests",
    "prior-run-unusable": "an earlier run must be in the archive: EndToEndTests/DaysTests",
    "archive-failed": "the disk must fail while a run writes: SealTests",
    "chain-broken": "an earlier run must be gone: EndToEndTests/CheckpointTests",
    "clock-behind": "the clock must go back between two runs: SealTests/RunFolderTests",
    "disk-full": "a file system must be full: EndToEndTests",
    "file-changed": "a program must write while the file is read: IngestTests/FileTests",
    "later-not-kept": "more entries must be of after the cut-off than are kept: PairTests",
    "key-change-undeclared": "an earlier run must have another key: EndToEndTests/RotationTests",
    "not-sealed": "what the manifest forbids, and no run makes: SealTests",
    "run-busy": "another run must hold the lock: SealTests",
    "run-left-out": "a sealed run must be changed: EndToEndTests/TrailCommandTests",
    "trail-made-anew": "a trail must be damaged: EndToEndTests/TrailFaultTests",
    "trail-not-rebuilt": "there must be sealed runs: EndToEndTests/TrailFaultTests",
    "trail-not-written": "there must be sealed runs: EndToEndTests/TrailFaultTests",
  ]

  @Test func `codes without a sample are codes, and have none`() throws {
    let codes = try Self.codes(of: SwiftFile.all(in: "Sources"))
    for (code, reason) in Self.withoutSample {
      #expect(codes[code] != nil, "samples/rejected:1: error: '\(code)' is no code: \(reason)")
      #expect(!Tree.exists("samples/rejected/\(code)"), "'\(code)' has a sample")
    }
  }

  @Test func `the gallery has a line for every diagnostic code, in order`() throws {
    let page = try String(
      contentsOf: Places.root.appending(path: "samples/rejected/README.md"), encoding: .utf8)
    let lines = page.split(separator: "\n").filter { $0.hasPrefix("- `") }
    let listed = lines.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    #expect(listed == (try Self.codes(of: SwiftFile.all(in: "Sources"))).keys.sorted())
  }

  /// Every literal after `code:` or first in a `warn(…)` or `SettingsFault(…)` of the sources, and
  /// where it first stands.
  static func codes(of files: [SwiftFile]) -> [String: String] {
    var codes: [String: String] = [:]
    for file in files {
      for (line, text) in file.literals {
        let isCode =
          !text.isEmpty
          && text.utf8.allSatisfy {
            $0 == UInt8(ascii: "-") || $0 &- 0x61 < 26 || $0 &- 0x30 < 10
          }
        let here = file.lines[line - 1]
        let isFirst = here.drop { $0 == " " }.hasPrefix("\"\(text)\"")
        let isMade =
          here.contains("code: \"\(text)\"")
          || [".warn(", "SettingsFault("].contains { call in
            here.contains("\(call)\"\(text)\"")
              || isFirst && line > 1 && file.lines[line - 2].hasSuffix(call)
          }
        guard isCode, isMade else { continue }
        codes[text] = codes[text] ?? "\(file.path):\(line)"
      }
    }
    return codes
  }

  @Test func `a code is found where a diagnostic is made, and nowhere else`() {
    let file = SwiftFile(
      path: "Sources/A/a.swift",
      text: """
        // code: "not-this"
        Diagnostic(
          code: "a-code", place: place, message: "code: 'x'", hint: "b")
        let text = "code: \\\\"nor-this\\\\""
        Row(code: "BTC")
        reading.warn(
          "b-code", field: 1)
        reading.ignore(
          "no-code", field: 1)
        throw SettingsFault("c-code", place, "b", hint: "c")
        throw SettingsFault(
          "d-code", place, "b", hint: "c")
        """)
    let codes = [
      "a-code": "Sources/A/a.swift:3", "b-code": "Sources/A/a.swift:7",
      "c-code": "Sources/A/a.swift:10", "d-code": "Sources/A/a.swift:12",
    ]
    #expect(Self.codes(of: [file]) == codes)
  }

  /// Put together here, so that this file holds no such path itself.
  static let machineFolders = ["home", "Users", "root", "work", "private/var"].map { "/\($0)/" }

  @Test func `no file names a place of one machine`() throws {
    var faults: [String] = []
    let tops = ["Sources", "Tests", "samples", "reports", "README.md", "Package.swift", ".ci"]
    for path in try tops.flatMap(Tree.files(in:)) {
      let data = try Data(contentsOf: Places.root.appending(path: path))
      guard let text = String(data: data, encoding: .utf8) else { continue }
      faults += Self.machinePaths(in: text).map {
        "\(path):\($0.line): error: '\($0.text)' is a place of one machine, use a relative path"
      }
    }
    #expect(faults == [], "\(faults.joined(separator: "\n"))")
  }

  static func machinePaths(in text: String) -> [(line: Int, text: String)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { line in
      machineFolders.flatMap { folder in
        line.element.ranges(of: folder).filter { range in
          // Inside a longer path (`https://a.example/home/b`, `samples/work/c`) it is harmless.
          guard range.lowerBound > line.element.startIndex else { return true }
          let before = line.element[line.element.index(before: range.lowerBound)]
          return !before.isLetter && !before.isNumber && !"._-~}*".contains(before)
        }.map { _ in (line.offset + 1, folder) }
      }
    }
  }

  @Test func `a place of one machine is seen`() {
    for folder in ["home", "Users", "root", "work"] {
      let path = ["", folder, "ann", "a.csv"].joined(separator: "/")
      for text in [path, "x\n\"\(path)\"", "file://\(path)", "cp \(path) b"] {
        #expect(Self.machinePaths(in: text).count == 1, "\(text)")
      }
      for text in ["https://a.example\(path)", "samples\(path)", "$HOME\(path)", "/\(folder)s/a"] {
        #expect(Self.machinePaths(in: text).isEmpty, "\(text)")
      }
    }
  }

  @Test func `every dependency is pinned to one version`() throws {
    let text = try String(contentsOf: Places.root.appending(path: "Package.swift"), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { $0.contains(".package(") }
    #expect(!lines.isEmpty)
    for line in lines { #expect(line.contains("exact: \""), "Package.swift:1: error: \(line)") }
  }
}
