import Foundation
import TestSupport
import Testing

/// A folder `samples/rejected/<code>`: inputs that the diagnostic `<code>` refuses.
///
/// `arguments` holds one argument a line; the tool runs in a copy of the folder. `prepare.sh`, if
/// there, makes first what a repository cannot hold (a FIFO, a bomb); it may leave with 77 where
/// the machine cannot. `environment`, if there, holds `NAME=value` lines. `expected.txt` holds
/// the exit code and the diagnostics.
struct RejectedCase: Sendable, CustomTestStringConvertible {
  let code: String

  var testDescription: String { code }
  var inputs: URL { SampleCase.samples.appending(path: "rejected/\(code)") }
  var expected: URL { inputs.appending(path: "expected.txt") }

  static let all = SampleCase.names(in: SampleCase.samples.appending(path: "rejected"))
    .filter { !$0.contains(".") }
    .map(RejectedCase.init)

  func lines(of name: String) throws -> [String] {
    let file = inputs.appending(path: name)
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    return try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  var environment: [String: String] {
    get throws {
      let pairs = try lines(of: "environment").map { line in
        (String(line.prefix { $0 != "=" }), String(line.drop { $0 != "=" }.dropFirst()))
      }
      return Dictionary(pairs) { $1 }
    }
  }

  /// Where its run folders go: the value of `--out`.
  func archive(_ arguments: [String], in folder: URL) -> URL? {
    guard let option = arguments.firstIndex(of: "--out"), option + 1 < arguments.count else {
      return nil
    }
    return folder.appending(path: arguments[option + 1])
  }

  /// The diagnostics in what a person sees: the line with place and code, and its hint.
  static func diagnostics(in text: String) -> [String] {
    var found: [String] = []
    var isHintNext = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.contains(#/: (error|warning)\[[a-z0-9-]+\]: /#) {
        found.append(String(line))
        isHintNext = true
      } else {
        if isHintNext, line.hasPrefix("  hint: ") { found.append(String(line)) }
        isHintNext = false
      }
    }
    return found
  }
}
