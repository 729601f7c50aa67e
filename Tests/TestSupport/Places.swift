public import Foundation
import Synchronization

/// Where the tests find the checkout and the data beside it.
public enum Places {
  /// The package's root.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A folder of conformance data or real exports beside the checkout; nil if this machine does
  /// not have it. `TIEOUT_SHARED` names another place.
  public static func shared(_ path: String) -> URL? {
    let base =
      ProcessInfo.processInfo.environment["TIEOUT_SHARED"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared")
    let place = base.appending(path: path)
    return FileManager.default.fileExists(atPath: place.path) ? place : nil
  }

  /// What this process leaves in the temporary directory; gone when it ends.
  public static let temporary: URL = {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "tieout-tests-\(UUID().uuidString.prefix(8))")
    atexit { try? FileManager.default.removeItem(at: Places.temporary) }
    return folder
  }()

  private static let count = Atomic(0)

  /// A fresh empty folder for one test; its path is short, for programs that put sockets there.
  public static func scratch() throws -> URL {
    let number = count.add(1, ordering: .relaxed).newValue
    let folder = temporary.appending(path: "\(number)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
