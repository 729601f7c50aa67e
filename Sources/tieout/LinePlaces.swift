import Accounting
import Ingest
import Report

/// The lines that places of a run's sources are on.
struct LinePlaces: Sendable {
  private let sources: [Source]
  /// Line feeds before each block of a source that is held in memory.
  private let feeds: [[Int]]

  private static let blockBytes = 1 << 10

  init(_ sources: Sources) {
    self.sources = sources.all
    feeds = sources.all.map { source in
      source.content.withUnsafeBufferPointer { content in
        var feeds = [0]
        for start in stride(from: 0, to: content.count, by: Self.blockBytes) {
          let block = start..<min(content.count, start + Self.blockBytes)
          feeds.append(feeds[feeds.count - 1] + LineFeeds.count(Bytes(rebasing: content[block])))
        }
        return feeds
      }
    }
  }

  /// The line a place begins at, from 1.
  func line(of origin: Origin) -> Int {
    let (index, offset) = (Int(origin.source.index), Int(origin.offset))
    if let window = sources[index].window { return window.line(of: offset) }
    let block = offset / Self.blockBytes
    return sources[index].content.withUnsafeBufferPointer { content in
      let rest = Bytes(rebasing: content[block * Self.blockBytes..<offset])
      return feeds[index][block] + LineFeeds.count(rest) + 1
    }
  }

  /// `file:line`.
  func text(of origin: Origin) -> String {
    "\(sources[Int(origin.source.index)].name):\(line(of: origin))"
  }

  /// As `data/work` has it.
  func place(_ origin: Origin) -> WorkPlace {
    WorkPlace(
      source: sources[Int(origin.source.index)].name, line: line(of: origin),
      offset: origin.offset, length: origin.length)
  }
}
