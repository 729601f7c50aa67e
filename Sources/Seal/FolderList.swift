#if canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#elseif canImport(Darwin)
  package import Darwin
#endif

/// What is in a folder.
package enum FolderList {
  /// The names in it in byte order, without `.` and `..`; one that is no UTF-8 is left out. The
  /// folder may be a link.
  ///
  /// - Throws: `.system` with the cause.
  package static func names(of path: String) throws(SealError) -> [String] {
    try Folder(path, path: path, followsLinks: true).names()
  }

  /// The next entry of an open directory; nil at its end, or with an error in `errno`.
  package static func next(of stream: OpaquePointer) -> UnsafeMutablePointer<dirent>? {
    while true {
      errno = 0
      if let entry = readdir(stream) { return entry }
      guard errno == EINTR else { return nil }
    }
  }
}
