import Accounting

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

  /// - Parameter folder: where it is made. It never has a name there, or where the file system
  ///   cannot make a file without one, for no longer than an instant.
  init(in folder: String) throws(SpillError) {
    let unnamed = SpillFile.unnamed(in: folder)
    if unnamed >= 0 {
      descriptor = unnamed
      return
    }
    var template = Array("\(folder)/.tieout-rows-XXXXXX".utf8CString)
    descriptor = uninterrupted { mkstemp(&template) }
    guard descriptor >= 0 else { throw SpillError(folder: folder, code: errno) }
    _ = uninterrupted { unlink(template) }
  }

  /// A file that is made without a name; less than 0 where that cannot be.
  private static func unnamed(in folder: String) -> Int32 {
    #if os(Linux)
      // `O_TMPFILE`, which Swift's view of the C library lacks. Source: Linux,
      // asm-generic/fcntl.h.
      let flags = 0o20000000 | O_DIRECTORY | O_RDWR | O_EXCL | O_CLOEXEC
      return uninterrupted { open(folder, flags, 0o600) }
    #else
      return -1
    #endif
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
      let moved = uninterrupted { some(done) }
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
