import Accounting

/// Says why an entry stays open, where it can show its evidence.
protocol OpenItemClassifier: Sendable {
  /// The open entries of a side, by index, that it claims, and its evidence for a person.
  func claims(_ side: Side, _ open: [Int], in pool: Pool) -> [Int: String]

  func kind(_ side: Side) -> BreakKind
}

/// In order; the first that can show its evidence wins. What none claims is missing.
let openItemClassifiers: [any OpenItemClassifier] = [
  CutOffTiming(),
  DuplicateEntry(),
]
