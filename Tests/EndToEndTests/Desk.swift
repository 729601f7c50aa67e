import Foundation
import TestSupport

/// A scratch folder of one test with keys, inputs and run folders of its own.
struct Desk {
  let folder: URL
  let program: TieoutProgram

  /// Where run folders go.
  var out: URL { folder.appending(path: "out") }
  /// Where the trail lies.
  var state: URL { folder.appending(path: "state") }
  var keys: URL { folder.appending(path: "config/tieout") }

  /// Gives a desk and clears it away.
  static func with<Result>(_ body: (Desk) throws -> Result) throws -> Result {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(Desk(folder: folder, program: try TieoutProgram()))
  }

  /// Any command of the tool, with the desk's own configuration and state folders.
  func tieout(
    _ arguments: [String], in place: URL? = nil, environment: [String: String] = [:]
  ) throws -> Tool.Outcome {
    let own = [
      "XDG_CONFIG_HOME": folder.appending(path: "config").path, "XDG_STATE_HOME": state.path,
    ]
    return try program.run(
      arguments, in: place ?? folder, environment: own.merging(environment) { $1 })
  }

  /// `tieout run … --out` the desk's own archive.
  func run(
    _ arguments: [String], in place: URL? = nil, environment: [String: String] = [:]
  ) throws -> Tool.Outcome {
    try tieout(["run"] + arguments + ["--out", out.path], in: place, environment: environment)
  }

  /// Puts a file on the desk; its folders are made.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> URL {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }

  /// The sealed folders of the archive, oldest first.
  func sealed() -> [SealedFolder] { SealedFolder.all(in: out) }
}
