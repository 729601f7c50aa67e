import Accounting
import Crypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A new file that is being written and hashed; every call's result is checked.
///
/// A file that is not finished is closed when the value ends, and is never counted as written.
package struct FileWriter: ~Copyable {
  private var descriptor: Int32
  private let path: String
  private var hasher = SHA256()
  private var size = 0

  /// Takes over an open descriptor.
  ///
  /// - Parameter path: for messages.
  package init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { if descriptor >= 0 { _ = systemClose(descriptor) } }

  package mutating func append(_ bytes: [UInt8]) throws(SealError) {
    try FileWriter.write(bytes, to: descriptor, path: path)
    bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    size += bytes.count
  }

  /// Gives the open descriptor away: who takes it writes, hashes and closes.
  consuming func released() -> Int32 {
    let descriptor = descriptor
    self.descriptor = -1
    return descriptor
  }

  /// Brings the bytes to the disk and closes the file.
  package mutating func finish(as name: String) throws(SealError) -> FileDigest {
    try FileWriter.sync(descriptor, path: path)
    let closing = descriptor
    descriptor = -1
    try FileWriter.close(closing, path: path)
    return FileDigest(path: name, size: size, sha256: Hex.text(Array(hasher.finalize())))
  }

  /// Writes all of the bytes, or throws.
  package static func write(
    _ bytes: [UInt8], to descriptor: Int32, path: String
  ) throws(SealError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = uninterrupted { rest.withUnsafeBytes { systemWrite(descriptor, $0) } }
      guard written >= 0 else { throw .system(call: "write", path: path, code: errno) }
      guard written > 0 else { throw .system(call: "write", path: path, code: EIO) }
      rest = rest.dropFirst(written)
    }
  }

  /// Closes the file; what was written may fail only here.
  package static func close(_ descriptor: Int32, path: String) throws(SealError) {
    guard systemClose(descriptor) == 0 || errno == EINTR else {
      throw .system(call: "close", path: path, code: errno)
    }
  }

  /// `fsync`; a failure is final, never tried again as success.
  static func sync(_ descriptor: Int32, path: String) throws(SealError) {
    guard uninterrupted({ fsync(descriptor) }) == 0 else {
      throw .system(call: "sync", path: path, code: errno)
    }
  }
}

// The system's calls, under names that the type's own methods do not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
