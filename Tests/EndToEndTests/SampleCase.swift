import Foundation
import TestSupport
import Testing

/// A folder of `samples/` with a settings file, and what `reports/` says that it must produce.
struct SampleCase: Sendable, CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }
  var inputs: URL { Self.samples.appending(path: name) }
  var expected: URL { Self.reports.appending(path: name) }

  static let samples = Places.root.appending(path: "samples")
  static let reports = Places.root.appending(path: "reports")
  /// The reports that are compared byte for byte, and how the run ended.
  static let compared = ["breaks.csv", "breaks.json", "summary.json"]
  static let ending = "run.txt"
  /// Compared too, of some samples: pages are long, and `PageSampleTests` reads all of them.
  static let page = "report.html"
  static let withPage: Set = ["dydx-v4-position-bridge", "end-of-day"]

  /// What is on record of this sample.
  var compared: [String] {
    Self.compared + (Self.withPage.contains(name) ? [Self.page] : [])
  }

  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  static let all: [SampleCase] = names(in: samples)
    .filter { name in
      let settings = samples.appending(path: name).appending(path: "tieout.yaml").path
      return FileManager.default.fileExists(atPath: settings)
        && !["rejected", "golden-archive", SixtyDaysTests.name].contains(name)
    }
    .map(SampleCase.init)

  static func names(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  /// Exit code, summary line and what a person sees; the folder's own path left out, and the
  /// lines about the key that every machine makes for itself.
  static func ending(of outcome: Tool.Outcome, folder: SealedFolder) -> String {
    let output = outcome.output.replacing(folder.url.path, with: "<folder>")
    let errors = outcome.errors.replacing(folder.url.path, with: "<folder>")
    let lines = errors.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("made a signing key") && !$0.hasPrefix("  key id ") }
    return "exit \(outcome.status)\n" + output + lines.joined(separator: "\n")
  }
}
