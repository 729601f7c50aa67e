import Accounting
import Foundation
import Seal
import Trail

/// Where the database of an archive lies: in the user's state folder, outside every archive, so
/// that nobody takes it for evidence and an archive that may not be written has one too.
struct TrailPlace {
  /// The folder of all books, without links.
  let archive: String
  /// The database.
  let path: String

  /// - Parameter archive: a folder; its real path is what the database's name is made of.
  init(archive: String) {
    let real = URL(filePath: archive).resolvingSymlinksInPath().path
    self.archive = real
    let name = real.split(separator: "/").last.map(String.init) ?? "root"
    let stem = String(SafeName.slug(of: name).prefix(60))
    path = "\(Self.folder)/\(stem)-\(Digest.hex(of: Array(real.utf8)).prefix(16)).sqlite"
  }

  /// The archive that a run folder lies in.
  init(run: String) {
    let real = URL(filePath: run).resolvingSymlinksInPath()
    self.init(archive: real.deletingLastPathComponent().deletingLastPathComponent().path)
  }

  /// `$XDG_STATE_HOME/tieout/trail`, by default in `~/.local/state`.
  static var folder: String {
    let environment = ProcessInfo.processInfo.environment
    if let base = environment["XDG_STATE_HOME"], base.hasPrefix("/") {
      return base + "/tieout/trail"
    }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return home + "/.local/state/tieout/trail"
  }

  /// The database as it is, made if there is none.
  func open() throws(TrailFault) -> TrailFile {
    try makeFolder()
    return try TrailFile.open(path)
  }

  /// The database, empty.
  func replace() throws(TrailFault) -> TrailFile {
    try makeFolder()
    return try TrailFile.replace(path)
  }

  private func makeFolder() throws(TrailFault) {
    do {
      try FileManager.default.createDirectory(
        atPath: Self.folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unusable("there is no folder for it: \(error.localizedDescription)")
    }
  }
}
