import Accounting
import Foundation
import Seal
import TestSupport
import Testing
import Verify

@Suite struct TrustTests {
  static let example = Places.shared("manifest-example/trust")

  private func store(_ text: String) throws(TrustFault) -> TrustStore {
    try TrustStore(parsing: Array(text.utf8))
  }

  private func instant(_ text: String) throws -> Instant { try #require(Stamp.instant(text)) }

  private func outcome(_ forge: Forge, _ key: TrustedKey) -> Outcome {
    forge.verdict(TrustStore(keys: [key])).outcome
  }

  @Test func `without trust a folder is at best incomplete, and says why`() throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    let verdict = forge.verdict(nil)
    #expect(verdict.outcome == .incomplete && verdict.outcome.exitCode == 3)
    #expect(verdict.findings.map(\.code) == [.trustMissing])
    #expect(verdict.findings[0].actual.contains("not checked against a trust store"))
    try forge.write("data/inputs/a.csv", "y")
    #expect(forge.verdict(nil).outcome == .tampered)
  }

  @Test func `a signature under the own key of a stranger does not hold without trust either`()
    throws
  {
    let forge = try Forge.make()
    defer { forge.remove() }
    try forge.sign(Forge.stranger)
    #expect(forge.codes(nil).contains(.sshKeyDiffers))
    #expect(forge.verdict(nil).outcome == .tampered)
  }

