package import Seal

/// What a run folder is worth, and why.
package struct Verdict: Hashable, Sendable {
  /// In order of discovery; empty if and only if the outcome is good.
  package let findings: [Finding]
  /// The reviews that nothing stands against, by trusted keys.
  package let reviews: [FoundReview]

  package init(findings: [Finding], reviews: [FoundReview] = []) {
    self.findings = findings
    self.reviews = reviews
  }

  /// The worst of the findings' outcomes.
  package var outcome: Outcome { findings.map(\.code.outcome).max() ?? .good }

  package var json: JSONValue {
    [
      "outcome": .string(outcome.rawValue), "exit_code": .integer(Int(outcome.exitCode)),
      "findings": .array(findings.map(\.json)),
    ]
  }
}

/// Worst last.
package enum Outcome: String, Hashable, Sendable, Comparable, CaseIterable {
  case good
  /// A key that was compromised later; nothing shows that the run is older.
  case indeterminate
  /// Not everything could be read, or no key was given to check against.
  case incomplete
  case tampered

  package var exitCode: Int32 {
    switch self {
    case .good: 0
    case .tampered: 1
    case .incomplete: 3
    case .indeterminate: 4
    }
  }

  private var rank: Int {
    switch self {
    case .good: 0
    case .indeterminate: 1
    case .incomplete: 2
    case .tampered: 3
    }
  }

  package static func < (left: Outcome, right: Outcome) -> Bool { left.rank < right.rank }
}

/// One thing that is not as it must be. Its texts are fit for a terminal.
package struct Finding: Hashable, Sendable, CustomStringConvertible {
  package let code: FindingCode
  /// In the run folder; with `#/…` behind it, a place in that JSON file.
  package let path: String
  /// Empty where nothing definite is expected.
  package let expected: String
  package let actual: String

  package init(
    _ code: FindingCode, _ path: String, expected: String = "", actual: String = ""
  ) {
    self.code = code
    self.path = Shown.text(path)
    self.expected = Shown.text(expected)
    self.actual = Shown.text(actual)
  }

  package var description: String {
    var line = "\(path): \(code.rawValue)"
    if !expected.isEmpty { line += ": expected \(expected)" }
    if !actual.isEmpty { line += "\(expected.isEmpty ? ":" : ",") found \(actual)" }
    return line
  }

  package var json: JSONValue {
    [
      "code": .string(code.rawValue), "path": .string(path), "expected": .string(expected),
      "actual": .string(actual),
    ]
  }
}

/// Text of a stranger as it may be printed: everything but plain ASCII as `\u{…}`, cut at 120.
enum Shown {
  static func text(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      if (0x20..<0x7f).contains(scalar.value) {
        output.unicodeScalars.append(scalar)
      } else {
        output += "\\u{\(String(scalar.value, radix: 16))}"
      }
      if output.utf8.count > 120 { return output + "..." }
    }
    return output
  }

  static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(200), as: UTF8.self)
  }
}
