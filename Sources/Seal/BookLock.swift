#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The lock of a book: one run at a time. The system frees it when the holder ends, killed or not.
struct BookLock: ~Copyable {
  static let name = ".lock"

  private let descriptor: Int32

  /// - Throws: `.busy` at once if another run holds the lock.
  init(in folder: borrowing Folder) throws(SealError) {
    let path = "\(folder.path)/\(Self.name)"
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
    var opened = openat(folder.descriptor, Self.name, flags, Folder.fileMode)
    while opened < 0, errno == EINTR {
      opened = openat(folder.descriptor, Self.name, flags, Folder.fileMode)
    }
    guard opened >= 0 else { throw .system(call: "open", path: path, code: errno) }
    while flock(opened, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      close(opened)
      if code == EWOULDBLOCK { throw .busy(path: path) }
      throw .system(call: "lock", path: path, code: code)
    }
    descriptor = opened
  }

  /// Frees the lock itself, not only our descriptor: a child that was forked a moment ago still
  /// holds a copy of that until it starts its own program.
  deinit {
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
