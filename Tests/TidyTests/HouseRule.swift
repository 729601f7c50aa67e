import Testing

/// A rule of the house that a file can break, with examples that do and do not.
struct HouseRule: Sendable, CustomTestStringConvertible {
  struct Fault: Hashable, Sendable {
    let path: String
    /// From 1.
    let line: Int
    let what: String
    let use: String

    /// `path:line: error: what, use what`.
    var text: String { "\(path):\(line): error: \(what), use \(use)" }
  }

  let name: String
  let check: @Sendable (SwiftFile) -> [Fault]
  /// Files that break the rule on the line given, and files that do not.
  let breaks: [(path: String, text: String, line: Int)]
  let keeps: [(path: String, text: String)]

  var testDescription: String { name }
}

extension HouseRule {
  /// A rule about single words of the code.
  static func words(
    _ name: String, use: String, breaks: [(path: String, text: String, line: Int)],
    keeps: [(path: String, text: String)],
    where isBanned: @escaping @Sendable (SwiftFile, SwiftFile.Word) -> Bool
  ) -> HouseRule {
    HouseRule(
      name: name,
      check: { file in
        file.words.filter { isBanned(file, $0) }.map {
          Fault(path: file.path, line: $0.line, what: "'\($0.text)' \(name)", use: use)
        }
      }, breaks: breaks, keeps: keeps)
  }
}
