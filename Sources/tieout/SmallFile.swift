import Accounting
import Foundation
import Seal

/// A file of the user's or of an earlier run that is read whole; links are followed. A pipe or
/// device is not waited for: it might never end.
enum SmallFile {
  /// - Throws: `.system` with the cause; `.notPlainFile` for pipes and devices.
  static func bytes(_ path: String) throws(SealError) -> [UInt8] {
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
    let descriptor = uninterrupted { open(path, flags) }
    guard descriptor >= 0 else { throw .system(call: "open", path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(call: "inspect", path: path, code: errno)
    }
    // Reading a folder fails by itself, in the system's words.
    guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { throw .notPlainFile(path) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = uninterrupted { read(descriptor, &piece, piece.count) }
      guard got >= 0 else { throw .system(call: "read", path: path, code: errno) }
      if got == 0 { return bytes }
      bytes += piece[..<got]
    }
  }

  /// - Returns: nil if there is no such file.
  static func bytes(ifThere path: String) throws(SealError) -> [UInt8]? {
    do throws(SealError) {
      return try bytes(path)
    } catch {
      if error.isNotThere { return nil }
      throw error
    }
  }
}

extension SealError {
  /// Whether nothing of that name was found.
  var isNotThere: Bool {
    if case .system(_, _, ENOENT) = self { return true }
    if case .system(_, _, ENOTDIR) = self { return true }
    return false
  }

  /// The system's words for why a call failed, made inert; else the whole description.
  var cause: String {
    if case .system(_, _, let code) = self { return String(cString: strerror(code)) }
    return Diagnostic.inert(description)
  }
}
