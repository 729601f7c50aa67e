import Foundation
import TestSupport
import Testing

/// Every case of `samples/rejected/`: its diagnostics, to the letter, and its exit code.
@Suite struct RejectedSampleTests {
  @Test(arguments: RejectedCase.all)
  func `a fault is said with place and hint, and leaves nothing half written`(
    sample: RejectedCase
  ) throws {
    try Desk.with { desk in
      let place = desk.folder.appending(path: "case")
      try FileManager.default.copyItem(at: sample.inputs, to: place)
      guard try prepare(sample, in: place) else { return }
      let arguments = try sample.lines(of: "arguments")
      try #require(!arguments.isEmpty, "samples/rejected/\(sample.code)/arguments is missing")
      let outcome = try desk.tieout(arguments, in: place, environment: sample.environment)
      let diagnostics = RejectedCase.diagnostics(in: outcome.errors)
      let actual = (["exit \(outcome.status)"] + diagnostics).joined(separator: "\n") + "\n"
      if SampleCase.isRecording { try Data(actual.utf8).write(to: sample.expected) }
      let expected = try? String(contentsOf: sample.expected, encoding: .utf8)
      #expect(actual == expected, "\(outcome.errors)")
      #expect(diagnostics.contains { $0.contains("[\(sample.code)]: ") })
      for (line, hint) in zip(diagnostics, diagnostics.dropFirst()) where !line.hasPrefix("  ") {
        #expect(hint.hasPrefix("  hint: "), "without a hint: \(line)")
      }
      if let archive = sample.archive(arguments, in: place) {
        #expect(SealedFolder.leftovers(in: archive) == [])
      }
    }
  }

  /// - Returns: false where this machine cannot make the case, which is said.
  private func prepare(_ sample: RejectedCase, in place: URL) throws -> Bool {
    guard FileManager.default.fileExists(atPath: place.appending(path: "prepare.sh").path) else {
      return true
    }
    let outcome = try Tool(path: "/bin/sh").run(["prepare.sh"], in: place)
    if outcome.status == 77 {
      print("samples/rejected/\(sample.code) is skipped: \(outcome.output)\(outcome.errors)")
      return false
    }
    try #require(outcome.status == 0, "\(outcome.errors)")
    return true
  }
}
