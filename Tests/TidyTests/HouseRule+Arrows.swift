extension HouseRule {
  /// What comes with the toolchain and any room may import; Accounting has its own rule.
  private static let system: Set<String> = [
    "Foundation", "FoundationEssentials", "Glibc", "Musl", "Darwin", "Dispatch", "Synchronization",
  ]

  /// What each room may import beside the system's modules: the arrows of the house. A dependency
  /// stands in one room; only Crypto is in several.
  private static let rooms: [String: Set<String>] = [
    "Accounting": [],
    "Ingest": ["Accounting", "Crypto", "CScan", "CZlib"],
    "Normalise": ["Accounting"],
    "Pair": ["Accounting"],
    "Reconcile": ["Accounting"],
    "Report": ["Accounting", "CXLSXWriter", "CZlib", "Mustache"],
    "Seal": ["Accounting", "Crypto"],
    "Trail": ["Accounting", "GRDB"],
    "Verify": ["Accounting", "Seal", "Crypto"],
    "tieout": [
      "Accounting", "Ingest", "Normalise", "Pair", "Reconcile", "Report", "Seal", "Trail",
      "Verify",
      "Crypto", "ArgumentParser", "Yams", "Logging",
    ],
  ]

  /// Who may import what.
  static let arrowRules: [HouseRule] = [
    HouseRule(
      name: "arrows between rooms",
      check: { file in
        guard file.isSource else { return [] }
        guard let allowed = rooms[file.room] else {
          return [
            Fault(
              path: file.path, line: 1, what: "'\(file.room)' is no room of the house",
              use: "a room of Sources/README.md, and its arrows in this list")
          ]
        }
        return imports(of: file).filter {
          !allowed.contains($0.module) && !system.contains($0.module)
        }
        .map {
          Fault(
            path: file.path, line: $0.line, what: "'\(file.room)' imports '\($0.module)'",
            use: "values of Accounting; tieout joins the rooms")
        }
      },
      breaks: [
        ("Sources/Report/a.swift", "import Accounting\nimport Reconcile\n", 2),
        ("Sources/Accounting/a.swift", "package import Ingest\n", 1),
        ("Sources/Normalise/a.swift", "@preconcurrency import struct Ingest.Lines\n", 1),
        ("Sources/Seal/a.swift", "import Verify\n", 1),
        ("Sources/Report/a.swift", "import Crypto\n", 1),
        ("Sources/Ingest/a.swift", "\nimport Yams\n", 2),
        ("Sources/Kitchen/a.swift", "import Accounting\n", 1),
      ],
      keeps: [
        ("Sources/Verify/a.swift", "import Accounting\nimport Crypto\nimport Seal\n"),
        ("Sources/tieout/a.swift", "import Ingest\nimport Yams\nprivate import Report\n"),
        ("Sources/Report/a.swift", "// import Reconcile\nlet a = \"import Reconcile\"\n"),
        ("Tests/ReportTests/a.swift", "import Reconcile\n"),
      ]
    ),
    HouseRule(
      name: "Accounting stands alone",
      check: { file in
        guard file.isSource, file.room == "Accounting",
          !["ZoneHistory.swift", "Uninterrupted.swift"].contains(file.name)
        else { return [] }
        return imports(of: file).map {
          Fault(
            path: file.path, line: $0.line, what: "Accounting imports '\($0.module)'",
            use: "the standard library; only ZoneHistory.swift asks Foundation, for time zones, "
              + "and Uninterrupted.swift the C library, for `errno`")
        }
      },
      breaks: [("Sources/Accounting/Amount.swift", "import Foundation\n", 1)],
      keeps: [
        ("Sources/Accounting/ZoneHistory.swift", "import Foundation\n"),
        ("Sources/Accounting/Uninterrupted.swift", "import Glibc\n"),
        ("Sources/Ingest/a.swift", "import Foundation\n"),
      ]
    ),
  ]

  private static func imports(of file: SwiftFile) -> [(module: String, line: Int)] {
    let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    let words = file.codeWords
    return words.indices.compactMap { index in
      guard words[index].text == "import", index + 1 < words.count else { return nil }
      var next = index + 1
      if kinds.contains(words[next].text), next + 1 < words.count { next += 1 }
      return (words[next].text, words[index].line)
    }
  }
}
