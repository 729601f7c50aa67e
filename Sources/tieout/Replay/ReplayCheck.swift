import Foundation
import Seal
import Verify

/// The runs of a folder made again, as findings of a verification: that the reports follow from the
/// inputs is what no digest says.
struct ReplayCheck {
  let folder: String
  let kind: FolderKind

  /// One for each run that does not come out again, or cannot be made; book by book, in order.
  func findings() throws -> [Finding] {
    try runs().compactMap { run in
      let place = kind == .run ? "" : "\(run)/"
      let path = kind == .run ? folder : "\(folder)/\(run)"
      let verdict = try Replay.verdict(
        of: path, threads: ProcessInfo.processInfo.activeProcessorCount)
      switch verdict {
      case .identical: return nil
      case .differs(let difference):
        let line = difference.line.map { ":\($0)" } ?? ""
        return Finding(
          .replayedOtherwise, place + difference.path + line, expected: difference.expected,
          actual: difference.found)
      case .semanticsChanged, .incomplete:
        return Finding(
          .notReplayed, kind == .run ? "." : run,
          actual: verdict.lines.joined(separator: " "))
      }
    }
  }

  /// The run folders below `folder`; itself, without a name, if it is one.
  private func runs() -> [String] {
    switch kind {
    case .run, .other: [""]
    case .book: runs(of: folder)
    case .archive:
      names(in: folder).flatMap { book in runs(of: "\(folder)/\(book)").map { "\(book)/\($0)" } }
    }
  }

  private func runs(of book: String) -> [String] { RunName.all(names(in: book)).map(\.runID) }

  private func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .sorted(by: ByteOrder.isLess)
  }
}
