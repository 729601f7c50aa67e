import Crypto

/// An Ed25519 public key that is fit to be trusted.
///
/// Small-order points and encodings that are not canonical are refused: signatures under them
/// prove nothing (C2SP CCTV, ed25519 vectors, read 2026-11-20).
package struct PublicKey: Hashable, Sendable {
  /// The 32 bytes of RFC 8032.
  package let raw: [UInt8]

  /// - Throws: `.keyNotParsed` if there are not 32 bytes; `.keyWeak` for a small-order point or
  ///   an encoding that is not canonical.
  package init(raw: [UInt8]) throws(SealError) {
    guard raw.count == 32 else { throw .keyNotParsed("an Ed25519 public key has 32 bytes") }
    guard Self.isCanonical(raw) else { throw .keyWeak("the encoding is not canonical") }
    guard !Self.isSmallOrder(raw) else { throw .keyWeak("the point has a small order") }
    self.raw = raw
  }

  /// Names the key: SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal.
  package var keyID: String { Digest.hex(of: spki) }

  /// SubjectPublicKeyInfo, DER (RFC 8410).
  package var spki: [UInt8] { Self.spkiPrefix + raw }

  static let spkiPrefix: [UInt8] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  package var pem: String { PEM.text(label: "PUBLIC KEY", spki) }

  /// The key as SSH puts it on the wire.
  var sshBlob: [UInt8] {
    var wire = SSHWire()
    wire.append(string: Array("ssh-ed25519".utf8))
    wire.append(string: raw)
    return wire.bytes
  }

  /// One line as in `~/.ssh/*.pub`, without line end.
  ///
  /// - Parameter comment: one line of printable text; may be empty.
  package func openSSHLine(comment: String = "") -> String {
    let line = "ssh-ed25519 \(Base64.text(sshBlob))"
    return comment.isEmpty ? line : "\(line) \(comment)"
  }

  /// A PEM block, exactly as `pem` writes it.
  package init(pem: String) throws(SealError) {
    guard let der = PEM.bytes(label: "PUBLIC KEY", pem), der.count == 44,
      der.starts(with: Self.spkiPrefix)
    else { throw .keyNotParsed("no Ed25519 public key in PEM form") }
    try self.init(raw: Array(der.dropFirst(12)))
  }

  /// The base64 field of an OpenSSH public key line.
  package init(openSSHField field: String) throws(SealError) {
    guard let blob = Base64.bytes(field.utf8) else { throw .keyNotParsed("invalid base64") }
    try self.init(sshBlob: blob)
  }

  init(sshBlob: [UInt8]) throws(SealError) {
    var wire = SSHWireReader(sshBlob)
    guard wire.string() == Array("ssh-ed25519".utf8), let raw = wire.string(), wire.isAtEnd else {
      throw .keyNotParsed("no ssh-ed25519 public key")
    }
    try self.init(raw: raw)
  }

  /// Whether the signature of 64 bytes is valid for the message, S in canonical range included.
  package func isValid(signature: [UInt8], for message: [UInt8]) -> Bool {
    guard signature.count == 64, Self.hasCanonicalS(signature),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
    else { return false }
    return key.isValidSignature(signature, for: message)
  }

  /// Whether the second half of a signature is below the group order, as RFC 8032 demands: S and
  /// S + L would otherwise be two signatures of one message.
  package static func hasCanonicalS(_ signature: [UInt8]) -> Bool {
    signature.count == 64 && isLess(Array(signature[32...]), groupOrder)
  }

  private static func isCanonical(_ raw: [UInt8]) -> Bool {
    isLess(coordinate(of: raw), prime)
  }

  /// The y coordinate: the encoding without the sign of x.
  private static func coordinate(of raw: [UInt8]) -> [UInt8] {
    Array(raw.dropLast()) + [raw[31] & 0x7f]
  }

  private static func isSmallOrder(_ raw: [UInt8]) -> Bool {
    smallOrderCoordinates.contains(coordinate(of: raw))
  }

  /// Little-endian comparison of equal lengths.
  private static func isLess(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.reversed().lexicographicallyPrecedes(right.reversed())
  }

  /// p = 2²⁵⁵ − 19.
  private static let prime = [0xed] + [UInt8](repeating: 0xff, count: 30) + [0x7f]

  /// L = 2²⁵² + 27742317777372353535851937790883648493.
  private static let groupOrder: [UInt8] =
    [
      0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
      0x14,
    ] + [UInt8](repeating: 0, count: 15) + [0x10]

  /// y of the eight points of small order: 1, −1, 0 and the two of order eight.
  private static let smallOrderCoordinates: [[UInt8]] = [
    [1] + [UInt8](repeating: 0, count: 31),
    [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
    [UInt8](repeating: 0, count: 32),
    [
      0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
      0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
      0xfc, 0x05,
    ],
    [
      0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
      0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
      0x03, 0x7a,
    ],
  ]
}
