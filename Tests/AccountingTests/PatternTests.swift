import Accounting
import TestSupport
import Testing

@Suite struct PatternTests {
  @Test(arguments: [
    ("*", ""), ("*", "anything"), ("", ""), ("coinbase/main", "coinbase/main"),
    ("coinbase/*", "coinbase/"), ("coinbase/*", "coinbase/main"), ("*/main", "coinbase/main"),
    ("dydx/*/0", "dydx/dydx1abc/0"), ("a*b*c", "abc"), ("a*b*c", "aXbXbXc"), ("**", ""),
    ("*a", "aaa"), ("*aab", "aaaab"), ("a*", "a*"), ("é*", "étage"),
  ])
  func `a star stands for any text`(pattern: String, name: String) {
    #expect(Pattern(pattern).matches(name))
  }

  @Test(arguments: [
    ("", "a"), ("a", ""), ("a", "A"), ("coinbase/*", "coinbase"), ("*/main", "coinbase/main2"),
    ("a*b*c", "acb"), ("a*b", "ab "), ("a?c", "abc"), ("[a]", "a"), (".*", "ab"), ("*b", "ba"),
    ("*ab*ab", "ab"),
  ])
  func `everything else stands for itself`(pattern: String, name: String) {
    #expect(!Pattern(pattern).matches(name))
  }

  /// By trying every cut.
  static func twin(_ pattern: Substring, _ name: Substring) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    if first == "*" {
      return name.indices.contains { twin(pattern.dropFirst(), name[$0...]) }
        || twin(pattern.dropFirst(), "")
    }
    return name.first == first && twin(pattern.dropFirst(), name.dropFirst())
  }

  @Test func `random patterns agree with trying every cut`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      func text(_ letters: String) -> String {
        String(
          (0..<Int.random(in: 0...7, using: &random)).map { _ in
            letters.randomElement(using: &random)!
          })
      }
      let (pattern, name) = (text("ab*"), text("ab"))
      try #require(
        Pattern(pattern).matches(name) == Self.twin(pattern[...], name[...]),
        "seed \(seed): \(pattern) \(name)")
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `many stars do not make it slow`() {
    let pattern = Pattern(String(repeating: "a*", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 10_000)))
  }
}
