import Dispatch
import Foundation
import Seal
import Synchronization

/// What this program was built from and with; the manifest records it.
enum Build {
  /// The pinned versions of `Package.swift`; a test compares them.
  static let dependencies = [
    "GRDB.swift": "7.10.0", "Yams": "6.2.2", "swift-argument-parser": "1.8.2",
    "swift-crypto": "4.5.2", "swift-mustache": "2.1.1",
  ]

  static var tool: RunManifest.Tool {
    get throws {
      RunManifest.Tool(
        name: "tieout", version: Version.tool, semantics: Version.semantics, sourceCommit: nil,
        compiler: compiler, target: target, executableSHA256: try executableDigest,
        dependencies: dependencies)
    }
  }

  private static var compiler: String {
    #if compiler(>=6.4)
      "swift-6.4 or later"
    #elseif compiler(>=6.3)
      "swift-6.3"
    #else
      "swift-6.2"
    #endif
  }

  private static var target: String {
    #if arch(x86_64)
      let machine = "x86_64"
    #elseif arch(arm64)
      let machine = "arm64"
    #else
      let machine = "unknown"
    #endif
    #if os(Linux)
      return "\(machine)-unknown-linux"
    #elseif os(macOS)
      return "\(machine)-apple-macos"
    #else
      return "\(machine)-unknown"
    #endif
  }

  /// Begins to hash this program's own file beside the run: it is larger than most inputs.
  static func prepare() { executable.begin() }

  private static var executableDigest: String { get throws { try executable.value } }

  private static let executable = ExecutableDigest()
}

/// SHA-256 of the running program's file, made once, by another thread if there is time for it.
private final class ExecutableDigest: Sendable {
  private let group = DispatchGroup()
  private let result = Mutex<Result<String, any Error>?>(nil)

  func begin() {
    DispatchQueue.global().async(group: group) { [self] in
      let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
      let digest = Result { try StreamedDigest.ofFile(at: path) }
      result.withLock { $0 = digest }
    }
  }

  var value: String {
    get throws {
      group.wait()
      if let digest = result.withLock({ $0 }) { return try digest.get() }
      begin()
      group.wait()
      return try result.withLock { $0 }!.get()
    }
  }
}
