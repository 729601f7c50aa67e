#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Memory on disk: a file without a name, gone when the program ends, however it ends.
final class SpillFile: Sendable {
  private let descriptor: Int32

  /// - Parameter folder: where it is made; it never has a name there for longer than an instant.
  init(in folder: String) throws(SpillError) {
    var template = Array("\(folder)/.tieout-rows-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw SpillError(folder: folder, code: errno) }
    unlink(template)
  }

  deinit { close(descriptor) }

  /// - Returns: 0, or the system's error.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
    move(bytes.count) { done in
      pwrite(
        descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
    }
  }

  /// - Returns: 0, or the system's error.
  func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) -> Int32 {
    move(bytes.count) { done in
      pread(
        descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
    }
  }

  /// Calls `some`, which moves bytes past those done and tells how many, until all are done.
  private func move(_ count: Int, _ some: (_ done: Int) -> Int) -> Int32 {
    var done = 0
    while done < count {
      let moved = some(done)
      if moved < 0, errno == EINTR { continue }
      guard moved > 0 else { return moved < 0 ? errno : EIO }
      done += moved
    }
    return 0
  }
}

/// The rows could not be written to disk or read back.
package struct SpillError: Error, Hashable, Sendable {
  package let folder: String
  /// The system's error.
  package let code: Int32

  package init(folder: String, code: Int32) {
    self.folder = folder
    self.code = code
  }

  package var reason: String { String(cString: strerror(code)) }
}
