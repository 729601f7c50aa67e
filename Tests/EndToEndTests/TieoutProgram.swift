import Foundation
import TestSupport

/// The built program, as a user's shell sees it.
struct TieoutProgram {
  let path: String

  /// Names of the environment that would change a run, or hide what hashing leaks.
  static let unwanted =
    [
      "ENABLED", "INTERVAL_SECONDS", "RETRY_COUNT", "THRESHOLD_USD", "TIMEOUT_SECONDS",
    ].map { "RECONCILIATION_\($0)" } + ["NO_COLOR", "SWIFT_DETERMINISTIC_HASHING"]

  /// One for all tests that do not look into it.
  private static let noState = Places.temporary.appending(path: "state").path

  /// The program beside the test bundle; else that of the checkout's last debug build.
  ///
  /// - Throws: `.notBuilt` if there is none; `swift build` makes it.
  init() throws {
    let bundles = Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
    let started = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let image = Bundle.main.executableURL?.deletingLastPathComponent()
    let last = Places.root.appending(path: ".build/debug")
    for folder in [started] + (image.map { [$0] } ?? []) + bundles + [last] {
      let candidate = folder.appending(path: "tieout").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
        !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: candidate)
      {
        path = candidate
        return
      }
    }
    throw Missing.notBuilt
  }

  enum Missing: Error { case notBuilt }

  /// Runs the program to its end.
  ///
  /// - Parameter environment: on top of this process's, without what is `unwanted`. Where it names
  ///   no state folder the program has none: what a test leaves there would be the user's.
  func run(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> Tool.Outcome {
    let without = Self.unwanted.filter { environment[$0] == nil }.flatMap { ["-u", $0] }
    return try Tool(path: "/usr/bin/env").run(
      without + [path] + arguments, in: folder,
      environment: ["XDG_STATE_HOME": Self.noState].merging(environment) { $1 })
  }
}
