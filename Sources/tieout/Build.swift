import Foundation
import Seal

/// What this program was built from and with; the manifest records it.
enum Build {
  /// The pinned versions of `Package.swift`; a test compares them.
  static let dependencies = [
    "Yams": "6.2.2", "swift-argument-parser": "1.8.2", "swift-crypto": "4.5.2",
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

  private static var executableDigest: String {
    get throws {
      let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
      return try StreamedDigest.ofFile(at: path)
    }
  }
}
