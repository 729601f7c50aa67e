/// A public key as SSH knows it: an Ed25519 key, alone or in a FIDO authenticator (OpenSSH
/// PROTOCOL.u2f, 9.2). The latter signs reviews only.
package enum SSHKey: Hashable, Sendable {
  case plain(PublicKey)
  /// The authenticator signs for an application, `ssh:` or `ssh:…`, and never anything bare.
  case securityKey(PublicKey, application: String)

  package var publicKey: PublicKey {
    switch self {
    case .plain(let key), .securityKey(let key, _): key
    }
  }

  /// Nil for a plain key.
  package var application: String? {
    guard case .securityKey(_, let application) = self else { return nil }
    return application
  }

  /// Names the key: a plain one as everywhere, a security key by the SHA-256 of its SSH form, which
  /// is what `ssh-keygen -l` prints in base64.
  package var keyID: String {
    switch self {
    case .plain(let key): key.keyID
    case .securityKey: Digest.hex(of: blob)
    }
  }

  static let plainType = "ssh-ed25519"
  package static let securityKeyType = "sk-ssh-ed25519@openssh.com"

  var type: String {
    switch self {
    case .plain: Self.plainType
    case .securityKey: Self.securityKeyType
    }
  }

  /// The key as SSH puts it on the wire.
  var blob: [UInt8] {
    switch self {
    case .plain(let key): return key.sshBlob
    case .securityKey(let key, let application):
      var wire = SSHWire()
      wire.append(string: Array(Self.securityKeyType.utf8))
      wire.append(string: key.raw)
      wire.append(string: Array(application.utf8))
      return wire.bytes
    }
  }

  /// One line as in `~/.ssh/*.pub`, without line end.
  package func openSSHLine(comment: String = "") -> String {
    let line = "\(type) \(Base64.text(blob))"
    return comment.isEmpty ? line : "\(line) \(comment)"
  }

  /// The base64 field of an OpenSSH public key line.
  ///
  /// - Throws: `.keyNotParsed`, `.keyWeak`.
  package init(openSSHField field: String) throws(SealError) {
    guard let blob = Base64.bytes(field.utf8) else { throw .keyNotParsed("invalid base64") }
    try self.init(blob: blob)
  }

  init(blob: [UInt8]) throws(SealError) {
    var wire = SSHWireReader(blob)
    let type = wire.string() ?? []
    guard type == Array(Self.securityKeyType.utf8) else {
      self = .plain(try PublicKey(sshBlob: blob))
      return
    }
    guard let raw = wire.string(), let application = wire.string(), wire.isAtEnd,
      let name = Self.application(application)
    else { throw .keyNotParsed("no sk-ssh-ed25519 public key") }
    self = .securityKey(try PublicKey(raw: raw), application: name)
  }

  /// An application is printable ASCII that begins with `ssh:`, so that no web site's key passes
  /// for one of SSH.
  package static func application(_ bytes: [UInt8]) -> String? {
    guard bytes.count <= 255, bytes.starts(with: "ssh:".utf8),
      bytes.allSatisfy({ (0x21...0x7e).contains($0) })
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What an authenticator says beside its signature.
package struct Presence: Hashable, Sendable {
  /// Bit 0: somebody touched it. Bit 2: it knew who.
  package let flags: UInt8
  /// Goes up with each signature; it is signed, and says nothing by itself.
  package let counter: UInt32

  package init(flags: UInt8, counter: UInt32) {
    self.flags = flags
    self.counter = counter
  }

  package var isTouched: Bool { flags & 1 != 0 }
}
