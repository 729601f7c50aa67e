package import Accounting

/// An entry that nearly fits an open one, as `misses.jsonl` has it.
package struct WorkMiss: Hashable, Sendable {
  /// The number in its id.
  package var number: UInt64
  /// `reference`, `amount`, `time`: those that do not agree.
  package var fails: [String]
  /// Its amount less that of the open entry; nil if they agree.
  package var amountGap: Amount?
  /// How far apart they are; nil if within the window.
  package var secondsGap: Amount?

  package init(
    number: UInt64, fails: [String], amountGap: Amount? = nil, secondsGap: Amount? = nil
  ) {
    self.number = number
    self.fails = fails
    self.amountGap = amountGap
    self.secondsGap = secondsGap
  }
}
