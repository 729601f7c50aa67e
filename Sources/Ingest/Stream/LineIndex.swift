import Accounting

/// How many line feeds stand before some offsets of a file, so that the line of any byte is found
/// by looking at a few thousand bytes.
struct LineIndex: Sendable {
  private var offsets: [Int] = []
  private var feeds: [UInt32] = []

  /// Adds, in file order, a stretch of the file and how many line feeds it has.
  mutating func append(upTo end: Int, feeds count: Int) {
    feeds.append((feeds.last ?? 0) &+ UInt32(count))
    offsets.append(end)
  }

  /// The last stretch's end at or before an offset, and the line feeds before it.
  func anchor(of offset: Int) -> (offset: Int, feeds: Int) {
    let next = offsets.partitioningIndex { $0 > offset }
    return next == 0 ? (0, 0) : (offsets[next - 1], Int(feeds[next - 1]))
  }
}
