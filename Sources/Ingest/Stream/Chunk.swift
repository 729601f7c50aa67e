import Accounting

/// A stretch of a file in memory: a whole number of lines, with what follows of the next left out.
///
/// The memory is used again for other stretches, of any file.
final class Chunk {
  private(set) var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Where the stretch starts in the file.
  var offset = 0
  /// Bytes of whole lines from the memory's start; the last ends in a line feed.
  var count = 0
  /// Whether the bytes end in a line feed that the file does not have.
  var hasAddedFeed = false
  /// Bytes that were read from the file for this chunk, and so go into the digest.
  var fresh = 0..<0
  /// Which chunk of its file, from 0.
  var number = 0
  /// Which of the files.
  var file = 0
  /// Jobs that still need it.
  var uses = 0
  /// Lines that were cut while reading, where that is how a stretch's end is found.
  var lines: PlainLines?
  /// Whether a byte over 0x7F is in it, where that was seen while cutting.
  var hasHigh = false

  /// Bytes behind the stretch that may be read.
  static let padding = 64

  init(capacity: Int) {
    self.capacity = capacity
    memory = .allocate(capacity: capacity + Chunk.padding)
  }

  deinit { memory.deallocate() }

  var bytes: Bytes { Bytes(start: memory, count: count) }

  /// The bytes that stand in the file.
  var ownBytes: Bytes {
    Bytes(start: memory, count: hasAddedFeed && count > 0 ? count - 1 : count)
  }

  /// Makes room for so many bytes; those there are kept.
  func makeRoom(_ wanted: Int, keeping kept: Int) {
    guard wanted > capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + Chunk.padding)
    larger.update(from: memory, count: kept)
    memory.deallocate()
    memory = larger
    capacity = wanted
  }
}
