import Accounting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open directory: what is made in it cannot be led elsewhere by a link.
struct Folder: ~Copyable {
  let descriptor: Int32
  /// For messages.
  let path: String

  /// Opens a directory; its last part must not be a link, if that is not allowed.
  init(
    _ name: String, in parent: Int32 = AT_FDCWD, path: String, followsLinks: Bool = false
  ) throws(SealError) {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
    let opened = uninterrupted { openat(parent, name, flags) }
    guard opened >= 0 else { throw .system(call: "open folder", path: path, code: errno) }
    self.descriptor = opened
    self.path = path
  }

  deinit { close(descriptor) }

  /// What the user's umask starts from: strangers never write into an archive.
  static let folderMode: mode_t = 0o775
  static let fileMode: mode_t = 0o664

  /// Makes a directory and all that lead to it, and brings each new entry to the disk.
  static func makeAll(_ path: String, mode: mode_t = folderMode) throws(SealError) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
    var place = path.utf8.first == UInt8(ascii: "/") ? "/" : "."
    for part in parts {
      let next = place + "/" + String(decoding: Array(part), as: UTF8.self)
      if uninterrupted({ mkdir(next, mode) }) == 0 {
        let parent = uninterrupted { systemOpen(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard parent >= 0 else { throw .system(call: "open folder", path: place, code: errno) }
        defer { close(parent) }
        try FileWriter.sync(parent, path: place)
      } else if errno != EEXIST {
        let code = errno
        // A folder that exists may refuse with another reason first, as on a read-only disk.
        var status = stat()
        guard stat(next, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
          throw .system(call: "make folder", path: next, code: code)
        }
      }
      place = next
    }
  }

  /// Makes a directory here; one that exists is fine.
  borrowing func make(_ name: String) throws(SealError) {
    do throws(SealError) {
      try makeNew(name)
    } catch .system(_, _, EEXIST) {
      return
    }
  }

  /// Makes a directory here; one that exists is an error.
  borrowing func makeNew(_ name: String) throws(SealError) {
    let descriptor = descriptor
    guard uninterrupted({ mkdirat(descriptor, name, Folder.folderMode) }) == 0 else {
      throw .system(call: "make folder", path: "\(path)/\(name)", code: errno)
    }
  }

  borrowing func open(_ name: String) throws(SealError) -> Folder {
    try Folder(name, in: descriptor, path: "\(path)/\(name)")
  }

  /// A new file here; one that exists, even as a link, is refused.
  borrowing func create(_ name: String, mode: mode_t = fileMode) throws(SealError) -> FileWriter {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = descriptor
    let opened = uninterrupted { openat(descriptor, name, flags, mode) }
    guard opened >= 0 else {
      throw .system(call: "create", path: "\(path)/\(name)", code: errno)
    }
    return FileWriter(descriptor: opened, path: "\(path)/\(name)")
  }

  borrowing func sync() throws(SealError) { try FileWriter.sync(descriptor, path: path) }

  /// Whether there is anything of that name, a dangling link too.
  borrowing func has(_ name: String) throws(SealError) -> Bool {
    var status = stat()
    if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return true }
    guard errno == ENOENT else {
      throw .system(call: "inspect", path: "\(path)/\(name)", code: errno)
    }
    return false
  }

  borrowing func rename(_ old: String, to new: String) throws(SealError) {
    let descriptor = descriptor
    guard uninterrupted({ renameat(descriptor, old, descriptor, new) }) == 0 else {
      throw .system(call: "rename", path: "\(path)/\(old)", code: errno)
    }
  }

  /// Removes a file here.
  borrowing func remove(_ name: String) throws(SealError) {
    let descriptor = descriptor
    guard uninterrupted({ unlinkat(descriptor, name, 0) }) == 0 else {
      throw .system(call: "remove", path: "\(path)/\(name)", code: errno)
    }
  }

  /// Waits for the folder's lock, which leaves no file behind; `unlock` frees it.
  borrowing func lock() throws(SealError) {
    let descriptor = descriptor
    guard uninterrupted({ flock(descriptor, LOCK_EX) }) == 0 else {
      throw .system(call: "lock", path: path, code: errno)
    }
  }

  borrowing func unlock() { _ = flock(descriptor, LOCK_UN) }

  /// The names in it but `.` and `..`, in byte order; a name that is no UTF-8 is left out.
  borrowing func names() throws(SealError) -> [String] {
    let descriptor = descriptor
    let copy = uninterrupted { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard copy >= 0, let stream = fdopendir(copy) else {
      let code = errno
      if copy >= 0 { close(copy) }
      throw .system(call: "list", path: path, code: code)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = FolderList.next(of: stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let name, name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw .system(call: "list", path: path, code: errno) }
    return names.sorted(by: ByteOrder.isLess)
  }

  /// Removes a directory here with all that is in it. No link is followed.
  borrowing func removeTree(_ name: String) throws(SealError) {
    var folders = [name]
    var index = 0
    while index < folders.count {
      let current = folders[index]
      let folder = try Folder(current, in: descriptor, path: "\(path)/\(current)")
      for child in try folder.names() {
        do throws(SealError) {
          try folder.remove(child)
        } catch .system(_, _, EISDIR), .system(_, _, EPERM) {
          folders.append("\(current)/\(child)")
        }
      }
      index += 1
    }
    let descriptor = descriptor
    for current in folders.reversed() {
      guard uninterrupted({ unlinkat(descriptor, current, AT_REMOVEDIR) }) == 0 else {
        throw .system(call: "remove", path: "\(path)/\(current)", code: errno)
      }
    }
  }
}

/// The system's `open`, under a name that the type's own method does not hide.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
