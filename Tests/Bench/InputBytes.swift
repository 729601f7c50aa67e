#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that could not be read.
struct ReadFault: Error, CustomStringConvertible {
  let path: String
  let code: Int32

  var description: String { "\(path): \(String(cString: strerror(code)))" }
}

/// A file's bytes, a mebibyte at a time.
struct InputBytes: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)

  init(_ path: String) throws(ReadFault) {
    self.path = path
    descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw ReadFault(path: path, code: errno) }
  }

  deinit {
    close(descriptor)
    buffer.deallocate()
  }

  /// The next bytes, until the next call; empty at the end.
  func next() throws(ReadFault) -> UnsafeRawBufferPointer {
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw ReadFault(path: path, code: errno) }
      return UnsafeRawBufferPointer(rebasing: buffer[..<count])
    }
  }

  /// All bytes of a file.
  static func all(of path: String) throws(ReadFault) -> [UInt8] {
    let file = try InputBytes(path)
    var bytes: [UInt8] = []
    while case let chunk = try file.next(), !chunk.isEmpty { bytes.append(contentsOf: chunk) }
    return bytes
  }
}
