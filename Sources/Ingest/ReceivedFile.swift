import Accounting
import Crypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file's bytes as received: read once, through one descriptor, hashed as they came.
struct ReceivedFile {
  var content: [UInt8]
  /// SHA-256 of the bytes read, before inflating.
  var digest: String
  /// Bytes read, before inflating.
  var size: Int
  var isCompressed: Bool

  private static let pieceBytes = 1 << 20

  static func read(
    _ file: InputFile, limits: InputLimits, progress: ((Int, Int) -> Void)?
  ) throws(InputFault) -> ReceivedFile {
    let place = Place(file: file.name)
    let descriptor = try openRegular(file.path, at: place)
    defer { close(descriptor) }
    let before = try status(of: descriptor, at: place)
    guard before.st_mode & S_IFMT == S_IFREG else { throw InputFault(.fileNotRegular(at: place)) }
    guard before.st_size > 0 else { throw InputFault(.fileEmpty(at: place)) }
    guard before.st_size <= limits.contentBytes else {
      throw InputFault(.fileTooLarge(limit: limits.contentBytes, at: place))
    }
    let received = try read(
      descriptor, expecting: Int(before.st_size), at: place, limits: limits, progress: progress)
    let after = try status(of: descriptor, at: place)
    var named = stat()
    guard received.size == before.st_size, isSame(before, after),
      stat(file.path, &named) == 0, isSame(before, named)
    else { throw InputFault(.fileChanged(at: place)) }
    guard !received.content.isEmpty else { throw InputFault(.fileEmpty(at: place)) }
    return received
  }

  /// Refuses by its kind first, so that no device is opened and no pipe waited for.
  static func openRegular(_ path: String, at place: Place) throws(InputFault) -> Int32 {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw InputFault(.fileMissing(at: place)) }
    var status = stat()
    guard stat(path, &status) == 0 else { throw fault(of: errno, at: place) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw InputFault(.fileIsDirectory(at: place))
    default: throw InputFault(.fileNotRegular(at: place))
    }
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
    let descriptor = uninterrupted { open(path, flags) }
    guard descriptor >= 0 else { throw fault(of: errno, at: place) }
    return descriptor
  }

  static func fault(of code: Int32, at place: Place) -> InputFault {
    switch code {
    case ENOENT, ENOTDIR: InputFault(.fileMissing(at: place))
    case ENXIO, ENODEV: InputFault(.fileNotRegular(at: place))
    default: InputFault(.fileUnreadable(String(cString: strerror(code)), at: place))
    }
  }

  static func status(of descriptor: Int32, at place: Place) throws(InputFault) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw fault(of: errno, at: place) }
    return status
  }

  static func isSame(_ one: stat, _ other: stat) -> Bool {
    #if canImport(Darwin)
      let (first, second) = (one.st_mtimespec, other.st_mtimespec)
    #else
      let (first, second) = (one.st_mtim, other.st_mtim)
    #endif
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
      && one.st_size == other.st_size && first.tv_sec == second.tv_sec
      && first.tv_nsec == second.tv_nsec
  }

  /// Reads to the end, or one byte past what was expected.
  private static func read(
    _ descriptor: Int32, expecting size: Int, at place: Place, limits: InputLimits,
    progress: ((Int, Int) -> Void)?
  ) throws(InputFault) -> ReceivedFile {
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 16)
    defer { piece.deallocate() }
    var received = ReceivedFile(content: [], digest: "", size: 0, isCompressed: false)
    var inflater: Inflater?
    var hash = SHA256()
    while received.size <= size {
      let count = Self.piece(of: descriptor, into: piece)
      if count == 0 { break }
      guard count > 0 else { throw fault(of: errno, at: place) }
      let bytes = UnsafeRawBufferPointer(rebasing: piece[..<count])
      hash.update(bufferPointer: bytes)
      if received.size == 0 {
        received.isCompressed = Inflater.isGzip(bytes)
        if received.isCompressed {
          inflater = Inflater(limits: limits)
        } else {
          received.content.reserveCapacity(size)
        }
      }
      received.size += count
      if received.isCompressed {
        try inflater?.inflate(bytes, into: &received.content, at: place)
      } else {
        received.content.append(contentsOf: bytes)
      }
      progress?(received.size, size)
    }
    if received.size == size { try inflater?.finish(at: place) }
    received.digest = hexadecimal(hash.finalize())
    return received
  }

  /// Fills the piece as far as the file goes; less than 0 is an error in `errno`.
  private static func piece(
    of descriptor: Int32, into piece: UnsafeMutableRawBufferPointer
  ) -> Int {
    var filled = 0
    while filled < piece.count {
      let count = uninterrupted {
        systemRead(descriptor, piece.baseAddress! + filled, piece.count - filled)
      }
      if count < 0 { return -1 }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  static func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// The system's `read`, under a name that the type's own methods do not hide.
private func systemRead(_ descriptor: Int32, _ into: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, into, count)
}
