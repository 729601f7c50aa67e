/// When, and for how much less, what left one of our accounts may come to another.
package struct TransferTerms: Hashable, Sendable {
  /// Seconds that it may come before it left: clocks of two venues differ.
  package var beforeSeconds: Int
  package var afterSeconds: Int
  /// The share of what left that a fee may take: from 0 to less than 1.
  package var feeShare: Amount

  /// Ten minutes before to three days after, less a hundredth.
  package static let usual = TransferTerms(
    beforeSeconds: 600, afterSeconds: 72 * 3600, feeShare: Amount(units: 1, scale: 2))

  package init(beforeSeconds: Int, afterSeconds: Int, feeShare: Amount) {
    self.beforeSeconds = beforeSeconds
    self.afterSeconds = afterSeconds
    self.feeShare = feeShare
  }
}
