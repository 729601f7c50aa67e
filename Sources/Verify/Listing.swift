import Seal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What lies in a folder, in byte order. A folder that cannot be listed is not an empty one.
struct Listing {
  private(set) var entries: [Entry] = []
  /// Why there may be more than the entries.
  private(set) var fault: Finding?

  struct Entry {
    enum Kind { case folder, file, link, other }
    let name: String
    let kind: Kind
  }

  /// No archive has more books, no book more runs.
  static let limit = 1_000_000

  init(_ path: String) {
    guard let stream = opendir(path) else {
      note()
      return
    }
    defer { closedir(stream) }
    errno = 0
    while let item = readdir(stream) {
      let bytes = withUnsafeBytes(of: &item.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if bytes == [0x2e] || bytes == [0x2e, 0x2e] { continue }
      guard entries.count < Self.limit else {
        fault = Finding(.tooManyFiles, ".", expected: "at most \(Self.limit)")
        break
      }
      let kind = Self.kind(bytes, in: dirfd(stream))
      entries.append(Entry(name: String(decoding: bytes, as: UTF8.self), kind: kind))
      errno = 0
    }
    if errno != 0 { note() }
    entries.sort { ByteOrder.isLess($0.name, $1.name) }
  }

  private mutating func note() {
    fault = Finding(.folderUnreadable, ".", actual: String(cString: strerror(errno)))
  }

  private static func kind(_ name: [UInt8], in folder: Int32) -> Entry.Kind {
    var status = stat()
    let cName = (name + [0]).map { CChar(bitPattern: $0) }
    guard fstatat(folder, cName, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return .other }
    return switch status.st_mode & S_IFMT {
    case S_IFDIR: .folder
    case S_IFREG: .file
    case S_IFLNK: .link
    default: .other
    }
  }
}
