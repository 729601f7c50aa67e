/// What one more point waiting is worth: first in pairs, then in distance.
struct Slope: Hashable, Comparable {
  /// +1 for a statement point, which waits for one more pair; −1 for a ledger point.
  var pairs: Int8
  var distance: Int128

  static func < (one: Slope, other: Slope) -> Bool {
    one.pairs == other.pairs ? one.distance < other.distance : one.pairs < other.pairs
  }
}
