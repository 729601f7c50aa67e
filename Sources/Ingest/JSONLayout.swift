/// Where a JSON format's lists stand in one document.
struct JSONLayout: Sendable {
  var tape: JSONTape
  var lists: [JSONListLayout]
}

/// One list of a document.
struct JSONListLayout: Sendable {
  /// Which of the format's lists.
  var list: Int
  var path: JSONPath
  /// One for each of the format's fields.
  var fields: [JSONFieldPath]
  /// The token of the object or array that `/` paths start from.
  var document: Int
  /// The token of the array or object of the path's first `[]`.
  var container: Int
  /// Whether the container is itself the one element, in the place of its list.
  var isSingle: Bool
}

/// How the lines of a file of JSON lines are read.
struct JSONLinesLayout: Sendable {
  var list: Int
  var path: JSONPath
  var fields: [JSONFieldPath]
  var limits: InputLimits
}
