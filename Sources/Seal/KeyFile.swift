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

  /// Makes a key and its file. The folder is made with mode 0700 if it is not there.
  ///
  /// - Throws: `.keyFileUnsafe` if others can enter the folder or it is not ours; `.system` with
  ///   `EEXIST` if there is such a file: no key is ever overwritten.
  package static func generate(at path: String) throws(SealError) -> PrivateKey {
    let key = try PrivateKey.generate()
    try write(key, at: path)
    return key
  }

  /// Writes a key to a new file of mode 0600.
  package static func write(_ key: PrivateKey, at path: String) throws(SealError) {
    let (parent, name) = OwnFile.split(path)
    let folder = try privateFolder(parent)
    var file = try folder.create(name, mode: 0o600)
    do {
      try file.append(Array(key.pem.utf8))
      _ = try file.finish(as: name)
      try folder.sync()
    } catch {
      unlinkat(folder.descriptor, name, 0)
      throw error
    }
  }

  /// Writes a public key as an OpenSSH line to a new file of mode 0644.
  package static func writePublic(
    _ key: PublicKey, comment: String, at path: String
  ) throws(SealError) {
    let (parent, name) = OwnFile.split(path)
    let folder = try privateFolder(parent)
    var file = try folder.create(name, mode: 0o644)
    do {
      try file.append(Array((key.openSSHLine(comment: comment) + "\n").utf8))
      _ = try file.finish(as: name)
      try folder.sync()
    } catch {
      unlinkat(folder.descriptor, name, 0)
      throw error
    }
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
  /// - Throws: as `load(_:)`.
  package static func load(descriptor: Int32) throws(SealError) -> PrivateKey {
    let path = "descriptor \(descriptor)"
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(call: "inspect", path: path, code: errno)
    }
    defer { close(descriptor) }
    if status.st_mode & S_IFMT == S_IFREG { try checkClosed(status, path) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: sizeLimit)
    while bytes.count <= sizeLimit {
      let got = read(descriptor, &chunk, chunk.count)
      if got < 0, errno == EINTR { continue }
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
