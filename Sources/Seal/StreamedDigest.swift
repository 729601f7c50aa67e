import Crypto

/// SHA-256 of bytes that come in pieces.
package struct StreamedDigest {
  private var hasher = SHA256()
  package private(set) var size = 0

  package init() {}

  package mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    size += bytes.count
  }

  /// Lower-case hexadecimal.
  package var hex: String { Hex.text(Array(hasher.finalize())) }

  func file(_ path: String) -> FileDigest { FileDigest(path: path, size: size, sha256: hex) }

  /// The digest of a plain file, in bounded memory.
  package static func ofFile(at path: String) throws(SealError) -> String {
    let file = try FileReader(path, path: path)
    var hash = StreamedDigest()
    while case let chunk = try file.next(), !chunk.isEmpty { hash.append(chunk) }
    return hash.hex
  }
}
