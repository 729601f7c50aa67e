import Crypto
import Foundation
import Seal
import TestSupport
import Testing

/// Keys in FIDO authenticators, with a software one and `ssh-keygen -Y verify` as the oracle.
@Suite struct SecurityKeyTests {
  /// What an authenticator does: it signs what OpenSSH wraps, with its flags and counter.
  struct Authenticator {
    let key: PrivateKey
    var application = "ssh:"
    var presence = Presence(flags: 1, counter: 7)

    init(seed: UInt8) throws { key = try PrivateKey(seed: Array(repeating: seed, count: 32)) }

    var sshKey: SSHKey { .securityKey(key.publicKey, application: application) }

    func sign(_ message: [UInt8], namespace: String = "tieout-review-v1") throws -> SSHSignature {
      let data = SSHSignature.signedData(message, namespace: namespace)
      let wrapped = SSHSignature.authenticated(data, application, presence)
      return SSHSignature(
        key: sshKey, namespace: namespace, signature: try key.signature(for: wrapped),
        presence: presence)
    }
  }

  static let message = Array("{\n  \"decision\": \"approved\"\n}\n".utf8)

  @Test func `a signature is read as it was written, and holds for its message only`() throws {
    let signature = try Authenticator(seed: 5).sign(Self.message)
    let again = try SSHSignature(armoured: Array(signature.armoured.utf8))
    #expect(again == signature)
    #expect(again.presence == Presence(flags: 1, counter: 7))
    #expect(again.isValid(for: Self.message))
    #expect(!again.isValid(for: Self.message + [0]))
  }

  @Test func `application, flags and counter are signed, and nobody's touch is no signature`()
    throws
  {
    var device = try Authenticator(seed: 5)
    let good = try device.sign(Self.message)
    func with(_ key: SSHKey, _ presence: Presence) -> Bool {
      SSHSignature(
        key: key, namespace: good.namespace, signature: good.signature, presence: presence
      ).isValid(for: Self.message)
    }
    let presence = Presence(flags: 1, counter: 7)
    #expect(with(device.sshKey, presence))
    #expect(!with(device.sshKey, Presence(flags: 1, counter: 8)))
    #expect(!with(device.sshKey, Presence(flags: 5, counter: 7)))
    #expect(!with(.securityKey(device.key.publicKey, application: "ssh:x"), presence))
    device.presence = Presence(flags: 5, counter: 0xffff_ffff)
    #expect(try device.sign(Self.message).isValid(for: Self.message))
    device.presence = Presence(flags: 4, counter: 1)
    #expect(try !device.sign(Self.message).isValid(for: Self.message))
  }

  @Test func `a security key is another key than the plain one in it`() throws {
    let device = try Authenticator(seed: 5)
    let plain = SSHKey.plain(device.key.publicKey)
    #expect(device.sshKey.keyID != plain.keyID)
    #expect(plain.keyID == device.key.publicKey.keyID)
    let line = device.sshKey.openSSHLine(comment: "amy")
    #expect(line.hasPrefix("sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t"))
    let field = String(line.split(separator: " ")[1])
    #expect(try SSHKey(openSSHField: field) == device.sshKey)
    // Bare bytes that it signed elsewhere are no review.
    let bare = try device.key.signature(
      for: SSHSignature.signedData(Self.message, namespace: "tieout-review-v1"))
    let forged = SSHSignature(
      key: device.sshKey, namespace: "tieout-review-v1", signature: bare,
      presence: Presence(flags: 1, counter: 7))
    #expect(!forged.isValid(for: Self.message))
  }

  @Test(arguments: ["web.example", "ssh", "", "ssh:a b", "ssh:\u{e9}"])
  func `a key of another application is none of SSH`(application: String) throws {
    var device = try Authenticator(seed: 5)
    device.application = application
    let armour = Array(try device.sign(Self.message).armoured.utf8)
    #expect(throws: SealError.self) { try SSHSignature(armoured: armour) }
  }

  @Test func `a weak key in an authenticator's form is refused`() throws {
    var blob: [UInt8] = [0, 0, 0, 26] + Array("sk-ssh-ed25519@openssh.com".utf8)
    blob += [0, 0, 0, 32, 1] + Array(repeating: 0, count: 31) + [0, 0, 0, 4] + Array("ssh:".utf8)
    #expect(throws: SealError.keyWeak("the point has a small order")) {
      try SSHKey(openSSHField: Base64.text(blob))
    }
  }

  static let hasKeygen = Tool.find("ssh-keygen") != nil

  @Test(.enabled(if: hasKeygen, "needs ssh-keygen"), arguments: ["ssh:", "ssh:tieout"])
  func `ssh-keygen verifies what we verify, and refuses what we refuse`(
    application: String
  ) throws {
    let tool = try #require(Tool.find("ssh-keygen"))
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    var device = try Authenticator(seed: 5)
    device.application = application
    let line = device.sshKey.openSSHLine(comment: "amy")
    try Data("amy namespaces=\"tieout-review-v1\" \(line)\n".utf8).write(
      to: folder.appending(path: "allowed"))
    try Data((line + "\n").utf8).write(to: folder.appending(path: "amy.pub"))
    func accepts(_ signature: SSHSignature, _ message: [UInt8]) throws -> Bool {
      try Data(signature.armoured.utf8).write(to: folder.appending(path: "sig"))
      let outcome = try tool.run(
        ["-Y", "verify", "-f", "allowed", "-I", "amy", "-n", "tieout-review-v1", "-s", "sig"],
        input: Data(message), in: folder)
      return outcome.status == 0
    }
    for presence in [
      Presence(flags: 1, counter: 7), Presence(flags: 5, counter: 0),
      Presence(flags: 1, counter: 0xffff_ffff),
    ] {
      device.presence = presence
      let good = try device.sign(Self.message)
      #expect(try accepts(good, Self.message))
      #expect(good.isValid(for: Self.message))
      let wrong = [
        SSHSignature(
          key: good.key, namespace: good.namespace, signature: good.signature,
          presence: Presence(flags: presence.flags, counter: presence.counter &+ 1)),
        SSHSignature(
          key: good.key, namespace: good.namespace, signature: good.signature,
          presence: Presence(flags: presence.flags ^ 4, counter: presence.counter)),
        SSHSignature(
          key: good.key, namespace: "tieout-run-v1", signature: good.signature,
          presence: presence),
      ]
      for signature in wrong {
        #expect(try !accepts(signature, Self.message))
        #expect(!signature.isValid(for: Self.message) || signature.namespace != good.namespace)
      }
      #expect(try !accepts(good, Self.message + [1]))
    }
    // The fingerprint is the key id, in base64.
    let shown = try tool.run(["-l", "-f", "amy.pub"], in: folder)
    let digest = Data(Hex.bytes(device.sshKey.keyID)).base64EncodedString().dropLast()
    #expect(shown.output.contains("SHA256:\(digest)"), "\(shown.output)")
  }
}
