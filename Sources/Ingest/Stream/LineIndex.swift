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

  /// The stretch's end that is nearest to an offset, and the line feeds before it. Never that of
  /// the last stretch: a line feed that the file lacks at its end is counted in it.
  func anchor(of offset: Int) -> (offset: Int, feeds: Int) {
    let next = offsets.partitioningIndex { $0 > offset }
    let before =
      next == 0
      ? (offset: 0, feeds: 0) : (offset: offsets[next - 1], feeds: Int(feeds[next - 1]))
    guard next + 1 < offsets.count, offsets[next] - offset < offset - before.offset else {
      return before
    }
    return (offsets[next], Int(feeds[next]))
  }
}
