import Crypto

/// An Ed25519 private key.
package struct PrivateKey: SigningKey {
  private let key: Curve25519.Signing.PrivateKey
  package let publicKey: PublicKey

  /// A fresh key from the system's random source.
  package static func generate() throws(SealError) -> PrivateKey {
    try PrivateKey(Curve25519.Signing.PrivateKey())
  }

  /// The key of a seed of 32 bytes (RFC 8032).
  package init(seed: [UInt8]) throws(SealError) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw .keyNotParsed("an Ed25519 private key has 32 bytes")
    }
    try self.init(key)
  }

  private init(_ key: Curve25519.Signing.PrivateKey) throws(SealError) {
    self.key = key
    self.publicKey = try PublicKey(raw: Array(key.publicKey.rawRepresentation))
  }

  /// PKCS#8 in PEM form (RFC 8410), as `openssl genpkey -algorithm ed25519` writes it.
  package init(pem: String) throws(SealError) {
    guard let der = PEM.bytes(label: "PRIVATE KEY", pem), der.count == 48,
      der.starts(with: Self.pkcs8Prefix)
    else { throw .keyNotParsed("no Ed25519 private key in PKCS#8 PEM form") }
    try self.init(seed: Array(der.dropFirst(16)))
  }

  package var pem: String {
    PEM.text(label: "PRIVATE KEY", Self.pkcs8Prefix + Array(key.rawRepresentation))
  }

  /// The signature of 64 bytes.
  package func signature(for message: [UInt8]) throws(SealError) -> [UInt8] {
    guard let signature = try? key.signature(for: message) else { throw .notSigned }
    return Array(signature)
  }

  private static let pkcs8Prefix: [UInt8] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
    0x20,
  ]
}

/// Textual encoding of keys (RFC 7468), lines of 64, one form only.
enum PEM {
  static func text(label: String, _ der: [UInt8]) -> String {
    "-----BEGIN \(label)-----\n" + Base64.lines(Base64.text(der), width: 64)
      + "-----END \(label)-----\n"
  }

  /// The bytes inside; nil unless the text is exactly what `text` writes for them.
  static func bytes(label: String, _ text: String) -> [UInt8]? {
    let head = "-----BEGIN \(label)-----\n".utf8
    let tail = "-----END \(label)-----\n".utf8
    let bytes = Array(text.utf8)
    guard bytes.starts(with: head), bytes.count >= head.count + tail.count,
      bytes.suffix(tail.count).elementsEqual(tail)
    else { return nil }
    let body = bytes.dropFirst(head.count).dropLast(tail.count).filter { $0 != 0x0a }
    guard let der = Base64.bytes(body), self.text(label: label, der).utf8.elementsEqual(bytes)
    else { return nil }
    return der
  }
}
