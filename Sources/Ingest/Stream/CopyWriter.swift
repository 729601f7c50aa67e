import Accounting
import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a copy of what is read, past the system's cache where it can: two buffers take turns, one
/// is filled while the disk takes the other.
final class CopyWriter: @unchecked Sendable {
  private static let bufferBytes = 2 << 20
  private static let pageBytes = 4096
  /// `O_DIRECT`, which Swift's view of the C library lacks. Source: Linux, asm/fcntl.h.
  #if arch(arm64)
    private static let direct: Int32 = 0o200000
  #else
    private static let direct: Int32 = 0o40000
  #endif

  private let descriptor: Int32
  private let buffers: [UnsafeMutableRawPointer]
  private let queue = DispatchQueue(label: "copy")
  /// Buffers that are not on their way to the disk.
  private let free = DispatchSemaphore(value: 2)
  private let failure = Mutex<Int32>(0)
  private var current = 0
  private var filled = 0

  /// - Parameter descriptor: stays its owner's.
  init(descriptor: Int32) {
    self.descriptor = descriptor
    buffers = (0..<2).map { _ in
      .allocate(byteCount: CopyWriter.bufferBytes, alignment: CopyWriter.pageBytes)
    }
    isDirect(true)
    free.wait()
  }

  deinit {
    // A semaphore must not end below where it began.
    free.signal()
    for buffer in buffers { buffer.deallocate() }
  }

  /// The system's first error; 0 if there was none.
  var error: Int32 { failure.withLock { $0 } }

  /// Takes the next bytes.
  func append(_ bytes: UnsafeRawBufferPointer) {
    var taken = 0
    while taken < bytes.count {
      let count = min(bytes.count - taken, CopyWriter.bufferBytes - filled)
      (buffers[current] + filled).copyMemory(from: bytes.baseAddress! + taken, byteCount: count)
      filled += count
      taken += count
      if filled == CopyWriter.bufferBytes { hand() }
    }
  }

  /// Gives the full buffer to the disk and takes the other when that is free.
  private func hand() {
    let (buffer, count) = (UnsafeRawBufferPointer(start: buffers[current], count: filled), filled)
    nonisolated(unsafe) let bytes = buffer
    queue.async { [self] in
      write(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
      free.signal()
    }
    current = 1 - current
    filled = 0
    free.wait()
  }

  /// Writes what is left.
  ///
  /// - Returns: the system's first error; 0 if there was none.
  func finish() -> Int32 {
    queue.sync {
      let whole = filled / CopyWriter.pageBytes * CopyWriter.pageBytes
      write(UnsafeRawBufferPointer(start: buffers[current], count: whole))
      isDirect(false)
      write(UnsafeRawBufferPointer(start: buffers[current] + whole, count: filled - whole))
      filled = 0
    }
    return error
  }

  private func write(_ bytes: UnsafeRawBufferPointer) {
    var done = 0
    while done < bytes.count, error == 0 {
      let count = uninterrupted {
        systemWrite(descriptor, bytes.baseAddress! + done, bytes.count - done)
      }
      if count < 0, errno == EINVAL, isDirect(false) { continue }
      if count <= 0 {
        let code = count < 0 ? errno : EIO
        failure.withLock { $0 = code }
      }
      done += max(0, count)
      // A short write leaves the rest where no page begins.
      if done % CopyWriter.pageBytes != 0 { isDirect(false) }
    }
  }

  /// Says whether writing goes past the system's cache; some file systems refuse.
  ///
  /// - Returns: whether anything changed.
  @discardableResult
  private func isDirect(_ wanted: Bool) -> Bool {
    #if os(Linux)
      let flags = fcntl(descriptor, F_GETFL)
      guard flags >= 0, (flags & CopyWriter.direct != 0) != wanted else { return false }
      let changed = wanted ? flags | CopyWriter.direct : flags & ~CopyWriter.direct
      return fcntl(descriptor, F_SETFL, changed) == 0
    #else
      return false
    #endif
  }
}

/// The system's `write`, under a name that the type's own method does not hide.
private func systemWrite(_ descriptor: Int32, _ from: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, from, count)
}
