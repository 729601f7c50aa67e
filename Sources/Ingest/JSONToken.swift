/// One token of a JSON text and where its bytes stand.
struct JSONToken: Sendable {
  enum Kind: UInt8, Sendable {
    case object, array, string, number, boolean, null, key
  }

  /// The first byte; of a string or key the first inside its quotes.
  var start: UInt32
  /// Past the last byte; of a string or key the closing quote.
  var end: UInt32
  /// The token after this one and all it holds. Of a key: the hash of its text.
  var next: UInt32
  var kind: Kind
  /// Whether a string or key has escapes.
  var isEscaped: Bool
}
