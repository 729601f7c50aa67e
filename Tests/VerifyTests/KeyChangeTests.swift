import Accounting
import Foundation
import Seal
import TestSupport
import Testing
import Verify

/// A run whose key is not that of the run before.
@Suite struct KeyChangeTests {
  /// Two runs; the second by another key, which says so.
  private func forge(oldSigns: Bool = true) throws -> Forge {
    let old = Forge.runner.publicKey.keyID
    return try Forge.make(signers: [
      RunSigner(key: Forge.runner),
      RunSigner(
        key: Forge.stranger, oldKey: oldSigns ? Forge.runner : nil, replaces: [old: "yearly"]),
    ])
  }

  private static let both = [
    TrustedKey(publicKey: Forge.runner.publicKey, name: "old"),
    TrustedKey(publicKey: Forge.stranger.publicKey, name: "new"),
  ]

  @Test func `a declared change that the old key signs is good`() throws {
    let forge = try forge()
    defer { forge.remove() }
    let manifest = try JSONParser.value(of: try forge.read("run-manifest.json"))["predicate"]
    let ids = [Forge.runner, Forge.stranger].map { JSONValue.string($0.publicKey.keyID) }
    #expect(
      manifest?["chain"]?["key_change"] == ["from": ids[0], "to": ids[1], "reason": "yearly"])
    #expect(manifest?["signing"]?["co_signers"] == [ids[0]])
    #expect(forge.verdict(TrustStore(keys: Self.both)).findings.isEmpty)
    let signature = try SSHSignature(armoured: try forge.read("run-manifest.json.sig"))
    #expect(signature.publicKey == Forge.stranger.publicKey)
    let envelope = try Envelope(parsing: try forge.read("run-manifest.dsse.json"))
    #expect(envelope.signatures.count == 2)
  }

  @Test func `a key that is past its time may still hand over, and sign nothing else`() throws {
    let forge = try forge()
    defer { forge.remove() }
    let early = try #require(Stamp.instant("2026-01-01T00:00:00Z"))
    let ended = TrustedKey(
      publicKey: Forge.runner.publicKey, name: "old", validTo: early, status: .superseded,
      revokedAt: early)
    #expect(forge.verdict(TrustStore(keys: [ended, Self.both[1]])).findings.isEmpty)
    let first = forge.folder.deletingLastPathComponent().appending(path: "2026-11-19_000001")
    let verdict = Verifier.verify(
      folder: first.path, trust: TrustStore(keys: [ended, Self.both[1]]))
    #expect(Set(verdict.findings.map(\.code)) == [.keyNotInDate, .keyRevoked])
  }

  @Test func `without the old key's signature a change is not proved`() throws {
    let forge = try forge(oldSigns: false)
    defer { forge.remove() }
    #expect(forge.codes(TrustStore(keys: Self.both)) == [.keyChangeUnproved])
    #expect(forge.codes(TrustStore(keys: [Self.both[1]])) == [.keyUntrusted])
  }

  @Test func `a stolen key cannot hand over; the store must name who follows it`() throws {
    let time = try #require(Stamp.instant("2026-11-20T00:00:00Z"))
    for oldSigns in [true, false] {
      let forge = try forge(oldSigns: oldSigns)
      defer { forge.remove() }
      for (successor, expected) in [
        (nil, [FindingCode.keyChangeUnproved]), (Forge.reviewer, [.keyChangeUnproved]),
        (Forge.stranger, []),
      ] {
        let stolen = TrustedKey(
          publicKey: Forge.runner.publicKey, name: "old", status: .compromised, revokedAt: time,
          successor: successor?.publicKey.keyID)
        #expect(forge.codes(TrustStore(keys: [stolen, Self.both[1]])) == Set(expected))
      }
    }
  }

  @Test func `nobody seals a change that nobody declared`() throws {
    #expect(throws: SealError.self) {
      try Forge.make(signers: [RunSigner(key: Forge.runner), RunSigner(key: Forge.stranger)])
    }
  }

  @Test func `a change that does not fit its run is found out`() throws {
    let other = Forge.reviewer.publicKey.keyID
    for (member, value) in [("to", other), ("from", Forge.stranger.publicKey.keyID)] {
      let forge = try forge()
      defer { forge.remove() }
      try forge.remanifest {
        $0["predicate"]["chain"]["key_change"][member] = .leaf(.string(value))
      }
      try forge.retag()
      try forge.sign(Forge.stranger, coSigners: [Forge.runner])
      #expect(forge.codes(TrustStore(keys: Self.both)).contains(.keyChangeInvalid), "\(member)")
    }
    let first = try Forge.make()
    defer { first.remove() }
    try first.reseal {
      $0["predicate"]["chain"]["key_change"] = Node([
        "from": .string(other), "to": .string(Forge.runner.publicKey.keyID), "reason": "x",
      ])
    }
    #expect(first.codes().contains(.keyChangeInvalid))
  }

  @Test func `a store may ask for more than one signature on every run`() throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    let two = TrustPolicy(runSignatures: 2)
    #expect(forge.codes(TrustStore(keys: Self.both, policy: two)) == [.signersTooFew])
    let signed = try Forge.make(coSigners: [Forge.stranger])
    defer { signed.remove() }
    #expect(signed.codes(TrustStore(keys: Self.both, policy: two)).isEmpty)
  }
}
