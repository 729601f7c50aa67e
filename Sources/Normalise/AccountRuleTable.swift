import Accounting

/// The account rules of a source. A rule without `*` is found by its name, so that ten thousand
/// accounts cost no more a line than ten; the first rule that fits applies all the same.
struct AccountRuleTable {
  private var rules: [AccountRule] = []
  /// Rules without `*`: the first place of each name's bytes, small letters for those that ignore
  /// case.
  private var named: [[UInt8]: Int] = [:]
  private var namedIgnoringCase: [[UInt8]: Int] = [:]
  private var others: [Int] = []

  init(_ rules: [AccountRule] = []) {
    self.rules = rules
    for (place, rule) in rules.enumerated() {
      let text = Array(rule.pattern.text.utf8)
      if text.contains(UInt8(ascii: "*")) {
        others.append(place)
      } else if rule.ignoresCase {
        namedIgnoringCase[text] = namedIgnoringCase[text] ?? place
      } else {
        named[text] = named[text] ?? place
      }
    }
  }

  /// The account of one of our account names; nil if no rule fits.
  func account(of name: String) -> String? {
    var first = named[Array(name.utf8)] ?? .max
    if !namedIgnoringCase.isEmpty {
      first = min(first, namedIgnoringCase[Array(name.lowercased().utf8)] ?? .max)
    }
    let other = others.first { $0 > first || rules[$0].matches(name) } ?? .max
    first = min(first, other)
    return first == .max ? nil : rules[first].account
  }
}
