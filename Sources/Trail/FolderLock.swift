import Accounting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The lock of the folder that databases lie in: shared while one is open, alone while one is made
/// or taken away. The system frees it when the holder ends, killed or not.
struct FolderLock: ~Copyable {
  private let descriptor: Int32

  /// How long another program is waited for, in tenths of a second.
  private static let patience = 20

  /// - Throws: `.busy` if it is not free in time; `.unusable` if there is no such folder.
  init(_ folder: String, alone: Bool) throws(TrailFault) {
    let opened = uninterrupted { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard opened >= 0 else { throw .unusable(String(cString: strerror(errno))) }
    var triesLeft = Self.patience
    while uninterrupted({ flock(opened, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) }) != 0 {
      let code = errno
      guard code == EWOULDBLOCK, triesLeft > 0 else {
        close(opened)
        throw code == EWOULDBLOCK ? .busy : .unusable(String(cString: strerror(code)))
      }
      triesLeft -= 1
      usleep(100_000)
    }
    descriptor = opened
  }

  /// Lets others in who only open.
  func share() { _ = flock(descriptor, LOCK_SH) }

  deinit {
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
