import Accounting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A private key's file: PKCS#8 PEM that only its owner can read.
package enum KeyFile {
  private static let sizeLimit = 4096

  /// Makes a key: its file of mode 0600, and beside it the public half as an OpenSSH line, mode
  /// 0644. The folder is made with mode 0700 if it is not there.
  ///
  /// Both are on disk under names of their own before the first gets its place, the private half
  /// last: a killed program leaves a key that is whole or not there, and the next one takes a key
  /// whose public half stands already.
  ///
  /// - Parameter comment: ends the OpenSSH line.
  /// - Throws: `.keyFileUnsafe` if others can enter the folder or it is not ours; `.system` with
  ///   `EEXIST` if one of the files is there: no key is ever overwritten.
  package static func generate(
    at path: String, comment: String
  ) throws(SealError) -> PrivateKey {
    let (parent, name) = OwnFile.split(path)
    let publicName = OwnFile.split(publicPath(path)).name
    let folder = try privateFolder(parent)
    try folder.lock()
    defer { folder.unlock() }
    try refuse(name, in: folder)
    if let key = try begun(name, publicName, in: folder) { return key }
    try refuse(publicName, in: folder)
    let key = try PrivateKey.generate()
    let line = key.publicKey.openSSHLine(comment: comment) + "\n"
    do {
      try OwnFile.stage(Array(key.pem.utf8), as: name, mode: 0o600, in: folder)
      try OwnFile.stage(Array(line.utf8), as: publicName, mode: 0o644, in: folder)
      try folder.sync()
      try folder.rename(OwnFile.staged(publicName), to: publicName)
      try folder.rename(OwnFile.staged(name), to: name)
      try folder.sync()
    } catch {
      // What is not there needs no removing.
      for name in [name, publicName] {
        try? folder.remove(OwnFile.staged(name))
        try? folder.remove(name)
      }
      throw error
    }
    return key
  }

  /// Where the public half of a key lies: `run-key.pem` has `run-key.pub`.
  package static func publicPath(_ path: String) -> String { stem(path) + ".pub" }

  /// The path of a key without its `.pem`.
  package static func stem(_ path: String) -> String {
    path.hasSuffix(".pem") ? String(path.dropLast(4)) : path
  }

  private static func refuse(_ name: String, in folder: borrowing Folder) throws(SealError) {
    guard try !folder.has(name) else {
      throw .system(call: "create", path: "\(folder.path)/\(name)", code: EEXIST)
    }
  }

  /// Puts the key of a killed program in its place, if its public half stands there already;
  /// what it left otherwise is removed.
  private static func begun(
    _ name: String, _ publicName: String, in folder: borrowing Folder
  ) throws(SealError) -> PrivateKey? {
    let staged = OwnFile.staged(name)
    if try folder.has(OwnFile.staged(publicName)) {
      try folder.remove(OwnFile.staged(publicName))
    }
    guard try folder.has(staged) else { return nil }
    if try folder.has(publicName), let key = try? load("\(folder.path)/\(staged)") {
      let line = try OwnFile.content(of: publicName, in: folder)
      if line.starts(with: key.publicKey.openSSHLine().utf8) {
        try folder.rename(staged, to: name)
        try folder.sync()
        return key
      }
    }
    try folder.remove(staged)
    return nil
  }

  /// Reads a key, if its file is safe to use: a plain file with one name, ours, closed to group
  /// and others.
  ///
  /// - Throws: `.keyFileUnsafe`, `.keyNotParsed`, `.system`.
  package static func load(_ path: String) throws(SealError) -> PrivateKey {
    let file: FileReader
    do {
      file = try FileReader(path, path: path)
    } catch .notPlainFile {
      throw .keyFileUnsafe(path: path, reason: "it is a link or no plain file")
    }
    var status = stat()
    guard fstat(file.descriptor, &status) == 0 else {
      throw .system(call: "inspect", path: path, code: errno)
    }
    try checkClosed(status, path)
    guard status.st_nlink == 1 else {
      throw .keyFileUnsafe(path: path, reason: "it has a second name (hard link)")
    }
    guard status.st_size <= sizeLimit else {
      throw .keyNotParsed("'\(path)' is larger than \(sizeLimit) bytes")
    }
    return try key(try file.next(), path)
  }

  /// Reads a key from a descriptor that whoever started us opened, and closes it. A plain file
  /// behind it must be closed to group and others; a pipe is nobody else's anyway.
  ///
  /// - Throws: as `load(_:)`; `EBADF` for a descriptor that this program opened for itself, a
  ///   timer's say: what we were handed survived our start, so that it has no `FD_CLOEXEC`.
  package static func load(descriptor: Int32) throws(SealError) -> PrivateKey {
    let path = "descriptor \(descriptor)"
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(call: "inspect", path: path, code: errno)
    }
    guard fcntl(descriptor, F_GETFD) & FD_CLOEXEC == 0 else {
      throw .system(call: "inspect", path: path, code: EBADF)
    }
    defer { close(descriptor) }
    if status.st_mode & S_IFMT == S_IFREG { try checkClosed(status, path) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: sizeLimit)
    while bytes.count <= sizeLimit {
      let got = uninterrupted { read(descriptor, &chunk, chunk.count) }
      // Who made the pipe may have made it one that does not wait.
      if got < 0, errno == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = uninterrupted { poll(&wait, 1, -1) }
        continue
      }
      guard got >= 0 else { throw .system(call: "read", path: path, code: errno) }
      if got == 0 { break }
      bytes += chunk[..<got]
    }
    guard bytes.count <= sizeLimit else {
      throw .keyNotParsed("'\(path)' is larger than \(sizeLimit) bytes")
    }
    return try key(bytes, path)
  }

  private static func checkClosed(_ status: stat, _ path: String) throws(SealError) {
    guard status.st_uid == geteuid() else {
      throw .keyFileUnsafe(path: path, reason: "it belongs to another user")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .keyFileUnsafe(path: path, reason: "group or others may use it; it needs mode 0600")
    }
  }

  private static func key(_ bytes: [UInt8], _ path: String) throws(SealError) -> PrivateKey {
    do {
      return try PrivateKey(pem: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw .keyNotParsed("'\(path)' holds no Ed25519 private key in PKCS#8 PEM form")
    }
  }

  /// The folder, made if need be, if it is ours and closed to others.
  private static func privateFolder(_ path: String) throws(SealError) -> Folder {
    try Folder.makeAll(path, mode: 0o700)
    let folder = try Folder(path, path: path)
    var status = stat()
    guard fstat(folder.descriptor, &status) == 0 else {
      throw .system(call: "inspect", path: path, code: errno)
    }
    guard status.st_uid == geteuid() else {
      throw .keyFileUnsafe(path: path, reason: "the folder belongs to another user")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .keyFileUnsafe(
        path: path, reason: "group or others may use the folder; it needs mode 0700")
    }
    return folder
  }
}
