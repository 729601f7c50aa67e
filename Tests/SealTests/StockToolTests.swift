import Foundation
import Seal
import TestSupport
import Testing

/// A run folder in the hands of tools that know nothing of tieout.
@Suite struct StockToolTests {
  static let tools = ["sh", "sha256sum", "jq", "ssh-keygen", "openssl", "cmp", "base64"]
  static let hasTools = tools.allSatisfy { Tool.find($0) != nil }

  private func withRun(_ body: (URL) throws -> Void) throws {
    let scratch = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: scratch) }
    try body(try SampleRun.publish(in: scratch.appending(path: "runs")))
  }

  /// The commands of VERIFY.txt, as a person would copy them.
  private func commands(_ run: URL) throws -> [String] {
    let text = try String(contentsOf: run.appending(path: "VERIFY.txt"), encoding: .utf8)
    let indented = text.split(separator: "\n").filter { $0.hasPrefix("    ") }
    // The key id and the OpenSSH line of the head are data, not commands.
    return indented.drop { !$0.contains("mktemp") }.map(String.init)
  }

  @Test(.enabled(if: hasTools, "needs \(tools)"))
  func `every command of VERIFY.txt succeeds when copied into a shell`() throws {
    try withRun { run in
      let lines = try commands(run)
      #expect(lines.count >= 12)
      let script = (["set -e"] + lines).joined(separator: "\n") + "\n"
      let outcome = try #require(Tool.find("sh")).run([], input: Data(script.utf8), in: run)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      #expect(outcome.output.contains("Good \"tieout-run-v1\" signature for tieout"))
      #expect(outcome.output.contains("Signature Verified Successfully"))
      #expect(outcome.output.contains("data/reports/breaks.csv: OK"))
      #expect(SampleRun.tree(run).count == 18)
    }
  }

  @Test(.enabled(if: hasTools, "needs \(tools)"))
  func `after one changed byte in a report the commands fail`() throws {
    try withRun { run in
      let report = run.appending(path: "data/reports/breaks.csv")
      try Data("id\n2\n".utf8).write(to: report)
      let script = (["set -e"] + (try commands(run))).joined(separator: "\n") + "\n"
      let outcome = try #require(Tool.find("sh")).run([], input: Data(script.utf8), in: run)
      #expect(outcome.status != 0)
    }
  }

  @Test(.enabled(if: hasTools, "needs \(tools)"))
  func `after one changed byte in the manifest each signature fails`() throws {
    try withRun { run in
      let file = run.appending(path: "run-manifest.json")
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing("svc-recon", with: "svc-recoN").utf8).write(to: file)
      let lines = try commands(run)
      let setUp = Array(lines.prefix(3))
      let ssh = lines.filter { $0.contains("-Y verify") }
      let openssl = Array(lines.drop { !$0.contains("DSSEv1") })
      for step in [ssh, openssl] {
        let script = (["set -e"] + setUp + step).joined(separator: "\n") + "\n"
        let outcome = try #require(Tool.find("sh")).run([], input: Data(script.utf8), in: run)
        #expect(!step.isEmpty && outcome.status != 0)
      }
    }
  }

  static let hasBagit: Bool = {
    guard let python = Tool.find("python3") else { return false }
    return (try? python.run(["-c", "import bagit"]))?.status == 0
  }()

  @Test(.enabled(if: hasBagit, "needs bagit for python3"))
  func `bagit takes the folder for a valid bag`() throws {
    try withRun { run in
      let python = try #require(Tool.find("python3"))
      let outcome = try python.run(
        ["-c", "import bagit, sys; bagit.Bag(sys.argv[1]).validate()", run.path])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }
}
