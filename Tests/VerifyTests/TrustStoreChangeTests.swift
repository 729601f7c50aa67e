import Accounting
import Foundation
import Seal
import TestSupport
import Testing
import Verify

/// What the owner of a trust store does with it, and what that makes of runs.
@Suite struct TrustStoreChangeTests {
  private func instant(_ text: String) throws -> Instant { try #require(Stamp.instant(text)) }

  private static let runner = TrustedKey(publicKey: Forge.runner.publicKey, name: "runner")

  @Test func `what is written is what is read again`() throws {
    let from = try instant("2026-01-01T00:00:00Z")
    let to = try instant("2027-01-01T00:00:00.5Z")
    let keys = [
      Self.runner,
      TrustedKey(
        publicKey: Forge.reviewer.publicKey, name: "Ämy \"quoted\"", roles: [.review, .trust],
        validFrom: from, validTo: to, status: .compromised, revokedAt: from, reason: "lost",
        introducedBy: Forge.runner.publicKey.keyID, successor: Forge.stranger.publicKey.keyID),
    ]
    let policy = TrustPolicy(runSignatures: 2, reviewSignatures: 3, reviewerMayBeRunner: true)
    let store = TrustStore(keys: keys, book: "acme-eu", policy: policy)
    let again = try TrustStore(parsing: try store.json.canonical())
    #expect(again.keys == keys)
    #expect(again.book == "acme-eu" && again.policy == policy)
    #expect(try again.json.canonical() == store.json.canonical())
  }

  @Test func `a key stands in a store once, and no key is valid at no time`() throws {
    let store = TrustStore(keys: [Self.runner])
    #expect(throws: TrustFault.self) { try store.adding(Self.runner) }
    let time = try instant("2026-01-01T00:00:00Z")
    let never = TrustedKey(
      publicKey: Forge.stranger.publicKey, name: "x", validFrom: time, validTo: time)
    #expect(throws: TrustFault.self) { try store.adding(never) }
  }

  @Test func `a compromise is never taken back, only dated earlier`() throws {
    let store = TrustStore(keys: [Self.runner])
    let id = Self.runner.keyID
    let early = try instant("2026-01-01T00:00:00Z")
    let late = try instant("2026-02-01T00:00:00Z")
    let lost = try store.revoking(id, as: .compromised, at: late, reason: "lost")
    #expect(throws: TrustFault.self) {
      try lost.revoking(id, as: .superseded, at: early, reason: "not lost")
    }
    #expect(throws: TrustFault.self) {
      try lost.revoking(id, as: .compromised, at: late, reason: "later")
    }
    let earlier = try lost.revoking(id, as: .compromised, at: early, reason: "lost before")
    #expect(earlier.key(id)?.revokedAt == early)
    #expect(throws: TrustFault.self) {
      try store.revoking(Forge.stranger.publicKey.keyID, as: .retired, at: early, reason: "x")
    }
  }

  @Test func `a key is found by eight digits and more, if no other begins so`() throws {
    let store = TrustStore(own: [Forge.runner.publicKey, Forge.reviewer.publicKey])
    let id = Forge.runner.publicKey.keyID
    #expect(store.key(fitting: id)?.keyID == id)
    #expect(store.key(fitting: String(id.prefix(8)))?.keyID == id)
    #expect(store.key(fitting: String(id.prefix(7))) == nil)
    #expect(store.key(fitting: "") == nil)
    #expect(store.key(fitting: "zzzzzzzzz") == nil)
  }

  @Test func `a superseded key is good for what it signed before, not for later runs`() throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    let store = TrustStore(keys: [Self.runner])
    let clock = try instant("2026-11-20T02:00:01.250Z")
    for (at, expected) in [
      (Instant(nanoseconds: clock.nanoseconds + 1), Outcome.good), (clock, .tampered),
    ] {
      let ended = try store.revoking(
        Self.runner.keyID, as: .superseded, at: at, reason: "new machine")
      #expect(forge.verdict(ended).outcome == expected)
    }
  }

  @Test func `the user's own keys join a store, and what the store says of them counts`() throws {
    let time = try instant("2026-01-01T00:00:00Z")
    let store = try TrustStore(keys: [Self.runner])
      .revoking(Self.runner.keyID, as: .compromised, at: time, reason: "lost")
    let joined = store.joined(with: [Forge.runner.publicKey, Forge.stranger.publicKey])
    #expect(joined.keys.count == 2)
    #expect(joined.key(Self.runner.keyID)?.status == .compromised)
    #expect(joined.key(Forge.stranger.publicKey.keyID)?.roles == [.run])
  }
}
