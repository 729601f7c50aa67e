import Crypto

/// SHA-256 as we write it: 64 lower-case hexadecimal digits.
package enum Digest {
  package static func hex(of bytes: [UInt8]) -> String {
    Hex.text(Array(SHA256.hash(data: bytes)))
  }

  /// SHA-512 of the bytes, as SSHSIG uses it.
  static func sha512(of bytes: [UInt8]) -> [UInt8] { Array(SHA512.hash(data: bytes)) }
}

/// Lower-case hexadecimal digits.
package enum Hex {
  package static func text(_ bytes: [UInt8]) -> String {
    String(decoding: digits(bytes), as: UTF8.self)
  }

  static func digits(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [alphabet[Int($0 >> 4)], alphabet[Int($0 & 15)]] }
  }

  /// The bytes of pairs of digits; what is no digit counts as zero.
  package static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { value($0) ?? 0 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// The value of one hexadecimal digit of either case.
  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// Whether the text is a SHA-256 as we write it.
  package static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
