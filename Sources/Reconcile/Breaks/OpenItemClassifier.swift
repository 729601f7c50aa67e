import Accounting

/// Says why an entry stays open, where it can show its evidence.
protocol OpenItemClassifier: Sendable {
  /// Those of a side's open entries that it claims, ascending.
  ///
  /// - Parameter open: the entries that no classifier before claims, by index, ascending.
  func claims(_ side: Side, _ open: [Int], in pool: Pool) -> [OpenItemClaim]

  func kind(_ side: Side) -> BreakKind

  /// Its evidence for a person.
  ///
  /// - Parameter number: as its claim says.
  func sentence(_ number: UInt8, _ side: Side) -> String
}

/// An open entry that a classifier claims.
struct OpenItemClaim: Hashable, Sendable {
  /// The entry's index in its side of the pool.
  var index: Int
  /// Which of the classifier's sentences is its evidence.
  var sentence: UInt8
}

/// In order; the first that can show its evidence wins. The last claims what is left.
let openItemClassifiers: [any OpenItemClassifier] = [
  CutOffTiming(),
  DuplicateEntry(),
  MissingEntry(),
]
