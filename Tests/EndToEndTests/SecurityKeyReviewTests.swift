import Foundation
import TestSupport
import Testing

/// A reviewer with a FIDO key and stock OpenSSH; the authenticator is one in software.
@Suite struct SecurityKeyReviewTests {
  private struct Table {
    let desk: Desk
    let run: SealedFolder
    let device: SoftAuthenticator
    let keygen: Tool

    func make(_ name: String, _ options: [String] = []) throws {
      let made = try keygen.run(
        ["-q", "-t", "ed25519-sk", "-N", "", "-C", name, "-f", name] + options, in: desk.folder,
        environment: device.environment)
      #expect(made.status == 0, "\(made.errors)")
    }

    func trust(_ name: String, _ options: [String] = []) throws -> Tool.Outcome {
      try desk.tieout(["keys", "trust", "\(name).pub", "--name", name, "--role"] + options)
    }

    /// Prints the statement, has it signed, and adds it.
    func review(_ name: String) throws -> Tool.Outcome {
      let printed = try desk.tieout([
        "review", run.url.path, "--print", "--reviewer", name, "--decision", "approved",
      ])
      try desk.write("\(name).json", printed.output)
      let signed = try keygen.run(
        ["-Y", "sign", "-n", "tieout-review-v1", "-f", name, "\(name).json"], in: desk.folder,
        environment: device.environment)
      #expect(signed.status == 0, "\(signed.errors)")
      return try desk.tieout([
        "review", run.url.path, "--add", "\(name).json", "--signature", "\(name).json.sig",
      ])
    }

    func verify() throws -> Tool.Outcome {
      try desk.tieout(["verify", run.url.path, "--require-review"])
    }
  }

  private func withTable(_ body: (Table) throws -> Void) throws {
    try Desk.with { desk in
      let outcome = try desk.run([try SmallBook().lay(on: desk)])
      try body(
        Table(
          desk: desk, run: try #require(desk.sealed().first, "\(outcome.errors)"),
          device: try SoftAuthenticator(in: desk.folder),
          keygen: try #require(Tool.find("ssh-keygen"))))
    }
  }

  @Test(.enabled(if: SoftAuthenticator.isPossible, "needs cc, libcrypto and ssh-sk-helper"))
  func `a review that a security key signed is taken and verified`() throws {
    try withTable { table in
      try table.make("amy")
      try table.make("bob", ["-O", "application=ssh:tieout"])
      for name in ["amy", "bob"] {
        let trusted = try table.trust(name, ["review"])
        #expect(trusted.status == 0, "\(trusted.errors)")
        #expect(trusted.output.contains("  active  review  \(name)"))
      }
      for (number, name) in ["amy", "bob"].enumerated() {
        let added = try table.review(name)
        #expect(added.output == "reviews/0\(number + 1)-\(name).json\n", "\(added.errors)")
      }
      let verdict = try table.verify()
      #expect(verdict.status == 0, "\(verdict.output)")
      #expect(verdict.output.contains("reviews/02-bob.json: approved by bob at "))
      // The store is read again, with the applications.
      let listed = try table.desk.tieout(["keys", "list", "--json"])
      #expect(listed.output.contains("\"application\": \"ssh:tieout\""))
      // Lines of allowed_signers say the same.
      let keys = try ["config/tieout/run-key.pub", "amy.pub", "bob.pub"].map {
        try String(contentsOf: table.desk.folder.appending(path: $0), encoding: .utf8)
      }
      try table.desk.write("allowed_signers", keys.joined())
      let lines = try table.desk.tieout([
        "verify", table.run.url.path, "--require-review", "--trust", "allowed_signers",
      ])
      #expect(lines.status == 0, "\(lines.output)")
    }
  }

  @Test(.enabled(if: SoftAuthenticator.isPossible, "needs cc, libcrypto and ssh-sk-helper"))
  func `a security key signs no run, and nothing without a touch`() throws {
    try withTable { table in
      try table.make("amy")
      let run = try table.trust("amy", ["run"])
      #expect(run.status == 5)
      #expect(run.errors.contains("a security key signs reviews only"), "\(run.errors)")
      let signer = try table.desk.run([
        table.desk.folder.appending(path: "book/tieout.yaml").path, "--signer-command", "true",
        "--signer-public", "amy.pub",
      ])
      #expect(signer.errors.contains("error[public-key-refused]: "), "\(signer.errors)")
      try table.make("eve", ["-O", "no-touch-required"])
      #expect(try table.trust("eve", ["review"]).status == 0)
      let untouched = try table.review("eve")
      #expect(untouched.status == 5)
      #expect(untouched.errors.contains("a touch of the security key"), "\(untouched.errors)")
      #expect(try table.verify().status == 3)
    }
  }
}
