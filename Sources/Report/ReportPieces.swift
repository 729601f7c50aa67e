import Dispatch
import Synchronization

/// Makes the pieces of a long report on several threads and gives them away in their order.
enum ReportPieces {
  typealias Append = ([UInt8]) throws -> Void

  /// Rows that make a piece of about a megabyte.
  static let rows = 2048

  /// Calls `make` for every stretch of `rows` rows and `append` with what it gives, in order; one
  /// piece a thread is in memory.
  ///
  /// - Throws: what `append` throws first; nothing is appended after that.
  static func write<Piece: Sendable>(
    rows count: Int, threads: Int, of rows: Int = ReportPieces.rows,
    make: @Sendable (Range<Int>) -> Piece, append: (Piece) throws -> Void
  ) throws {
    let pieces = (count + rows - 1) / rows
    let range = { @Sendable (piece: Int) in piece * rows..<min(count, (piece + 1) * rows) }
    guard threads > 1, pieces > 1 else {
      for piece in 0..<pieces { try append(make(range(piece))) }
      return
    }
    let workers = min(threads, pieces)
    // Pieces under way are successive and at most as many as there are workers.
    let turns = (0..<workers).map { _ in DispatchSemaphore(value: 0) }
    turns[0].signal()
    let next = Atomic(0)
    let fault = Mutex<(any Error)?>(nil)
    // Only the worker whose turn it is calls it.
    nonisolated(unsafe) let append = append
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < pieces else { break }
        // After a fault pieces only pass the turn on.
        let made = fault.withLock { $0 == nil } ? make(range(piece)) : nil
        turns[piece % workers].wait()
        fault.withLock { fault in
          guard fault == nil, let made else { return }
          do { try append(made) } catch { fault = error }
        }
        turns[(piece + 1) % workers].signal()
      }
    }
    if let error = fault.withLock({ $0 }) { throw error }
  }
}
