public import Foundation

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

  /// A fresh empty folder for one test.
  public static func scratch(_ name: String = #function) throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "tieout-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
