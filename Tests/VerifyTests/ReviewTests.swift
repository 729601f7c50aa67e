import Accounting
import Foundation
import Seal
import TestSupport
import Testing
import Verify

/// Reviews beside a run, good ones and others.
@Suite struct ReviewTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let code: FindingCode
    var outcome = Outcome.tampered
    let tamper: @Sendable (Forge) throws -> Void
    var testDescription: String { name }
  }

  @Test func `a review by a trusted key is told, and the run stays good`() throws {
    let forge = try Forge.reviewed()
    defer { forge.remove() }
    for terms in [ReviewTerms.checked, .required] {
      let verdict = Verifier.verify(
        folder: forge.folder.path, trust: Forge.trust, reviews: terms)
      #expect(verdict.findings.isEmpty, "\(verdict.findings)")
      #expect(verdict.reviews.map(\.path) == ["reviews/01-amy.json"])
      #expect(verdict.reviews.first?.reviewer == "amy")
      #expect(verdict.reviews.first?.decision == .approvedWithExceptions)
    }
  }

  @Test func `who holds no reviewer's key cannot tell, and the seal does not depend on it`()
    throws
  {
    let forge = try Forge.reviewed()
    defer { forge.remove() }
    let runner = TrustStore(keys: [Forge.trust.keys[0]])
    let verdict = forge.verdict(runner)
    #expect(verdict.findings.map(\.code) == [.reviewKeyUntrusted])
    #expect(verdict.outcome == .incomplete && verdict.reviews.isEmpty)
    let seal = Verifier.verify(folder: forge.folder.path, trust: runner, reviews: .setAside)
    #expect(seal.findings.isEmpty)
    #expect(forge.verdict(nil).findings.map(\.code) == [.trustMissing])
  }

  @Test func `a review that is asked for and missing, or a rejection, makes it incomplete`() throws
  {
    func required(_ forge: Forge, _ trust: TrustStore = Forge.trust) -> Verdict {
      Verifier.verify(folder: forge.folder.path, trust: trust, reviews: .required)
    }
    let forge = try Forge.make()
    defer { forge.remove() }
    #expect(required(forge).findings.map(\.code) == [.reviewMissing])
    #expect(required(forge).outcome == .incomplete)
    try forge.review { $0.decision = .rejected }
    #expect(required(forge).findings.map(\.code) == [.reviewRejected])
    #expect(forge.verdict().findings.isEmpty)
    // The reviewer's last word counts.
    try forge.review()
    #expect(required(forge).findings.isEmpty)
    let two = TrustStore(keys: Forge.trust.keys, policy: TrustPolicy(reviewSignatures: 2))
    #expect(required(forge, two).findings.map(\.code) == [.reviewMissing])
  }

  @Test(arguments: cases)
  func `a review that does not hold is found out`(item: Case) throws {
    let forge = try Forge.reviewed()
    defer { forge.remove() }
    try item.tamper(forge)
    let verdict = forge.verdict()
    #expect(verdict.findings.contains { $0.code == item.code }, "\(verdict.findings)")
    #expect(verdict.outcome == item.outcome, "\(verdict.findings)")
    let isOfReviews = { (finding: Finding) in finding.path.hasPrefix("reviews") }
    #expect(verdict.findings.allSatisfy(isOfReviews), "\(verdict.findings)")
    let required = Verifier.verify(
      folder: forge.folder.path, trust: Forge.trust, reviews: .required)
    #expect(required.outcome >= item.outcome)
    let seal = Verifier.verify(folder: forge.folder.path, trust: Forge.trust, reviews: .setAside)
    #expect(seal.findings.isEmpty, "\(seal.findings)")
  }

  static let statement = "reviews/01-amy.json"
  static let signature = "reviews/01-amy.json.sig"
  static let envelope = "reviews/01-amy.dsse.json"

  static let cases = files + statements + keys

  static let files = [
    Case(name: "statement removed", code: .reviewFileMissing) { try $0.delete(statement) },
    Case(name: "signature removed", code: .reviewFileMissing) { try $0.delete(signature) },
    Case(name: "a file of another kind", code: .reviewFileUnknown) {
      try $0.write("reviews/notes.txt", "x")
    },
    Case(name: "a first review removed, a second kept", code: .reviewOutOfOrder) {
      try $0.review()
      for path in [statement, signature, envelope] { try $0.delete(path) }
    },
    Case(name: "a review that is being written", code: .reviewUnfinished, outcome: .incomplete) {
      try $0.write("reviews/.02-amy.json.tmp", "x")
    },
    Case(name: "a hard link", code: .hardLink) { forge in
      try FileManager.default.linkItem(
        at: forge.url(statement), to: forge.scratch.appending(path: "outside"))
    },
    Case(name: "a link in the place of the statement", code: .symbolicLink) { forge in
      let outside = forge.scratch.appending(path: "outside")
      try FileManager.default.moveItem(at: forge.url(statement), to: outside)
      try FileManager.default.createSymbolicLink(
        at: forge.url(statement), withDestinationURL: outside)
    },
    Case(name: "a folder in it", code: .folderUnlisted) {
      try FileManager.default.createDirectory(
        at: $0.url("reviews/more"), withIntermediateDirectories: true)
    },
    Case(name: "a huge statement", code: .fileTooLarge) {
      try $0.write(statement, Array(repeating: 0x20, count: 7 << 20))
    },
  ]

  static let statements = [
    Case(name: "T39 review of another run", code: .reviewRunDiffers) {
      try $0.review(add: false) { $0.digest = String(repeating: "0", count: 64) }
    },
    Case(name: "review of another run id", code: .reviewRunDiffers) {
      try $0.review(add: false) { $0.runID = "2026-11-18_000001" }
    },
    Case(name: "decision changed, not signed", code: .reviewSignatureInvalid) {
      try $0.edit(statement, "approved-with-exceptions", "approved")
    },
    Case(name: "white space, signed", code: .reviewNotCanonical) {
      try $0.signReview(Array(try $0.read(statement)) + [0x0a])
    },
    Case(name: "no JSON, signed", code: .reviewNotParsed) { try $0.signReview([0x7b]) },
    Case(name: "another field, signed", code: .reviewFieldInvalid) { forge in
      var node = Node(try JSONParser.value(of: try forge.read(statement)))
      node["predicate"]["note"] = .leaf("x")
      try forge.signReview(try node.json.canonical())
    },
    Case(name: "another decision, signed", code: .reviewFieldInvalid) { forge in
      var node = Node(try JSONParser.value(of: try forge.read(statement)))
      node["predicate"]["decision"] = .leaf("perhaps")
      try forge.signReview(try node.json.canonical())
    },
    Case(name: "one break decided twice, signed", code: .reviewFieldInvalid) { forge in
      var node = Node(try JSONParser.value(of: try forge.read(statement)))
      let items = node["predicate"]["dispositions"].items
      node["predicate"]["dispositions"] = .list(items + items)
      try forge.signReview(try node.json.canonical())
    },
    Case(name: "made before the run ended", code: .reviewTimeInvalid) {
      try $0.review(add: false) { $0.time = "2026-11-20T02:00:01.000Z" }
    },
    Case(name: "predicate of a run, signed", code: .reviewFieldInvalid) { forge in
      var node = Node(try JSONParser.value(of: try forge.read(statement)))
      node["predicateType"] = .leaf("urn:tieout:run:1")
      try forge.signReview(try node.json.canonical())
    },
  ]

  static let keys = [
    Case(name: "T30 signed by the runner", code: .reviewByRunner) {
      try $0.signReview(try $0.read(statement), key: Forge.runner)
    },
    Case(
      name: "signed by a stranger", code: .reviewKeyUntrusted, outcome: .incomplete
    ) {
      try $0.signReview(try $0.read(statement), key: Forge.stranger)
    },
    Case(name: "signed for a run", code: .reviewNamespaceDiffers) {
      let other = try SSHSignature(
        of: try $0.read(statement), namespace: "tieout-run-v1", key: Forge.reviewer)
      try $0.write(signature, other.armoured)
    },
    Case(name: "signature cut", code: .reviewSignatureNotParsed) {
      try $0.write(signature, Array(try $0.read(signature).dropLast(30)))
    },
    Case(name: "envelope by another key", code: .reviewEnvelopeInvalid) {
      let bytes = try $0.read(statement)
      try $0.write(envelope, try Envelope(signing: bytes, keys: [Forge.stranger]).encoded())
    },
    Case(name: "envelope of other bytes", code: .reviewEnvelopeInvalid) {
      try $0.write(envelope, try Envelope(signing: [1], keys: [Forge.reviewer]).encoded())
    },
    Case(name: "envelope with a second signature", code: .reviewEnvelopeInvalid) {
      let bytes = try $0.read(statement)
      let both = try Envelope(signing: bytes, keys: [Forge.reviewer, Forge.stranger])
      try $0.write(envelope, try both.encoded())
    },
    Case(name: "envelope that is none", code: .reviewEnvelopeInvalid) {
      try $0.write(envelope, "{}")
    },
  ]

  @Test func `an envelope may be missing: other tools make none`() throws {
    let forge = try Forge.reviewed()
    defer { forge.remove() }
    try forge.delete(Self.envelope)
    #expect(forge.verdict().findings.isEmpty)
    #expect(forge.verdict().reviews.count == 1)
  }

  @Test func `a reviewer's key has its role and its time too`() throws {
    let forge = try Forge.reviewed()
    defer { forge.remove() }
    let early = try #require(Stamp.instant("2026-11-20T03:00:00Z"))
    let late = try #require(Stamp.instant("2027-01-01T00:00:00Z"))
    func codes(_ edit: (PublicKey) -> TrustedKey) -> [FindingCode] {
      let keys = [Forge.trust.keys[0], edit(Forge.reviewer.publicKey)]
      return forge.verdict(TrustStore(keys: keys)).findings.map(\.code)
    }
    #expect(
      codes { TrustedKey(publicKey: $0, name: "amy", roles: [.run, .trust]) }
        == [.reviewKeyRole])
    #expect(
      codes { TrustedKey(publicKey: $0, name: "amy", roles: [.review], validTo: early) }
        == [.reviewKeyNotInDate])
    for (time, expected) in [
      (early, FindingCode.reviewKeyRevoked), (late, .reviewKeyCompromised),
    ] {
      let found = codes {
        TrustedKey(
          publicKey: $0, name: "amy", roles: [.review], status: .compromised, revokedAt: time)
      }
      #expect(found == [expected])
    }
    let policy = TrustPolicy(reviewerMayBeRunner: true)
    let both = TrustedKey(publicKey: Forge.runner.publicKey, name: "all", roles: [.run, .review])
    try forge.signReview(try forge.read(Self.statement), key: Forge.runner)
    #expect(forge.verdict(TrustStore(keys: [both], policy: policy)).findings.isEmpty)
    #expect(forge.verdict(TrustStore(keys: [both])).findings.map(\.code) == [.reviewByRunner])
  }

  @Test func `a review made before a compromise shows that the run is older`() throws {
    let forge = try Forge.reviewed()
    defer { forge.remove() }
    func verdict(_ time: String) throws -> Verdict {
      let stolen = TrustedKey(
        publicKey: Forge.runner.publicKey, name: "runner", status: .compromised,
        revokedAt: Stamp.instant(time))
      return forge.verdict(TrustStore(keys: [stolen, Forge.trust.keys[1]]))
    }
    // The review is of 2026-11-21.
    #expect(try verdict("2026-12-01T00:00:00Z").outcome == .good)
    #expect(try verdict("2026-11-20T12:00:00Z").findings.map(\.code) == [.keyCompromised])
    try forge.edit(Self.statement, "approved-with-exceptions", "approved")
    #expect(try verdict("2026-12-01T00:00:00Z").findings.map(\.code).contains(.keyCompromised))
  }

  @Test func `a security key's review is good by its own key id, and has no envelope`() throws {
    let forge = try Forge.reviewed()
    defer { forge.remove() }
    let key = SSHKey.securityKey(Forge.reviewer.publicKey, application: "ssh:")
    func sign(_ presence: Presence, _ forge: Forge) throws {
      let statement = try forge.read(Self.statement)
      let data = SSHSignature.signedData(statement, namespace: SSHSignature.reviewNamespace)
      let bytes = try Forge.reviewer.signature(
        for: SSHSignature.authenticated(data, "ssh:", presence))
      let made = SSHSignature(
        key: key, namespace: SSHSignature.reviewNamespace, signature: bytes, presence: presence)
      try forge.write(Self.signature, made.armoured)
    }
    try sign(Presence(flags: 1, counter: 1), forge)
    let trusted = TrustedKey(
      publicKey: Forge.reviewer.publicKey, name: "amy", roles: [.review], application: "ssh:")
    let trust = TrustStore(keys: [Forge.trust.keys[0], trusted])
    #expect(forge.codes(trust) == [.reviewEnvelopeInvalid])
    try forge.delete(Self.envelope)
    #expect(forge.verdict(trust).findings.isEmpty)
    #expect(forge.verdict(trust).reviews.map(\.keyID) == [key.keyID])
    // The plain key of the same numbers is another key.
    #expect(forge.codes() == [.reviewKeyUntrusted])
    try sign(Presence(flags: 4, counter: 2), forge)
    #expect(forge.codes(trust) == [.reviewSignatureInvalid])
    // Whoever signed the run does not review it, in an authenticator's form either.
    let own = try Forge.make(key: Forge.reviewer)
    defer { own.remove() }
    try own.review()
    try own.delete(Self.envelope)
    try sign(Presence(flags: 1, counter: 3), own)
    #expect(own.codes(trust).contains(.reviewByRunner))
  }

  @Test func `no flipped bit of a review stays unseen`() throws {
    let forge = try Forge.reviewed()
    defer { forge.remove() }
    for name in [Self.statement, Self.signature, Self.envelope] {
      let good = try forge.read(name)
      for index in stride(from: 0, to: good.count, by: BitFlipTests.isLong ? 1 : 23) {
        for bit in [0, 5] {
          var bytes = good
          bytes[index] ^= 1 << bit
          try forge.write(name, bytes)
          #expect(forge.verdict().outcome != .good, "\(name):\(index):\(bit)")
        }
      }
      try forge.write(name, good)
    }
    #expect(forge.verdict().findings.isEmpty)
  }

  @Test func `an empty folder of reviews is nobody's finding`() throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    try FileManager.default.createDirectory(
      at: forge.url("reviews"), withIntermediateDirectories: true)
    #expect(forge.verdict().findings.isEmpty)
  }
}
