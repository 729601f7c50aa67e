import Accounting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The lock of a book: one run at a time. The system frees it when the holder ends, killed or not.
///
/// What stands in its file says who holds it, for people and for the run that finds it taken; the
/// lock itself is the system's, so that the text of a dead holder is none.
struct BookLock: ~Copyable {
  static let name = ".lock"

  private let descriptor: Int32

  /// - Throws: `.busy` at once if another run holds the lock.
  init(in folder: borrowing Folder) throws(SealError) {
    let path = "\(folder.path)/\(Self.name)"
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
    let place = folder.descriptor
    let opened = uninterrupted { openat(place, Self.name, flags, Folder.fileMode) }
    guard opened >= 0 else { throw .system(call: "open", path: path, code: errno) }
    guard uninterrupted({ flock(opened, LOCK_EX | LOCK_NB) }) == 0 else {
      let code = errno
      defer { close(opened) }
      if code == EWOULDBLOCK { throw .busy(path: path, holder: LockHolder.current(in: opened)) }
      throw .system(call: "lock", path: path, code: code)
    }
    descriptor = opened
    // The lock holds without it.
    try? FileWriter.write(LockHolder.own.bytes, to: descriptor, path: path)
  }

  /// Frees the lock itself, not only our descriptor: a child that was forked a moment ago still
  /// holds a copy of that until it starts its own program.
  deinit {
    _ = uninterrupted { ftruncate(descriptor, 0) }
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

/// Who holds a book's lock.
package struct LockHolder: Hashable, Sendable {
  package let process: Int
  /// Of the start of the machine in which that number is a process's; empty if it does not say.
  package let boot: String
  /// When it took the lock; empty if that is not known.
  package let since: String

  package init(process: Int, boot: String, since: String) {
    self.process = process
    self.boot = boot
    self.since = since
  }

  /// `process=4711`, `boot=…`, `since=2026-11-19T23:00:01.250Z`, a line each.
  var bytes: [UInt8] { Array("process=\(process)\nboot=\(boot)\nsince=\(since)\n".utf8) }

  /// Nil if the bytes are not those of `bytes`, whole.
  init?(_ bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, lines[0].hasPrefix("process="), lines[1].hasPrefix("boot="),
      lines[2].hasPrefix("since="), lines[3].isEmpty,
      let process = Int(lines[0].dropFirst(8)), process > 0,
      Stamp.instant(String(lines[2].dropFirst(6))) != nil
    else { return nil }
    self.process = process
    boot = String(lines[1].dropFirst(5))
    since = String(lines[2].dropFirst(6))
  }

  /// For messages.
  package var words: String { "process \(process), since \(since)," }

  /// This process, from now on.
  static var own: LockHolder {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let now = Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    return LockHolder(process: Int(getpid()), boot: thisBoot, since: Stamp.milliseconds(now))
  }

  /// Who an open lock file says holds it; nil if it names no process that lives.
  static func current(in descriptor: Int32) -> LockHolder? {
    var bytes = [UInt8](repeating: 0, count: 256)
    let got = uninterrupted { pread(descriptor, &bytes, bytes.count, 0) }
    guard got > 0, let holder = LockHolder(Array(bytes.prefix(got))), holder.boot == thisBoot,
      let process = pid_t(exactly: holder.process), kill(process, 0) == 0 || errno == EPERM
    else { return nil }
    return holder
  }

  /// Tells this start of the machine from others; empty where the system does not say.
  private static var thisBoot: String {
    let path = "/proc/sys/kernel/random/boot_id"
    guard let bytes = try? FileReader(path, path: path).next() else { return "" }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