  @Test func `validity is compared with the run clock, its end not included`() throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    let clock = try instant("2026-11-20T02:00:01.250Z")
    let later = Instant(nanoseconds: clock.nanoseconds + 1)
    let key = Forge.runner.publicKey
    let made = { (from: Instant?, to: Instant?) in
      TrustedKey(publicKey: key, name: "k", validFrom: from, validTo: to)
    }
    #expect(outcome(forge, made(clock, later)) == .good)
    #expect(outcome(forge, made(later, nil)) == .tampered)
    #expect(outcome(forge, made(nil, clock)) == .tampered)
    #expect(outcome(forge, made(nil, nil)) == .good)
  }

  @Test func `a key compromised later leaves the run in doubt, one compromised before does not`()
    throws
  {
    let forge = try Forge.make()
    defer { forge.remove() }
    let key = Forge.runner.publicKey
    let made = { (at: Instant?, status: TrustedKey.Status) in
      TrustedKey(publicKey: key, name: "k", status: status, revokedAt: at)
    }
    let after = try instant("2027-01-01T00:00:00Z")
    let before = try instant("2026-01-01T00:00:00Z")
    #expect(outcome(forge, made(after, .compromised)) == .indeterminate)
    #expect(Outcome.indeterminate.exitCode == 4)
    #expect(outcome(forge, made(before, .compromised)) == .tampered)
    #expect(outcome(forge, made(nil, .compromised)) == .tampered)
    #expect(outcome(forge, made(nil, .superseded)) == .good)
    #expect(outcome(forge, made(nil, .retired)) == .good)
  }

  @Test func `a store for another book does not speak for this one`() throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    #expect(forge.verdict(TrustStore(keys: Forge.trust.keys, book: "acme-eu")).outcome == .good)
    let other = forge.verdict(TrustStore(keys: Forge.trust.keys, book: "acme-us"))
    #expect(other.findings.map(\.code) == [.bookDiffers])
  }

  @Test func `a co-signer must be trusted too, and its signature must hold`() throws {
    let forge = try Forge.make(coSigners: [Forge.stranger])
    defer { forge.remove() }
    #expect(forge.codes().contains(.keyUntrusted))
    #expect(forge.codes(nil) == [.trustMissing])
    let trust = TrustStore(own: [Forge.runner.publicKey, Forge.stranger.publicKey])
    #expect(forge.verdict(trust).outcome == .good)
    let envelope = try Envelope(parsing: try forge.read("run-manifest.dsse.json"))
    let forged = Envelope(
      payload: envelope.payload, payloadType: envelope.payloadType,
      signatures: envelope.signatures.map {
        $0.keyID == Forge.stranger.publicKey.keyID
          ? .init(keyID: $0.keyID, bytes: [1] + $0.bytes.dropFirst()) : $0
      })
    try forge.write("run-manifest.dsse.json", try forged.encoded())
    #expect(forge.verdict(trust).findings.map(\.code) == [.signatureInvalid])
  }

  @Test func `a store is read from public keys in every form we write`() throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    let key = Forge.runner.publicKey
    let line = key.openSSHLine(comment: "runner 2026")
    for text in [
      key.pem, "\n" + line, line + "\n", line + "\r\n", "# ours\n\n" + line + "\n",
      "tieout " + line, "tieout namespaces=\"tieout-run-v1\" " + line,
      "a,b namespaces=\"file,tieout-*\",valid-after=\"20260101Z\",valid-before=20270101Z " + line,
      Forge.stranger.publicKey.pem + key.pem,
    ] {
      #expect(forge.verdict(try store(text)).outcome == .good, "\(text)")
    }
    for text in [
      "x namespaces=\"file\" " + line, "x valid-before=\"20260101Z\" " + line,
      Forge.stranger.publicKey.pem,
    ] {
      #expect(forge.verdict(try store(text)).outcome == .tampered, "\(text)")
    }
  }

  @Test(arguments: [
    "", "\n\n", "# nothing", "x", "x ssh-ed25519", "x ssh-ed25519 AAAA", "{", "{}",
    "-----BEGIN PUBLIC KEY-----\n", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    "x namespaces=\"a ssh-ed25519 AAAA", "ssh-rsa AAAA",
  ])
  func `what is no trust store is refused`(text: String) {
    #expect(throws: TrustFault.self) { try store(text) }
  }

  @Test func `a time without zone, an unknown option and a key given twice are refused`() throws {
    let line = Forge.runner.publicKey.openSSHLine()
    for text in [
      "x valid-after=\"20260101\" \(line)", "x valid-after=\"20260230Z\" \(line)",
      "x valid-until=\"20260101Z\" \(line)", "\(line)\n\(line)\n",
    ] {
      #expect(throws: TrustFault.self) { try store(text) }
    }
  }

  @Test func `a weak key never enters a store`() throws {
    let weak = [1] + [UInt8](repeating: 0, count: 31)
    let spki =
      "302a300506032b6570032100".utf8.count == 24
      ? [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00] + weak : []
    let pem =
      "-----BEGIN PUBLIC KEY-----\n\(Base64.text(spki))\n-----END PUBLIC KEY-----\n"
    let blob: [UInt8] = [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32] + weak
    let json = """
      {"schema":"tieout.trust/1","keys":[{"algorithm":"ed25519","name":"w","roles":["run"],
      "status":"active","valid_from":"2026-01-01T00:00:00Z","valid_to":null,
      "keyid":"\(Digest.hex(of: spki))","public":"\(Base64.text(weak))"}]}
      """
    for text in [pem, "x ssh-ed25519 \(Base64.text(blob))", json] {
      do {
        _ = try store(text)
        Issue.record("taken: \(text)")
      } catch {
        #expect(error.reason.contains("small order"))
      }
    }
  }

  @Test(.enabled(if: example != nil, "manifest-example is not on this machine"))
  func `the example's trust files are read with roles and dates`() throws {
    let folder = try #require(Self.example)
    let json = try TrustStore(
      parsing: Array(try Data(contentsOf: folder.appending(path: "trust.json"))))
    #expect(json.book == "acme-eu")
    let lines = try TrustStore(
      parsing: Array(try Data(contentsOf: folder.appending(path: "allowed_signers"))))
    for trust in [json, lines] {
      #expect(trust.keys.count == 3)
      #expect(trust.keys.map(\.roles) == [[.run], [.run], [.review]])
      #expect(trust.keys[0].validTo == Stamp.instant("2026-08-21T00:00:00Z"))
      #expect(trust.keys[2].validTo == nil)
    }
    #expect(json.keys.map(\.publicKey) == lines.keys.map(\.publicKey))
    #expect(json.keys.map(\.status) == [.retired, .active, .active])
  }
}
