import Accounting
import Foundation
import Seal
import TestSupport
import Testing
import Verify

/// Keys and side files along a chain.
@Suite struct ChainKeyTests {
  private static let keys = [
    TrustedKey(publicKey: Forge.runner.publicKey, name: "old"),
    TrustedKey(publicKey: Forge.stranger.publicKey, name: "new"),
  ]
  private static let trust = TrustStore(keys: keys)

  private static let next = RunSigner(
    key: Forge.stranger, oldKey: Forge.runner,
    replaces: [Forge.runner.publicKey.keyID: "yearly"])

  /// Two runs by the old key, then two by the new one.
  private func withRotated(_ body: (ChainForge) throws -> Void) throws {
    let forge = try ChainForge.make(["2026-11-16", "2026-11-17"])
    defer { forge.remove() }
    for date in ["2026-11-18", "2026-11-19"] { try forge.run(date, signer: Self.next) }
    try body(forge)
  }

  private func instant(_ text: String) throws -> Instant { try #require(Stamp.instant(text)) }

  @Test func `a chain whose key changes as declared is good`() throws {
    try withRotated { forge in
      let found = forge.verify(pinned: try forge.pin(), trust: Self.trust)
      #expect(found.findings.isEmpty, "\(found.findings)")
    }
  }

  @Test func `T44 a change of key that no manifest declares is found, though both are trusted`()
    throws
  {
    try withRotated { forge in
      let third = forge.run(3)
      try third.remanifest {
        $0["predicate"]["chain"].remove("key_change")
        $0["predicate"]["signing"]["co_signers"] = .list([])
      }
      try third.retag()
      try third.sign(Forge.stranger)
      try forge.relink(4, key: Forge.stranger)
      let found = forge.verify(trust: Self.trust)
      #expect(found.codes == [.keyChangeUndeclared], "\(found.findings)")
      #expect(found.outcome == .tampered)
    }
  }

  @Test func `a change from a key that did not sign the run before is none`() throws {
    try withRotated { forge in
      let fourth = forge.run(4)
      let change: JSONValue = [
        "from": .string(Forge.runner.publicKey.keyID),
        "to": .string(Forge.stranger.publicKey.keyID), "reason": "again",
      ]
      try fourth.remanifest {
        $0["predicate"]["chain"]["key_change"] = Node(change)
        $0["predicate"]["signing"]["co_signers"] = .list([
          .leaf(.string(Forge.runner.publicKey.keyID))
        ])
      }
      try fourth.retag()
      try fourth.sign(Forge.stranger, coSigners: [Forge.runner])
      #expect(forge.verify(trust: Self.trust).codes == [.keyChangeInvalid])
    }
  }

  /// The clocks: runs 1 to 4 ended 2026-11-20 at 03:00, 04:00, 05:00 and 06:00.
  private func compromised(_ time: String, _ forge: ChainForge) throws -> ChainForge.Found {
    let stolen = TrustedKey(
      publicKey: Forge.runner.publicKey, name: "old", status: .compromised,
      revokedAt: try instant(time), successor: Forge.stranger.publicKey.keyID)
    return forge.verify(trust: TrustStore(keys: [stolen, Self.keys[1]]))
  }

  @Test func `a later run under another key shows that runs are older than a compromise`() throws {
    try withRotated { forge in
      // Run 3, by the other key, ended before.
      let settled = try compromised("2026-11-20T05:30:00Z", forge)
      #expect(settled.findings.isEmpty, "\(settled.findings)")
      // No run by another key had ended: the first two are in doubt.
      let doubtful = try compromised("2026-11-20T04:30:00Z", forge)
      #expect(doubtful.codes == [.keyCompromised])
      #expect(doubtful.findings.count == 2)
      #expect(doubtful.outcome == .indeterminate)
      // The second run is by its own clock not older.
      let late = try compromised("2026-11-20T03:30:00Z", forge)
      #expect(late.codes == [.keyCompromised, .keyRevoked])
      #expect(late.outcome == .tampered)
    }
  }

  @Test func `a run that is not good itself, or not linked, vouches for nothing`() throws {
    try withRotated { forge in
      try forge.run(4).write("data/inputs/a.csv", "y")
      try forge.run(3).write("data/inputs/a.csv", "y")
      let found = try compromised("2026-11-20T07:00:00Z", forge)
      #expect(found.findings.filter { $0.code == .keyCompromised }.count == 2)
    }
    try withRotated { forge in
      try FileManager.default.removeItem(at: forge.run(2).folder)
      let found = try compromised("2026-11-20T07:00:00Z", forge)
      #expect(found.findings.filter { $0.code == .keyCompromised }.count == 1)
      #expect(found.codes.contains(.runMissing))
    }
  }

  @Test func `a checkpoint put away before a compromise shows it too, by its own date`() throws {
    let forge = try ChainForge.make()
    defer { forge.remove() }
    let note = try forge.pin()
    try forge.run("2026-11-20")
    let stolen = TrustedKey(
      publicKey: Forge.runner.publicKey, name: "old", status: .compromised,
      revokedAt: try instant("2026-12-01T00:00:00Z"))
    let trust = TrustStore(keys: [stolen])
    #expect(forge.verify(trust: trust).findings.count == 5)
    #expect(forge.verify(pinned: note, trust: trust).findings.count == 5)
    let before = try instant("2026-11-30T00:00:00Z")
    let settled = forge.verify(pinned: note, pinnedAt: before, trust: trust)
    #expect(settled.codes == [.keyCompromised])
    #expect(settled.findings.map { $0.path.prefix(17) } == ["2026-11-20_000005"])
    let after = try instant("2026-12-02T00:00:00Z")
    #expect(forge.verify(pinned: note, pinnedAt: after, trust: trust).findings.count == 5)
    // Another history than the one put away: it vouches for nothing.
    try forge.run(1).reseal { $0["predicate"]["results"]["matched"] = .leaf(.integer(7)) }
    for sequence in 2...5 { try forge.relink(sequence) }
    let rewritten = forge.verify(pinned: note, pinnedAt: before, trust: trust)
    #expect(rewritten.codes == [.keyCompromised, .pinnedDiffers])
    #expect(rewritten.findings.count == 6)
  }

  @Test func `every run of a book may be asked for its review`() throws {
    let forge = try ChainForge.make()
    defer { forge.remove() }
    let none = forge.verify(reviews: .required)
    #expect(none.codes == [.reviewMissing] && none.findings.count == 4)
    #expect(none.findings[0].path == "2026-11-16_000001/reviews")
    for sequence in 1...4 { try forge.run(sequence).review() }
    #expect(forge.verify(reviews: .required).findings.isEmpty)
    // The seal of the chain does not hang on who may review.
    let runner = TrustStore(keys: [Forge.trust.keys[0]])
    #expect(forge.verify(trust: runner).codes == [.reviewKeyUntrusted])
    #expect(forge.verify(reviews: .setAside, trust: runner).findings.isEmpty)
  }

  @Test func `side files that a run sealed are missed, and found altered`() throws {
    let forge = try ChainForge.make()
    defer { forge.remove() }
    let sealed = try JSONParser.value(of: try forge.run(2).read("run-manifest.json"))
    let sidecars = sealed["predicate"]?["chain"]?["previous"]?["sidecars"]
    #expect(
      sidecars == ["checkpoint.note": .string(try forge.run(1).digest("checkpoint.note"))])
    try forge.run(2).write("checkpoint.note", try forge.run(3).read("checkpoint.note"))
    #expect(forge.verify().codes == [.checkpointDiffers, .sidecarDiffers])
    try forge.run(2).delete("checkpoint.note")
    #expect(forge.verify().codes == [.fileMissing, .sidecarMissing])
  }
}
