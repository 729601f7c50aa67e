/// A stretch of a source and where the cells of its plain lines stand. Valid only inside the call
/// that gets it.
package struct PlainStretch {
  /// The stretch's bytes; at least 64 more may be read behind them.
  package let bytes: Bytes
  /// Where the stretch starts in the source.
  package let offset: Int
  /// Which of the stream's files.
  package let file: Int
  /// Which of the threads reads it.
  package let worker: Int
  /// Cells a line.
  package let width: Int
  package let count: Int
  /// Per line `width` pairs of start and end from the stretch's first byte; a start of
  /// `UInt32.max` means that the line has no such cell.
  package let cells: UnsafePointer<UInt32>
  /// Per line: where it starts and ends.
  package let bounds: UnsafePointer<UInt32>

  package init(
    bytes: Bytes, offset: Int, file: Int, worker: Int, width: Int, count: Int,
    cells: UnsafePointer<UInt32>, bounds: UnsafePointer<UInt32>
  ) {
    self.bytes = bytes
    self.offset = offset
    self.file = file
    self.worker = worker
    self.width = width
    self.count = count
    self.cells = cells
    self.bounds = bounds
  }
}
