import Foundation
import Verify

/// A copy of a sealed run of the golden archive, of which one file after the other is replaced.
struct SealedFolder {
  /// Made at the first input; `TIEOUT_FUZZ_RUN` names the run.
  static let shared = SealedFolder(
    run: ProcessInfo.processInfo.environment["TIEOUT_FUZZ_RUN"] ?? "")

  private let folder: URL
  /// Paths and contents, in order.
  private let files: [(path: String, bytes: Data)]

  private init(run: String) {
    let source = URL(filePath: run)
    let root = FuzzTarget.scratch.appending(path: source.lastPathComponent)
    must { try FileManager.default.copyItem(at: source, to: root) }
    let paths = FileManager.default.subpaths(atPath: root.path) ?? []
    folder = root
    files = paths.sorted().compactMap { path in
      let url = root.appending(path: path)
      guard let bytes = try? Data(contentsOf: url) else { return nil }
      return (path, bytes)
    }
    precondition(verdict() != .tampered, "the run is not good before anything was replaced")
  }

  private func verdict() -> Outcome {
    Verifier.verify(folder: folder.path, trust: nil).outcome
  }

  /// - Parameter bytes: the number of a file, and what is put in its place.
  func check(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let file = files[Int(first) % files.count]
    let place = folder.appending(path: file.path)
    let content = Data(bytes.dropFirst())
    must { try content.write(to: place) }
    let outcome = verdict()
    must { try file.bytes.write(to: place) }
    precondition(
      content == file.bytes || outcome == .tampered,
      "\(file.path) is taken although it is another")
  }
}
