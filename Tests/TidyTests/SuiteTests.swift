import Foundation
import TestSupport
import Testing

/// Other people's suites of hostile input beside the checkout: every file is read by a test, or is
/// left out for a reason that is printed.
@Suite struct SuiteTests {
  enum Use {
    /// The test that reads it, and what names the file there.
    case read(by: String, as: String)
    case leftOut(String)
  }

  static let source = "says where the suite is from; no case"

  static let uses: [String: [(path: String, use: Use)]] = [
    "bagit-conformance": [
      ("v1.0/", .read(by: "VerifyTests/HostileFolderTests.swift", as: "bagit-conformance/v1.0"))
    ],
    "csv-formula": [
      ("README.md", .read(by: "ReportTests/Fixture+Texts.swift", as: "csv-formula/README.md"))
    ],
    "gzip-hostile": ["bad-crc", "empty", "ok", "trailing-garbage", "truncated", "two-members"].map {
      ("\($0).csv.gz", .read(by: "IngestTests/GzipTests.swift", as: "\"\($0)\""))
    } + [
      ("zero-bytes.csv.gz", .read(by: "IngestTests/GzipTests.swift", as: "\"zero-bytes\""))
    ],
    "naughty-strings": [
      ("blns.json", .read(by: "SealTests/SafeNameTests.swift", as: "naughty-strings/blns.json")),
      (
        "blns.base64.json",
        .read(by: "ReportTests/Fixture+Texts.swift", as: "naughty-strings/blns.base64.json")
      ),
      ("blns.txt", .leftOut("the strings of blns.json under headings, one with a line end in it")),
    ],
    "path-traversal": [
      (
        "directory_traversal.txt",
        .read(by: "EndToEndTests/HostileNameTests.swift", as: "directory_traversal.txt")
      )
    ],
    "utf8": [
      ("utf8tests.txt", .read(by: "IngestTests/EncodingTests.swift", as: "utf8/utf8tests.txt")),
      ("utf8tests.bin", .read(by: "IngestTests/EncodingTests.swift", as: "utf8/utf8tests.bin")),
      ("artifacts/", .leftOut("what a decoder that replaces or skips makes; ours refuses")),
      ("LICENSE", .leftOut("no case")),
    ],
  ]

  @Test(arguments: uses.keys.sorted())
  func `every file of a suite is read by a test, or left out with its reason`(suite: String) throws
  {
    let uses = try #require(Self.uses[suite]) + [("SOURCES.md", .leftOut(Self.source))]
    for (path, use) in uses {
      switch use {
      case .read(let test, let name):
        let text = try? String(
          contentsOf: Places.root.appending(path: "Tests/\(test)"), encoding: .utf8)
        #expect(text?.contains(name) == true, "Tests/\(test):1: error: reads no \(suite)/\(path)")
      case .leftOut(let reason): print("\(suite)/\(path) is left out: \(reason)")
      }
    }
    guard let folder = Places.shared("suites/\(suite)") else {
      print("\(suite) is not on this machine: its tests are skipped")
      return
    }
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(
        atPath: folder.appending(path: $0).path, isDirectory: &isFolder) && !isFolder.boolValue
    }
    for (path, _) in uses {
      #expect(files.contains { Self.isOf($0, path) }, "\(suite) has no \(path)")
    }
    for file in files {
      #expect(uses.contains { Self.isOf(file, $0.path) }, "nobody reads \(suite)/\(file)")
    }
  }

  /// Whether a path is that of an entry, or below it if the entry is a folder.
  static func isOf(_ file: String, _ entry: String) -> Bool {
    entry.hasSuffix("/") ? file.hasPrefix(entry) : file == entry
  }

  @Test func `the page of hostile input names tests that are there, for every threat`() throws {
    let page = try String(
      contentsOf: Places.root.appending(path: "Tests/README.md"), encoding: .utf8)
    let section = try #require(page.components(separatedBy: "\n## Hostile input\n").last)
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
    #expect(rows.count == 27)
    for row in rows {
      let cells = row.split(separator: "|").map(String.init)
      try #require(cells.count == 2, "Tests/README.md:1: error: '\(row)' has no two cells")
      let names = cells[1].split(separator: "`").filter { $0.contains("/") }.map(String.init)
      #expect(!names.isEmpty, "Tests/README.md:1: error: '\(row)' names no test")
      for name in names {
        #expect(Tree.exists("Tests/\(name)"), "Tests/README.md:1: error: no 'Tests/\(name)'")
      }
    }
  }
}
