/// What a generated book is like.
package enum BookShape: String, CaseIterable, Sendable {
  /// The ordinary case: a venue's ids on both sides, but for a few lines.
  case references
  /// The same, but one line in two hundred of the ledger has no reference.
  case fewerReferences = "fewer-references"
  /// Each side has ids of its own; none is on the other side.
  case otherReferences = "other-references"
  /// The same without any id.
  case noReferences = "no-references"
  /// Every line has the same amount and the same reference, one in a hundred is not booked.
  case oneAmount = "one-amount-one-reference"
  /// Every line of a side is the same line.
  case identical
  /// No common reference; one amount; everything within one window, each line another content.
  case oneWindow = "one-amount-one-window"
  /// One reference on every line, distinct amounts, one in a thousand a digit off.
  case oneReference = "one-reference"
  /// The ledger has the first event only.
  case statementOnly = "one-side-missing"
  /// 10,000 accounts, or a twentieth of the events.
  case manyAccounts = "many-accounts"

  /// Discrepancies of every kind are spread over the book.
  var isPlanted: Bool {
    switch self {
    case .references, .fewerReferences, .otherReferences, .noReferences, .manyAccounts: true
    case .oneAmount, .identical, .oneWindow, .oneReference, .statementOnly: false
    }
  }
}

/// How the statement is written; the ledger is always CSV.
package enum StatementForm: String, CaseIterable, Sendable {
  case csv
  /// One array of objects, amounts as JSON numbers.
  case json
  /// One object a line.
  case jsonLines = "jsonl"
}
