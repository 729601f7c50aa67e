import Foundation
import Seal
import TestSupport
import Testing

@Suite struct SSHSignatureTests {
  static let suite = Places.shared("suites/openssh-sshsig")

  @Test(.enabled(if: suite != nil, "suite openssh-sshsig is not on this machine"))
  func `OpenSSH's own vector reads, holds and is written back byte for byte`() throws {
    let folder = try #require(Self.suite)
    let bytes = Array(try Data(contentsOf: folder.appending(path: "ed25519.sig")))
    let message = Array(try Data(contentsOf: folder.appending(path: "signed-data")))
    let namespace = try String(
      contentsOf: folder.appending(path: "namespace"), encoding: .utf8)
    let line = try String(contentsOf: folder.appending(path: "ed25519.pub"), encoding: .utf8)
    let signature = try SSHSignature(armoured: bytes)
    #expect(signature.isValid(for: message))
    #expect(!signature.isValid(for: message + [0]))
    #expect(signature.namespace == namespace.trimmingCharacters(in: .whitespacesAndNewlines))
    let field = String(line.split(separator: " ")[1])
    #expect(try PublicKey(openSSHField: field) == signature.publicKey)
    #expect(Array(signature.armoured.utf8) == bytes)
    for other in ["rsa.sig", "ecdsa.sig"] {
      let bytes = Array(try Data(contentsOf: folder.appending(path: other)))
      #expect(throws: SealError.self) { try SSHSignature(armoured: bytes) }
    }
  }

  @Test func `no other bytes than the one armour are read`() throws {
    let key = try PrivateKey(seed: Array(1...32))
    let good = Array(
      try SSHSignature(of: [1, 2, 3], namespace: "n", key: key).armoured.utf8)
    #expect(try SSHSignature(armoured: good).isValid(for: [1, 2, 3]))
    for index in good.indices {
      for bit: UInt8 in [1, 0x20] {
        var bytes = good
        bytes[index] ^= bit
        let holds = (try? SSHSignature(armoured: bytes))?.isValid(for: [1, 2, 3]) ?? false
        let sameSigner = (try? SSHSignature(armoured: bytes))?.publicKey == key.publicKey
        #expect(!(holds && sameSigner), "byte \(index) bit \(bit)")
      }
      #expect(throws: SealError.self) { try SSHSignature(armoured: Array(good[..<index])) }
    }
  }

  /// The private key in the form `ssh-keygen` 9.2 reads (OpenSSH PROTOCOL.key).
  static func openSSHPrivateKey(seed: [UInt8], publicKey: [UInt8]) -> String {
    func number(_ value: Int) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    func string(_ bytes: [UInt8]) -> [UInt8] { number(bytes.count) + bytes }
    func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }
    let blob = string("ssh-ed25519") + string(publicKey)
    var inner = number(7) + number(7) + blob + string(seed + publicKey) + string("")
    while inner.count % 8 != 0 { inner.append(UInt8(inner.count % 8)) }
    // Padding is 1, 2, 3 … up to a multiple of eight.
    let base = number(7) + number(7) + blob + string(seed + publicKey) + string("")
    inner = base + (0..<((8 - base.count % 8) % 8)).map { UInt8($0 + 1) }
    let whole =
      Array("openssh-key-v1\0".utf8) + string("none") + string("none") + string("") + number(1)
      + string(blob) + string(inner)
    let body = Data(whole).base64EncodedString(options: [
      .lineLength64Characters, .endLineWithLineFeed,
    ])
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n\(body)\n-----END OPENSSH PRIVATE KEY-----\n"
  }

  @Test(.enabled(if: Tool.find("ssh-keygen") != nil, "needs ssh-keygen"))
  func `our armour is ssh-keygen's, byte for byte, on messages of any length`() throws {
    let keygen = try #require(Tool.find("ssh-keygen"))
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let seed: UInt64 = 0x5516_0000_0000_0002
    var generator = SeededGenerator(seed: seed)
    let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let key = try PrivateKey(seed: secret)
    let keyFile = folder.appending(path: "key")
    let text = Self.openSSHPrivateKey(seed: secret, publicKey: key.publicKey.raw)
    try Data(text.utf8).write(to: keyFile)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keyFile.path)
    let isLong = Effort.isLong
    let count = isLong ? 1000 : 50
    for index in 0..<count {
      let length = index < 3 ? index : Int.random(in: 0..<5000, using: &generator)
      let message = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let namespace = ["tieout-run-v1", "n", "tieout-review-v1"][index % 3]
      let outcome = try keygen.run(
        ["-Y", "sign", "-f", keyFile.path, "-n", namespace], input: Data(message))
      try #require(outcome.status == 0, "\(outcome.errors)")
      let ours = try SSHSignature(of: message, namespace: namespace, key: key)
      try #require(ours.armoured == outcome.output, "seed \(seed), message \(index)")
    }
    print("ssh-keygen -Y sign: \(count) messages byte-equal")
  }
}
