import Crypto

/// A detached signature in the form of `ssh-keygen -Y sign` (OpenSSH PROTOCOL.sshsig 1.4):
/// Ed25519 over SHA-512, nothing else; by a security key too (PROTOCOL.u2f).
package struct SSHSignature: Hashable, Sendable {
  package let key: SSHKey
  /// What the signature is for.
  package let namespace: String
  /// 64 bytes.
  package let signature: [UInt8]
  /// Nil unless `key` is a security key.
  package let presence: Presence?

  /// The namespaces of a run manifest's and of a review's signature.
  package static let runNamespace = "tieout-run-v1"
  package static let reviewNamespace = "tieout-review-v1"

  package init(publicKey: PublicKey, namespace: String, signature: [UInt8]) {
    self.init(key: .plain(publicKey), namespace: namespace, signature: signature, presence: nil)
  }

  /// - Precondition: there is a presence if and only if the key is a security key.
  package init(key: SSHKey, namespace: String, signature: [UInt8], presence: Presence?) {
    precondition((key.application == nil) == (presence == nil), "a presence of no security key")
    self.key = key
    self.namespace = namespace
    self.signature = signature
    self.presence = presence
  }

  package var publicKey: PublicKey { key.publicKey }

  /// Signs a message; the armour has the bytes `ssh-keygen -Y sign` writes with the same key.
  package init(
    of message: [UInt8], namespace: String, key: any SigningKey
  ) throws(SealError) {
    self.init(
      publicKey: key.publicKey, namespace: namespace,
      signature: try key.signature(for: Self.signedData(message, namespace: namespace)))
  }

  /// Whether the signature is valid for the message under its own key and namespace. A security key
  /// must have been touched.
  package func isValid(for message: [UInt8]) -> Bool {
    let data = Self.signedData(message, namespace: namespace)
    guard let presence, let application = key.application else {
      return publicKey.isValid(signature: signature, for: data)
    }
    return presence.isTouched
      && publicKey.isValid(
        signature: signature, for: Self.authenticated(data, application, presence))
  }

  /// What an authenticator signs in the place of some data.
  package static func authenticated(
    _ data: [UInt8], _ application: String, _ presence: Presence
  ) -> [UInt8] {
    var wire = SSHWire()
    wire.append(raw: Array(SHA256.hash(data: Array(application.utf8))))
    wire.append(raw: [presence.flags])
    wire.append(presence.counter)
    wire.append(raw: Array(SHA256.hash(data: data)))
    return wire.bytes
  }

  package var armoured: String {
    var inner = SSHWire()
    inner.append(string: Array(key.type.utf8))
    inner.append(string: signature)
    if let presence {
      inner.append(raw: [presence.flags])
      inner.append(presence.counter)
    }
    var wire = SSHWire()
    wire.append(raw: Self.magic)
    wire.append(1)
    wire.append(string: key.blob)
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
    let signer = try SSHKey(blob: key)
    let (signature, presence) = try Self.parts(inner, of: signer)
    self.init(key: signer, namespace: name, signature: signature, presence: presence)
    guard armoured.utf8.elementsEqual(bytes) else {
      throw .signatureNotParsed("not in the one form")
    }
  }

  private static func parts(
    _ inner: [UInt8], of key: SSHKey
  ) throws(SealError) -> (signature: [UInt8], presence: Presence?) {
    var wire = SSHWireReader(inner)
    guard wire.string() == Array(key.type.utf8), let signature = wire.string(),
      signature.count == 64
    else { throw .signatureNotParsed("no Ed25519 signature") }
    var presence: Presence?
    if key.application != nil {
      guard let flags = wire.raw(1), let counter = wire.number() else {
        throw .signatureNotParsed("no flags and counter of a security key")
      }
      presence = Presence(flags: flags[0], counter: counter)
    }
    guard wire.isAtEnd else { throw .signatureNotParsed("data after the signature") }
    return (signature, presence)
  }

  /// What is signed of a message: never its bytes themselves.
  package static func signedData(_ message: [UInt8], namespace: String) -> [UInt8] {
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
