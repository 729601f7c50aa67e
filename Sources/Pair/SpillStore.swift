import Synchronization

/// Blocks of rows on disk, in as many files as there are threads: two that write to one file wait
/// for each other in the system.
///
/// A block that was read back is used again: its pages are still in the system's memory, where new
/// ones would have to be found, and the disk holds no row twice.
package final class SpillStore: Sendable {
  /// Bytes of a block, in whole pages.
  let blockBytes: Int
  private let folder: String
  private let lanes: [Lane]

  /// Where a block stands.
  package struct Block: Sendable {
    package let lane: UInt16
    package let offset: UInt64
  }

  private final class Lane: Sendable {
    let state = Mutex(State())

    struct State {
      var file: SpillFile?
      var end: UInt64 = 0
      var free: [UInt64] = []
    }
  }

  /// - Parameters:
  ///   - lanes: threads that write at once.
  ///   - folder: where the files are made, when the first block comes.
  package init(blockBytes: Int, lanes: Int, folder: String) {
    self.blockBytes = blockBytes
    self.folder = folder
    self.lanes = (0..<max(1, min(lanes, 1024))).map { _ in Lane() }
  }

  /// Puts bytes into a block of the lane with the number, or of one that shares it.
  package func write(
    _ bytes: UnsafeRawBufferPointer, lane number: Int
  ) throws(SpillError) -> Block {
    let place = number % lanes.count
    let (file, offset) = try room(in: lanes[place])
    let code = file.write(bytes, at: Int(offset))
    if code != 0 { throw SpillError(folder: folder, code: code) }
    return Block(lane: UInt16(place), offset: offset)
  }

  private func room(in lane: Lane) throws(SpillError) -> (SpillFile, UInt64) {
    try lane.state.withLock { state -> Result<(SpillFile, UInt64), SpillError> in
      do throws(SpillError) {
        let file = if let known = state.file { known } else { try SpillFile(in: folder) }
        state.file = file
        if let offset = state.free.popLast() { return .success((file, offset)) }
        defer { state.end += UInt64(blockBytes) }
        return .success((file, state.end))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  /// Reads a block back; its room is free then.
  package func take(_ block: Block, into bytes: UnsafeMutableRawBufferPointer) throws(SpillError) {
    let lane = lanes[Int(block.lane)]
    guard let file = lane.state.withLock({ $0.file }) else { return }
    let code = file.read(bytes, at: Int(block.offset))
    if code != 0 { throw SpillError(folder: folder, code: code) }
    lane.state.withLock { $0.free.append(block.offset) }
  }
}
