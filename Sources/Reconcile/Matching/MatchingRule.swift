package import Accounting

/// A reason why entries of both sides are one event.
///
/// A rule sees what earlier rules left open, pairs within one account and asset, is symmetric in
/// the order of entries, and says AMBIGUOUS where equally good answers would leave different
/// entries open.
protocol MatchingRule: Sendable {
  /// Kebab case; a promise to readers.
  var name: String { get }
  /// Lines `verdict | statement entries | ledger entries | why`; a verdict is `match`, `leave` or
  /// `ambiguous`; an entry is `ASSET AMOUNT REFERENCE TIME @GROUP KIND`, all but the first two may
  /// be missing (`-`, 10:00:00); several are parted by `;`. The compliance test runs them all.
  var examples: String { get }

  /// What the settings may tell it to allow; nothing, unless it says so.
  var tolerances: Set<Tolerance.Aspect> { get }

  /// Matches what it can of the pool's open entries.
  ///
  /// - Parameter number: the rule's place in `matchingRules`.
  func match(_ pool: inout Pool, as number: UInt8)
}

extension MatchingRule {
  var tolerances: Set<Tolerance.Aspect> { [] }
}

/// Strictest first; a later rule never undoes an earlier match.
let matchingRules: [any MatchingRule] = [
  ExactReference(),
  EventGroup(),
  ReferenceAmountDiffers(),
  AmountWithinWindow(),
  FeeAware(),
  CoveringSet(),
]

extension Reconciler {
  /// Each rule's name and its examples, in the order in which they are tried.
  package static var ruleExamples: [(name: String, examples: String)] {
    matchingRules.map { ($0.name, $0.examples) }
  }

  /// The names of all rules, in the order in which they are tried.
  package static var ruleNames: [String] { matchingRules.map(\.name) }

  /// The names of the rules that may be told to allow differences of amounts, or of times.
  package static func rules(allowing aspect: Tolerance.Aspect) -> [String] {
    matchingRules.filter { $0.tolerances.contains(aspect) }.map(\.name)
  }
}
