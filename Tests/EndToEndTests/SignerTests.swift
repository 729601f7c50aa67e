import Foundation
import TestSupport
import Testing

/// Keys that `tieout run` is handed: an open descriptor, a command that signs.
@Suite struct SignerTests {
  private func withKey(_ body: (Desk, _ settings: String) throws -> Void) throws {
    try Desk.with { desk in
      let made = try desk.tieout(["keys", "generate", "--key", "safe/key.pem"])
      #expect(made.status == 0, "\(made.errors)")
      try body(desk, try SmallBook().lay(on: desk))
    }
  }

  /// A run whose descriptors a shell opens.
  private func run(
    _ desk: Desk, _ settings: String, _ options: String, redirect: String = "", feed: String = ""
  ) throws -> Tool.Outcome {
    let pipe = feed.isEmpty ? "" : "\(feed) | "
    let script = "\(pipe)\"$0\" run \"$1\" --out \"$2\" \(options) \(redirect)"
    return try Tool(path: "/bin/sh").run(
      ["-c", script, desk.program.path, settings, desk.out.path], in: desk.folder,
      environment: ["XDG_CONFIG_HOME": desk.folder.appending(path: "config").path])
  }

  private func expectGood(_ desk: Desk, _ outcome: Tool.Outcome) throws {
    #expect(outcome.status == 0, "\(outcome.errors)")
    let run = try #require(desk.sealed().first)
    let verdict = try desk.tieout(["verify", run.url.path, "--trust", "safe/key.pub"])
    #expect(verdict.output == "\(run.url.path): good\n", "\(verdict.output)")
    // No key was made on the way.
    #expect(!FileManager.default.fileExists(atPath: desk.keys.path))
  }

  @Test func `a key comes through a descriptor, of a file or of a pipe`() throws {
    try withKey { desk, settings in
      let file = try run(desk, settings, "--key-fd 5", redirect: "5<safe/key.pem")
      try expectGood(desk, file)
    }
    try withKey { desk, settings in
      let pipe = try run(
        desk, settings, "--key-fd 7", redirect: "7<&0 </dev/null", feed: "cat safe/key.pem")
      try expectGood(desk, pipe)
    }
  }

  @Test func `what comes through a descriptor and is no safe key is refused`() throws {
    try withKey { desk, settings in
      for (options, redirect, feed, message) in [
        ("--key-fd 5", "5<safe/key.pub", "", "key-refused"),
        ("--key-fd 5", "5<&-", "", "cannot inspect"),
        ("--key-fd 5", "5<&0", "head -c 100000 /dev/zero", "larger than 4096 bytes"),
        ("--key-fd 5", "5<&0", "true", "holds no Ed25519 private key"),
        ("--key-fd 0", "", "cat safe/key.pem", "3 or more"),
        ("--key-fd 5 --key safe/key.pem", "5<safe/key.pem", "", "give one of"),
      ] {
        let outcome = try run(desk, settings, options, redirect: redirect, feed: feed)
        #expect([5, 6].contains(outcome.status), "\(options): \(outcome.status)")
        #expect(outcome.errors.contains(message), "\(options): \(outcome.errors)")
        #expect(!outcome.errors.contains("BEGIN"))
      }
      let file = desk.folder.appending(path: "safe/key.pem").path
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
      let open = try run(desk, settings, "--key-fd 5", redirect: "5<safe/key.pem")
      #expect(open.status == 5)
      #expect(open.errors.contains("group or others may use it"))
      #expect(desk.sealed().isEmpty)
      #expect(SealedFolder.leftovers(in: desk.out).isEmpty)
    }
  }

  @Test(arguments: [3, 4, 5, 6])
  func `a descriptor that nobody opened is never one of the program's own`(number: Int) throws {
    try withKey { desk, settings in
      // The watch over the time begins before the key is read, and has descriptors.
      let script = "RECONCILIATION_TIMEOUT_SECONDS=600 exec \"$0\" run \"$1\" --out \"$2\" --key-fd"
      let outcome = try Tool(path: "/bin/sh").run(
        [
          "-c", "\(script) \(number) 3<&- 4<&- 5<&- 6<&-", desk.program.path, settings,
          desk.out.path,
        ], in: desk.folder)
      #expect(outcome.status == 6, "\(outcome.status)")
      #expect(outcome.errors.contains("cannot inspect: 'Bad file descriptor'"), "\(outcome.errors)")
      #expect(desk.sealed().isEmpty)
    }
  }

  static let openssl = Tool.find("openssl") != nil

  /// A program that signs as a hardware module would: it holds the key, we do not.
  private static func signer(_ tail: String) -> String {
    "cat > msg.bin && openssl pkeyutl -sign -rawin -inkey safe/key.pem -in msg.bin \(tail)"
  }

  @Test(.enabled(if: openssl, "needs openssl"), arguments: ["", "| base64 -w0", "| base64"])
  func `a command signs, and prints 64 bytes or base64`(tail: String) throws {
    try withKey { desk, settings in
      let outcome = try desk.run([
        settings, "--signer-command", Self.signer(tail), "--signer-public", "safe/key.pub",
      ])
      try expectGood(desk, outcome)
    }
  }

  @Test(
    .enabled(if: openssl, "needs openssl"),
    arguments: [
      ("false", "exit code 1"), ("cat > x; echo none", "5 bytes that are no signature"),
      ("cat > x", "0 bytes that are no signature"), ("kill -9 $$", "ended by signal 9"),
      ("head -c 64 /dev/zero", "is no signature by key"),
      ("head -c 10000000 /dev/zero", "bytes that are no signature"),
      ("exec openssl-is-not-there", "exit code 127"),
      ("cat > m; openssl pkeyutl -sign -rawin -inkey other/key.pem -in m", "no signature by key"),
    ])
  func `a command that does not sign as it must seals nothing`(
    command: String, reason: String
  ) throws {
    try withKey { desk, settings in
      _ = try desk.tieout(["keys", "generate", "--key", "other/key.pem"])
      let outcome = try desk.run([
        settings, "--signer-command", command, "--signer-public", "safe/key.pub",
      ])
      #expect(outcome.status == 5)
      #expect(outcome.errors.contains("error[signer-failed]: "), "\(outcome.errors)")
      #expect(outcome.errors.contains(reason), "\(outcome.errors)")
      #expect(desk.sealed().isEmpty)
      #expect(SealedFolder.leftovers(in: desk.out).isEmpty)
    }
  }

  @Test func `a command without its public key is no signer`() throws {
    try withKey { desk, settings in
      let outcome = try desk.run([settings, "--signer-command", "true"])
      #expect(outcome.status == 5)
      #expect(outcome.errors.contains("--signer-command needs --signer-public"))
    }
  }
}
