import Accounting

/// How much of a long list the page shows; it says how much it leaves out.
enum PageLimit {
  static let breaks = 200
  /// Assets of accounts among the tiles; the least proved are kept.
  static let tiles = 400
  /// Statements of reconciliation; the least proved are kept.
  static let statements = 60
  static let lines = 200
  /// Ids in a cell.
  static let entries = 40
  /// Characters of a text.
  static let text = 2000

  /// The text, or its beginning and how much is left out.
  static func cut(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard text.utf8.count > PageLimit.text,
      let end = scalars.index(
        scalars.startIndex, offsetBy: PageLimit.text, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    return String(scalars[..<end]) + " … (\(scalars[end...].count) characters more)"
  }

  /// The first of a list, and what is said of the others: a list of one sentence or none.
  static func first<Item>(
    _ limit: Int, of items: [Item], all place: String
  ) -> (shown: ArraySlice<Item>, rest: [String]) {
    let rest = items.count - limit
    return (items.prefix(limit), rest > 0 ? ["\(rest) more: see \(place)."] : [])
  }
}
