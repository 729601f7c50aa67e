import Foundation
import Seal
import TestSupport
import Testing

@Suite struct SafeNameTests {
  static let traversal = Places.shared("suites/path-traversal/directory_traversal.txt")
  static let naughty = Places.shared("suites/naughty-strings/blns.json")

  /// The rule of `SafeName`, said the slow way.
  private func isPlain(_ name: String) -> Bool {
    let word = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_".unicodeScalars)
    let scalars = Array(name.unicodeScalars)
    guard let first = scalars.first, word.contains(first), scalars.count <= 100 else {
      return false
    }
    return scalars.allSatisfy { word.contains($0) || $0 == "." || $0 == "-" }
  }

  private func check(_ names: [String]) {
    for name in names {
      for safe in [SafeName.slug(of: name), SafeName.file(of: name)] {
        #expect(isPlain(safe), "\(name.debugDescription) -> \(safe)")
        #expect(SafeName.isSafe(safe), "\(name.debugDescription) -> \(safe)")
        #expect(!safe.contains("..") || SafeName.isSafe(name) || safe.contains("-"))
      }
    }
    let distinct = Set(names.map { Array($0.utf8) }).map { String(decoding: $0, as: UTF8.self) }
    let assigned = SafeName.files(of: distinct)
    #expect(Set(assigned.map { $0.lowercased() }).count == distinct.count)
    #expect(assigned.allSatisfy(SafeName.isSafe))
  }

  @Test(.enabled(if: traversal != nil, "suite path-traversal is not on this machine"))
  func `no traversal name leads anywhere`() throws {
    let text = try String(contentsOf: try #require(Self.traversal), encoding: .utf8)
    let names = text.split(whereSeparator: \.isNewline).map(String.init)
    #expect(names.count >= 140)
    check(names)
    for name in names { #expect(SafeName.slug(of: name) != name) }
  }

  @Test(.enabled(if: naughty != nil, "suite naughty-strings is not on this machine"))
  func `naughty strings become plain names, all different`() throws {
    let names = try JSONDecoder().decode(
      [String].self, from: try Data(contentsOf: try #require(Self.naughty)))
    #expect(names.count > 500)
    check(names)
  }

  @Test(arguments: [
    "con", "CON", "nul.txt", "Aux.csv.gz", "COM1", "lpt9.x", "", ".", "..", ".hidden", "-x", "a/b",
    "a\\b", "a b", "a\0b", "ä", "e\u{301}", "a.", "a:b", "\u{202e}x",
    String(repeating: "a", count: 101),
  ])
  func `an unsafe name is changed and carries the digest of the real one`(name: String) {
    #expect(!SafeName.isSafe(name))
    let mark = "-" + Digest.hex(of: Array(name.utf8)).prefix(8)
    #expect(SafeName.slug(of: name).hasSuffix(mark))
    check([name])
  }

  @Test(arguments: [
    "a", "_", "0", "statement.csv", "coinbase-2026.json", "com10", "console.txt",
    String(repeating: "a", count: 100),
  ])
  func `a safe name stays as it is`(name: String) {
    #expect(SafeName.slug(of: name) == name)
    #expect(SafeName.file(of: name) == name)
  }

  @Test func `a file keeps its extension`() {
    let name = SafeName.file(of: "März 2026.csv")
    #expect(name.hasPrefix("M-rz-2026-") && name.hasSuffix(".csv"))
    #expect(SafeName.file(of: "x.c v") != "x.c v")
  }

  @Test func `names that differ in case, or not at all, are told apart`() {
    let names = ["a.csv", "A.csv", "a.csv", "b.csv", "a-2.csv", "é.csv", "e\u{301}.csv"]
    let safe = SafeName.files(of: names)
    #expect(Set(safe.map { $0.lowercased() }).count == names.count)
    #expect(safe[3] == "b.csv")
    #expect(safe.allSatisfy(SafeName.isSafe))
  }
}
