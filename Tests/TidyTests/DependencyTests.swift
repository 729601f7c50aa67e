import Foundation
import TestSupport
import Testing

/// What the manifest of each run says about the program is what the program was built from.
@Suite struct DependencyTests {
  private func read(_ path: String) throws -> String {
    try String(contentsOf: Places.root.appending(path: path), encoding: .utf8)
  }

  /// Names and versions in the order of names, as both files have them.
  static func packages(_ text: String) -> [String] {
    text.matches(of: #/url: ".*/([^"/]+)", exact: "([^"]+)"/#)
      .map { "\($0.output.1) \($0.output.2)" }.sorted()
  }

  static func recorded(_ text: String) -> [String] {
    text.matches(of: #/"([^"]+)": "([0-9][^"]*)"/#)
      .map { "\($0.output.1) \($0.output.2)" }.sorted()
  }

  @Test func `the versions that a run records are those of the package`() throws {
    let pinned = Self.packages(try read("Package.swift"))
    let build = try read("Sources/tieout/Build.swift")
    #expect(pinned.count == 5)
    #expect(Self.recorded(build) == pinned)
  }

  @Test func `a version that differs is seen`() {
    let text = "  .package(url: \"https://a.example/b/c.swift\", exact: \"1.2.3\"),"
    #expect(Self.packages(text) == ["c.swift 1.2.3"])
    #expect(Self.recorded("[ \"c.swift\": \"1.2.3\", ]") == ["c.swift 1.2.3"])
    #expect(Self.recorded("[ \"c.swift\": \"1.2.4\", ]") != Self.packages(text))
  }
}
