import Foundation
import TestSupport
import Testing

/// `tieout keys trust`, `revoke`, `list`, and what `verify` makes of them.
@Suite struct TrustStoreTests {
  private func withRun(_ body: (Desk, SealedFolder) throws -> Void) throws {
    try Desk.with { desk in
      let outcome = try desk.run([try SmallBook().lay(on: desk)])
      try body(desk, try #require(desk.sealed().first, "\(outcome.errors)"))
    }
  }

  private func keyID(_ desk: Desk, _ key: String? = nil) throws -> String {
    let outcome = try desk.tieout(["keys", "show", "--json"] + (key.map { ["--key", $0] } ?? []))
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require((value as? [String: Any])?["key_id"] as? String)
  }

  private func verify(_ desk: Desk, _ run: SealedFolder, _ store: String) throws -> Tool.Outcome {
    try desk.tieout(["verify", run.url.path, "--trust", store])
  }

  @Test func `a key in the store is trusted for its role and its time, and for nothing else`()
    throws
  {
    try withRun { desk, run in
      let publicKey = desk.keys.appending(path: "run-key.pub").path
      let cases: [(options: [String], status: Int32, finding: String)] = [
        (["--role", "run"], 0, ""), (["--role", "run", "--role", "review"], 0, ""),
        (["--role", "review"], 1, "key-role"), (["--role", "trust"], 1, "key-role"),
        (["--role", "run", "--valid-from", "2020-01-01"], 0, ""),
        (["--role", "run", "--valid-from", "2200-01-01"], 1, "key-not-in-date"),
        (["--role", "run", "--valid-to", "2020-01-01T00:00:00Z"], 1, "key-not-in-date"),
      ]
      for (number, item) in cases.enumerated() {
        let store = "store-\(number)/trust.json"
        let added = try desk.tieout(
          ["keys", "trust", publicKey, "--name", "runner", "--store", store] + item.options)
        #expect(added.status == 0, "\(added.errors)")
        #expect(added.output.contains(try keyID(desk)))
        let outcome = try verify(desk, run, store)
        #expect(outcome.status == item.status, "\(item.options): \(outcome.output)")
        #expect(item.finding.isEmpty || outcome.output.contains(": \(item.finding): "))
      }
    }
  }

  @Test func `the store of the user is asked without being named`() throws {
    try withRun { desk, run in
      let id = try keyID(desk)
      #expect(try desk.tieout(["verify", run.url.path]).status == 0)
      let revoked = try desk.tieout([
        "keys", "revoke", String(id.prefix(12)), "--compromised-at", "2200-01-01", "--reason",
        "laptop lost",
      ])
      #expect(revoked.status == 0, "\(revoked.errors)")
      #expect(revoked.output.contains("compromised  run  own  since 2200-01-01T00:00:00Z"))
      let outcome = try desk.tieout(["verify", run.url.path])
      #expect(outcome.status == 4)
      #expect(outcome.output.contains(": key-compromised: "))
      #expect(outcome.output.hasSuffix(": indeterminate\n"))
      let listed = try desk.tieout(["keys", "list"])
      #expect(listed.output.contains("\(id)  compromised"))
      #expect(try desk.tieout(["keys", "list", "--json"]).output.contains("laptop lost"))
    }
  }

  @Test func `a superseded key leaves old runs good`() throws {
    try withRun { desk, run in
      let id = try keyID(desk)
      let revoked = try desk.tieout(["keys", "revoke", id, "--superseded", "--reason", "new"])
      #expect(revoked.status == 0, "\(revoked.errors)")
      #expect(try desk.tieout(["verify", run.url.path]).status == 0)
      let lost = try desk.tieout([
        "keys", "revoke", id, "--compromised-at", "2020-01-01", "--reason", "lost",
      ])
      #expect(lost.status == 0)
      let outcome = try desk.tieout(["verify", run.url.path])
      #expect(outcome.status == 1)
      #expect(outcome.output.contains(": key-revoked"))
    }
  }

  /// Points of small order and encodings that are not canonical, as PEM and as OpenSSH writes them.
  static let weak: [String: [UInt8]] = [
    "the neutral point": [1] + Array(repeating: 0, count: 31),
    "the point of order two": [0xec] + Array(repeating: 0xff, count: 30) + [0x7f],
    "y = 0": Array(repeating: 0, count: 32),
    "y = 0, x negative": Array(repeating: 0, count: 31) + [0x80],
    "y = p": [0xed] + Array(repeating: 0xff, count: 30) + [0x7f],
    "y = 2^255 - 1": Array(repeating: 0xff, count: 31) + [0x7f],
    "a point of order eight": [
      0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
      0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
      0xfc, 0x05,
    ],
  ]

  @Test(arguments: weak.keys.sorted())
  func `a weak key never enters, in no form`(name: String) throws {
    let raw = try #require(Self.weak[name])
    let head: [UInt8] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]
    let pem =
      "-----BEGIN PUBLIC KEY-----\n\(Data(head + raw).base64EncodedString())\n"
      + "-----END PUBLIC KEY-----\n"
    let blob: [UInt8] = [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32] + raw
    try Desk.with { desk in
      for text in [pem, "ssh-ed25519 \(Data(blob).base64EncodedString()) weak\n"] {
        try desk.write("weak.pub", text)
        let outcome = try desk.tieout([
          "keys", "trust", "weak.pub", "--role", "run", "--name", "w", "--store", "trust.json",
        ])
        #expect(outcome.status == 5)
        #expect(outcome.errors.contains("error[public-key-refused]: line"), "\(outcome.errors)")
        #expect(
          outcome.errors.contains("small order") || outcome.errors.contains("not canonical"))
        let store = desk.folder.appending(path: "trust.json").path
        #expect(!FileManager.default.fileExists(atPath: store))
      }
    }
  }

  @Test func `a refused change leaves the store as it was`() throws {
    try withRun { desk, _ in
      let publicKey = desk.keys.appending(path: "run-key.pub").path
      let add = ["keys", "trust", publicKey, "--role", "run", "--name", "runner"]
      #expect(try desk.tieout(add).status == 0)
      let file = desk.keys.appending(path: "trust.json")
      let before = try Data(contentsOf: file)
      for arguments in [
        add, ["keys", "revoke", "00000000", "--superseded", "--reason", "x"],
        ["keys", "revoke", "ab", "--superseded", "--reason", "x"],
      ] {
        let outcome = try desk.tieout(arguments)
        #expect(outcome.status == 5)
        #expect(outcome.errors.contains("error[trust-not-changed]: "), "\(outcome.errors)")
      }
      for arguments in [
        ["keys", "trust", desk.keys.appending(path: "run-key.pem").path, "--role", "run"]
          + ["--name", "x"],
        ["keys", "trust", "nowhere.pub", "--role", "run", "--name", "x"],
      ] {
        let outcome = try desk.tieout(arguments)
        #expect(outcome.status == 5)
        #expect(outcome.errors.contains("error[public-key-refused]: "), "\(outcome.errors)")
        #expect(!outcome.errors.contains("BEGIN"))
      }
      #expect(try Data(contentsOf: file) == before)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: desk.keys.path).sorted() == [
          "run-key.pem", "run-key.pub", "trust.json",
        ])
    }
  }

  @Test func `a store that is not understood is never passed over`() throws {
    try withRun { desk, run in
      try desk.write("config/tieout/trust.json", "{}")
      let verified = try desk.tieout(["verify", run.url.path])
      #expect(verified.status == 2)
      #expect(verified.errors.contains("the trust store is refused"))
      let again = try desk.run([desk.folder.appending(path: "book/tieout.yaml").path])
      #expect(again.status == 5)
      #expect(again.errors.contains("error[trust-store-unusable]: "), "\(again.errors)")
    }
  }

  @Test func `many that change a store at once lose nothing`() async throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let desk = Desk(folder: folder, program: try TieoutProgram())
    let count = 8
    for number in 0..<count {
      let made = try desk.tieout([
        "keys", "generate", "--key", folder.appending(path: "k\(number)/key.pem").path,
      ])
      #expect(made.status == 0, "\(made.errors)")
    }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<count {
        group.addTask {
          let outcome = try? desk.tieout([
            "keys", "trust", "k\(number)/key.pub", "--role", "run", "--name", "n\(number)",
            "--store", "store/trust.json",
          ])
          #expect(outcome?.status == 0, "\(outcome?.errors ?? "")")
        }
      }
    }
    let listed = try desk.tieout(["keys", "list", "--store", "store/trust.json"])
    #expect(listed.output.split(separator: "\n").count == count)
  }
}
