import Accounting
import Seal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a run folder without trust: follows no link, opens no device or pipe, enters only the
/// folders of the layout, reads each file once in pieces of fixed size, changes nothing.
struct FolderWalk {
  private var contents: FolderContents
  private var entryCount = 0
  private var reviewSize = 0

  static func contents(of folder: String) -> FolderContents {
    guard let resolved = realpath(folder, nil) else {
      var contents = FolderContents(name: folder)
      contents.findings = [
        Finding(.folderUnreadable, folder, actual: String(cString: strerror(errno)))
      ]
      return contents
    }
    defer { free(resolved) }
    let path = String(cString: resolved)
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { Array($0) } ?? []
    var walk = FolderWalk(
      contents: FolderContents(name: String(decoding: name, as: UTF8.self)))
    let root = uninterrupted { open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    guard root >= 0 else {
      walk.contents.findings.append(
        Finding(.folderUnreadable, folder, actual: String(cString: strerror(errno))))
      return walk.contents
    }
    defer { close(root) }
    walk.contents.isOpen = true
    walk.visitAll(root)
    return walk.contents
  }

  private init(contents: FolderContents) { self.contents = contents }

  /// Visits the folders of the layout, outermost first; one that is not there is left out.
  private mutating func visitAll(_ root: Int32) {
    var present: Set<String> = [""]
    for folder in Layout.folders where present.contains(folder) {
      let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
      // One step at a time: `data` itself must be no link when `data/inputs` is opened.
      var descriptor = dup(root)
      for part in folder.utf8.split(separator: UInt8(ascii: "/")) where descriptor >= 0 {
        let name = String(decoding: Array(part), as: UTF8.self)
        let next = uninterrupted { openat(descriptor, name, flags) }
        close(descriptor)
        descriptor = next
      }
      guard descriptor >= 0 else {
        note(.folderUnreadable, folder, errno)
        continue
      }
      let prefix = folder.isEmpty ? "" : folder + "/"
      let names = list(descriptor, folder)
      if names.isEmpty, !folder.isEmpty, folder != ReviewFolder.name, !contents.isUnread(folder) {
        contents.findings.append(Finding(.folderUnlisted, folder, actual: "an empty folder"))
      }
      checkCollisions(names, prefix: prefix)
      for name in names {
        if visit(name, in: descriptor, prefix: prefix) {
          present.insert(prefix + String(decoding: name, as: UTF8.self))
        }
      }
      close(descriptor)
    }
  }

  /// The names in a folder in byte order. Reads through a descriptor of its own.
  private mutating func list(_ folder: Int32, _ path: String) -> [[UInt8]] {
    let copy = uninterrupted { openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard copy >= 0, let stream = fdopendir(copy) else {
      note(.folderUnreadable, path, errno)
      if copy >= 0 { close(copy) }
      return []
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = FolderList.next(of: stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [0x2e] || name == [0x2e, 0x2e] { continue }
      entryCount += 1
      guard entryCount <= Layout.fileCountLimit else {
        let place = path.isEmpty ? "." : path
        contents.findings.append(
          Finding(.tooManyFiles, place, expected: "at most \(Layout.fileCountLimit)"))
        contents.unread.append(path)
        return []
      }
      names.append(name)
    }
    if errno != 0 { note(.folderUnreadable, path, errno) }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private mutating func checkCollisions(_ names: [[UInt8]], prefix: String) {
    var seen: [String: String] = [:]
    for name in names {
      let text = String(decoding: name, as: UTF8.self)
      // Foundation-free folding: ASCII case here; canonically equal texts are equal Strings.
      if let other = seen.updateValue(text, forKey: SafeName.folded(text)) {
        contents.findings.append(Finding(.nameCollision, prefix + text, actual: prefix + other))
      }
    }
  }

  /// Looks at one entry; true if it is a folder of the layout.
  private mutating func visit(_ name: [UInt8], in folder: Int32, prefix: String) -> Bool {
    let text = String(decoding: name, as: UTF8.self)
    let path = prefix + text
    let cName = (name + [0]).map { CChar(bitPattern: $0) }
    var status = stat()
    guard fstatat(folder, cName, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      note(.fileUnreadable, path, errno)
      return false
    }
    switch status.st_mode & S_IFMT {
    case S_IFLNK: contents.findings.append(Finding(.symbolicLink, path))
    case S_IFDIR:
      if Layout.folders.contains(path) { return true }
      contents.findings.append(Finding(.folderUnlisted, path))
    case S_IFREG:
      let isTop = prefix.isEmpty
      if isTop ? !Layout.topFiles.contains(text) : prefix == "data/" {
        contents.findings.append(Finding(.fileUnlisted, path))
      } else if prefix == "\(ReviewFolder.name)/", ReviewFolder.unstaged(text) != nil {
        contents.findings.append(
          Finding(.reviewUnfinished, path, expected: "tieout review to finish it"))
      } else if !isTop, !SafeName.isSafe(text) {
        contents.findings.append(Finding(.nameUnsafe, path))
      } else {
        read(cName, in: folder, path: path)
      }
    default: contents.findings.append(Finding(.notPlainFile, path))
    }
    return false
  }

  /// Reads one file and takes its digest.
  private mutating func read(_ name: [CChar], in folder: Int32, path: String) {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let descriptor = uninterrupted { openat(folder, name, flags) }
    guard descriptor >= 0 else { return note(.fileUnreadable, path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return note(.fileUnreadable, path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      contents.findings.append(Finding(.notPlainFile, path))
      return
    }
    if status.st_nlink > 1 {
      contents.findings.append(
        Finding(.hardLink, path, expected: "1 link", actual: "\(status.st_nlink) links"))
    }
    let limit = Layout.wholeLimit(path)
    if let limit, status.st_size > limit {
      contents.findings.append(
        Finding(.fileTooLarge, path, expected: "at most \(limit)", actual: "\(status.st_size)"))
      return
    }
    if Layout.isReview(path) {
      reviewSize += Int(status.st_size)
      guard reviewSize <= Layout.reviewsLimit else {
        contents.findings.append(
          Finding(.fileTooLarge, path, expected: "at most \(Layout.reviewsLimit) in all reviews"))
        return
      }
    }
    var hash = StreamedDigest()
    var whole: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while hash.size <= status.st_size {
      let got = chunk.withUnsafeMutableBytes { Self.read(descriptor, $0) }
      guard got >= 0 else { return note(.fileUnreadable, path, errno) }
      if got == 0 { break }
      let piece = Array(chunk[..<got])
      hash.append(piece)
      if limit != nil { whole += piece }
    }
    guard hash.size == Int(status.st_size) else {
      contents.findings.append(
        Finding(
          .fileChangedWhileRead, path, expected: "\(status.st_size) bytes",
          actual: "\(hash.size) bytes"))
      contents.unread.append(path)
      return
    }
    contents.files[path] = FoundFile(
      path: path, size: hash.size, sha256: hash.hex, content: limit == nil ? nil : whole)
  }

  private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    uninterrupted {
      #if canImport(Glibc)
        Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Darwin)
        Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
    }
  }

  private mutating func note(_ code: FindingCode, _ path: String, _ number: Int32) {
    let place = path.isEmpty ? "." : path
    contents.unread.append(path)
    contents.findings.append(Finding(code, place, actual: String(cString: strerror(number))))
  }
}
