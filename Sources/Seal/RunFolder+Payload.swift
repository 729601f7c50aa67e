#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// What goes into `data/`. A path is `data/<room>/<safe name>`.

extension RunFolder {
  /// Adds a file of these bytes.
  @discardableResult
  package mutating func add(path: String, bytes: [UInt8]) throws(SealError) -> FileDigest {
    var file = try create(path)
    try file.append(bytes)
    return try record(try file.finish(as: path))
  }

  /// Adds a file piece by piece: the closure is given a function that appends bytes.
  @discardableResult
  package mutating func add(
    path: String, writing body: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws -> FileDigest {
    var file = try create(path)
    try body { try file.append($0) }
    return try record(try file.finish(as: path))
  }

  /// Adds a byte copy of a plain file.
  ///
  /// - Throws: `.changedWhileRead` if the file changes meanwhile; `.notPlainFile`.
  @discardableResult
  package mutating func addFile(at source: String, path: String) throws(SealError) -> FileDigest {
    let original = try FileReader(source, path: source)
    var file = try create(path)
    while case let chunk = try original.next(), !chunk.isEmpty { try file.append(chunk) }
    try original.checkUnchanged()
    return try record(try file.finish(as: path))
  }

  /// Adds the resolved settings as `data/config/effective.json`, in canonical form.
  @discardableResult
  package mutating func addEffectiveConfig(_ value: JSONValue) throws(SealError) -> FileDigest {
    let bytes = try SealError.wrapping { () throws(JSONFault) in try value.canonical() }
    return try add(path: Self.effectiveConfigPath, bytes: bytes)
  }

  /// Where a writer that needs a file name may write `path`; `adopt` must follow.
  package mutating func stagingPath(for path: String) throws(SealError) -> String {
    _ = try place(path)
    return "\(staging.path)/\(path)"
  }

  /// Takes over a file that was written at `stagingPath(for:)`: hashes it and brings it to disk.
  @discardableResult
  package mutating func adopt(path: String) throws(SealError) -> FileDigest {
    let (room, name) = try place(path)
    let data = try staging.open("data")
    let folder = try data.open(room)
    let file = try FileReader(name, in: folder.descriptor, path: "\(folder.path)/\(name)")
    guard file.state.links == 1 else { throw .notPlainFile(file.path) }
    try file.closeToStrangers()
    try FileWriter.sync(file.descriptor, path: file.path)
    var hash = StreamedDigest()
    while case let chunk = try file.next(), !chunk.isEmpty { hash.append(chunk) }
    try file.checkUnchanged()
    return try record(hash.file(path))
  }

  // MARK: Files that others write

  /// Begins a file that its bytes' reader writes; `endFile` or `dropFile` must follow.
  ///
  /// - Returns: the descriptor, which stays this folder's.
  package mutating func beginFile(path: String) throws(SealError) -> Int32 {
    let descriptor = try create(path).released()
    descriptors[path] = descriptor
    return descriptor
  }

  /// Takes over a file that `beginFile` began, with the digest of the very bytes written to it, and
  /// brings it to disk.
  ///
  /// - Throws: `.changedWhileRead` if it has another size.
  @discardableResult
  package mutating func endFile(
    path: String, size: Int, sha256: String
  ) throws(SealError) -> FileDigest {
    guard let descriptor = descriptors.removeValue(forKey: path) else { throw .fileMissing(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(call: "inspect", path: path, code: errno)
    }
    guard Int(status.st_size) == size else { throw .changedWhileRead(path) }
    try FileWriter.sync(descriptor, path: path)
    return try record(FileDigest(path: path, size: size, sha256: sha256))
  }

  /// Removes a file that `beginFile` began.
  package mutating func dropFile(path: String) throws(SealError) {
    guard let descriptor = descriptors.removeValue(forKey: path) else { return }
    close(descriptor)
    let (room, name) = try place(path)
    try staging.open("data").open(room).remove(name)
  }

  private mutating func create(_ path: String) throws(SealError) -> FileWriter {
    let (room, name) = try place(path)
    let data = try staging.open("data")
    return try data.open(room).create(name)
  }

  /// Checks a path and makes its room.
  private mutating func place(_ path: String) throws(SealError) -> (room: String, name: String) {
    guard isOpen else { throw .closed(runID) }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: Array($0), as: UTF8.self) }
    guard parts.count == 3, parts[0] == "data", Self.rooms.contains(parts[1]),
      SafeName.isSafe(parts[2])
    else { throw .nameUnsafe(path) }
    guard !foldedPaths.contains(SafeName.folded(path)) else { throw .nameTwice(path) }
    try staging.make("data")
    try staging.open("data").make(parts[1])
    return (parts[1], parts[2])
  }

  private mutating func record(_ file: FileDigest) throws(SealError) -> FileDigest {
    guard foldedPaths.insert(SafeName.folded(file.path)).inserted else {
      throw .nameTwice(file.path)
    }
    files.append(file)
    return file
  }
}
