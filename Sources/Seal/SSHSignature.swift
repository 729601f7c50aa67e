/// A detached signature in the form of `ssh-keygen -Y sign` (OpenSSH PROTOCOL.sshsig 1.4):
/// Ed25519 over SHA-512, nothing else.
package struct SSHSignature: Hashable, Sendable {
  package let publicKey: PublicKey
  /// What the signature is for.
  package let namespace: String
  /// 64 bytes.
  package let signature: [UInt8]

  /// The namespace of a run manifest's signature.
  package static let runNamespace = "tieout-run-v1"

  package init(publicKey: PublicKey, namespace: String, signature: [UInt8]) {
    self.publicKey = publicKey
    self.namespace = namespace
    self.signature = signature
  }

  /// Signs a message; the armour has the bytes `ssh-keygen -Y sign` writes with the same key.
  package init(
    of message: [UInt8], namespace: String, key: any SigningKey
  ) throws(SealError) {
    self.init(
      publicKey: key.publicKey, namespace: namespace,
      signature: try key.signature(for: Self.signedData(message, namespace: namespace)))
  }

  /// Whether the signature is valid for the message under its own key and namespace.
  package func isValid(for message: [UInt8]) -> Bool {
    publicKey.isValid(
      signature: signature, for: Self.signedData(message, namespace: namespace))
  }

  package var armoured: String {
    var inner = SSHWire()
    inner.append(string: Array("ssh-ed25519".utf8))
    inner.append(string: signature)
    var wire = SSHWire()
    wire.append(raw: Self.magic)
    wire.append(1)
    wire.append(string: publicKey.sshBlob)
    wire.append(string: Array(namespace.utf8))
    wire.append(string: [])
    wire.append(string: Self.hashName)
    wire.append(string: inner.bytes)
    return Self.head + Base64.lines(Base64.text(wire.bytes), width: 70) + Self.tail
  }

  /// Reads an armoured signature; only the bytes `armoured` writes are taken.
  ///
  /// - Throws: `.signatureNotParsed`, or `.keyWeak`.
  package init(armoured bytes: [UInt8]) throws(SealError) {
    guard bytes.count <= 4096, bytes.starts(with: Self.head.utf8),
      bytes.suffix(Self.tail.utf8.count).elementsEqual(Self.tail.utf8),
      bytes.count >= Self.head.utf8.count + Self.tail.utf8.count
    else { throw .signatureNotParsed("no SSH signature armour") }
    let body = bytes.dropFirst(Self.head.utf8.count).dropLast(Self.tail.utf8.count)
    guard let blob = Base64.bytes(body.filter { $0 != 0x0a }) else {
      throw .signatureNotParsed("invalid base64")
    }
    var wire = SSHWireReader(blob)
    guard wire.raw(6) == Self.magic, wire.number() == 1 else {
      throw .signatureNotParsed("not SSHSIG version 1")
    }
    guard let key = wire.string(), let namespace = wire.string(), let reserved = wire.string(),
      let hash = wire.string(), let inner = wire.string(), wire.isAtEnd
    else { throw .signatureNotParsed("truncated or with data after its end") }
    guard reserved.isEmpty else { throw .signatureNotParsed("reserved field in use") }
    guard hash == Self.hashName else { throw .signatureNotParsed("hash is not sha512") }
    guard let name = String(validating: namespace, as: UTF8.self) else {
      throw .signatureNotParsed("namespace is no text")
    }
    var innerWire = SSHWireReader(inner)
    guard innerWire.string() == Array("ssh-ed25519".utf8), let signature = innerWire.string(),
      signature.count == 64, innerWire.isAtEnd
    else { throw .signatureNotParsed("no Ed25519 signature") }
    self.init(
      publicKey: try PublicKey(sshBlob: key), namespace: name, signature: signature)
    guard armoured.utf8.elementsEqual(bytes) else {
      throw .signatureNotParsed("not in the one form")
    }
  }

  private static func signedData(_ message: [UInt8], namespace: String) -> [UInt8] {
    var wire = SSHWire()
    wire.append(raw: magic)
    wire.append(string: Array(namespace.utf8))
    wire.append(string: [])
    wire.append(string: hashName)
    wire.append(string: Digest.sha512(of: message))
    return wire.bytes
  }

  private static let magic = Array("SSHSIG".utf8)
  private static let hashName = Array("sha512".utf8)
  private static let head = "-----BEGIN SSH SIGNATURE-----\n"
  private static let tail = "-----END SSH SIGNATURE-----\n"
}
