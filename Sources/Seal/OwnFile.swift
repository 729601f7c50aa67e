#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A small file of the user's own that is changed as a whole: never half written, and never by two
/// programs at once.
package enum OwnFile {
  private static let sizeLimit = 1 << 20

  /// Puts what the closure makes of a file's bytes in their place, by one rename.
  ///
  /// - Parameter change: gets nil if there is no such file.
  /// - Throws: what the closure throws, then nothing changed; `.notPlainFile`, `.system`.
  package static func change(
    _ path: String, _ change: ([UInt8]?) throws -> [UInt8]
  ) throws {
    let (parent, name) = split(path)
    try Folder.makeAll(parent, mode: 0o700)
    let folder = try Folder(parent, path: parent)
    try folder.lock()
    defer { folder.unlock() }
    let bytes = try change(try folder.has(name) ? content(of: name, in: folder) : nil)
    do {
      try stage(bytes, as: name, mode: 0o644, in: folder)
      try folder.rename(staged(name), to: name)
      try folder.sync()
    } catch {
      try? folder.remove(staged(name))
      throw error
    }
  }

  /// A file of that name while it is written: `.trust.json.tmp`.
  static func staged(_ name: String) -> String { ".\(name).tmp" }

  /// Brings bytes to the disk under the name a file has while it is written; what a killed program
  /// left of that name is gone. The folder's lock must be held.
  static func stage(
    _ bytes: [UInt8], as name: String, mode: mode_t, in folder: borrowing Folder
  ) throws(SealError) {
    if try folder.has(staged(name)) { try folder.remove(staged(name)) }
    var file = try folder.create(staged(name), mode: mode)
    try file.append(bytes)
    _ = try file.finish(as: name)
  }

  static func content(
    of name: String, in folder: borrowing Folder
  ) throws(SealError) -> [UInt8] {
    let file = try FileReader(name, in: folder.descriptor, path: "\(folder.path)/\(name)")
    guard file.state.size <= sizeLimit else {
      throw .json(JSONFault(.tooLarge(limit: sizeLimit)))
    }
    var bytes: [UInt8] = []
    while case let chunk = try file.next(), !chunk.isEmpty { bytes += chunk }
    return bytes
  }

  /// The folder of a path and the name in it.
  static func split(_ path: String) -> (folder: String, name: String) {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let name = String(decoding: bytes[(slash + 1)...], as: UTF8.self)
    return (slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self), name)
  }
}
