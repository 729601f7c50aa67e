import Accounting
import Crypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A plain file that is being read: no link is followed, no device or pipe is opened for long.
struct FileReader: ~Copyable {
  static let chunkSize = 1 << 20

  let descriptor: Int32
  let path: String
  let state: State

  /// What tells whether a file was changed while it was read.
  struct State: Equatable {
    let device: UInt64
    let inode: UInt64
    let size: Int
    let seconds: Int
    let nanoseconds: Int
    let links: Int
  }

  /// - Parameter folder: where a relative path starts; `AT_FDCWD` for the working directory.
  /// - Throws: `.notPlainFile` for links, directories, pipes, devices; `.system`.
  init(_ name: String, in folder: Int32 = AT_FDCWD, path: String) throws(SealError) {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let opened = uninterrupted { openat(folder, name, flags) }
    guard opened >= 0 else {
      if errno == ELOOP || errno == ENXIO { throw .notPlainFile(path) }
      throw .system(call: "open", path: path, code: errno)
    }
    do {
      self.state = try Self.state(of: opened, path: path)
    } catch {
      close(opened)
      throw error
    }
    self.descriptor = opened
    self.path = path
  }

  deinit { close(descriptor) }

  /// The next bytes, at most `chunkSize`; empty at the end.
  borrowing func next() throws(SealError) -> [UInt8] {
    var failure: Int32 = 0
    let descriptor = descriptor
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, count in
      let got = uninterrupted { read(descriptor, buffer.baseAddress, buffer.count) }
      failure = got < 0 ? errno : 0
      count = max(0, got)
    }
    guard failure == 0 else { throw .system(call: "read", path: path, code: failure) }
    return bytes
  }

  /// Takes from strangers the right to write, which a library may have given.
  borrowing func closeToStrangers() throws(SealError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(call: "read the mode", path: path, code: errno)
    }
    guard status.st_mode & 0o002 != 0 else { return }
    let (descriptor, mode) = (descriptor, status.st_mode & Folder.fileMode)
    guard uninterrupted({ fchmod(descriptor, mode) }) == 0 else {
      throw .system(call: "set the mode", path: path, code: errno)
    }
  }

  /// - Throws: `.changedWhileRead` if size, time or identity are not those at opening.
  borrowing func checkUnchanged() throws(SealError) {
    guard try Self.state(of: descriptor, path: path) == state else {
      throw .changedWhileRead(path)
    }
  }

  private static func state(of descriptor: Int32, path: String) throws(SealError) -> State {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(call: "inspect", path: path, code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notPlainFile(path) }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return State(
      device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino),
      size: Int(status.st_size), seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec),
      links: Int(status.st_nlink))
  }
}

/// A small plain file, read whole.
package enum WholeFile {
  /// - Throws: `.notPlainFile`, `.system`; `.json` with `.tooLarge` beyond the limit.
  package static func bytes(of path: String, limit: Int) throws(SealError) -> [UInt8] {
    let file = try FileReader(path, path: path)
    guard file.state.size <= limit else { throw .json(JSONFault(.tooLarge(limit: limit))) }
    var bytes: [UInt8] = []
    while bytes.count <= limit, case let chunk = try file.next(), !chunk.isEmpty { bytes += chunk }
    return bytes
  }
}
