/// What makes a whole CSV file unusable, with the offset it is at.
package enum CSVFault: Error, Hashable, Sendable {
  /// The quote that opened here is never closed.
  case quoteNotClosed(Int)
  /// A carriage return without a line feed, outside quotes.
  case loneReturn(Int)
  /// The cell that starts here is longer than the limit.
  case fieldTooLong(Int)
}
