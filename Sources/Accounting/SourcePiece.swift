/// Some lines of a source that is not held in memory, put together as a small source of their own,
/// and where each stood.
package struct SourcePiece: Sendable {
  /// As the source they are from, with these lines for content.
  package let source: Source
  private let starts: [Int]
  private let origins: [Int]

  /// - Parameters:
  ///   - starts: where each stretch of lines starts in the content, ascending.
  ///   - origins: where each started in its source.
  package init(source: Source, starts: [Int], origins: [Int]) {
    self.source = source
    self.starts = starts
    self.origins = origins
  }

  /// A source that is held in memory, as one piece.
  package init(whole source: Source) {
    self.init(source: source, starts: [0], origins: [0])
  }

  /// How far the offsets of the stretch that holds a byte of the content are from their source's.
  package func shift(at offset: Int) -> Int {
    let next = starts.partitioningIndex { $0 > offset }
    return next == 0 ? 0 : origins[next - 1] - starts[next - 1]
  }
}
