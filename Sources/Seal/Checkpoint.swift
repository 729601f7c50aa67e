import Crypto

/// How far a book's chain has come: the Merkle root over its first runs, in the form of C2SP
/// tlog-checkpoint (read 2026-11-28). The entries are the SHA-256 of each `run-manifest.json`, 32
/// bytes each, in order of sequence.
package struct Checkpoint: Hashable, Sendable {
  /// Which chain it is of: `tieout/acme-eu`.
  package let origin: String
  /// The number of runs.
  package let size: Int
  /// 32 bytes.
  package let root: [UInt8]

  package init(origin: String, size: Int, root: [UInt8]) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  package init(book: String, tree: MerkleTree) {
    self.init(origin: Self.origin(ofBook: book), size: tree.size, root: tree.root)
  }

  /// A name fit for a note's key: the book's slug has no blank and no plus.
  package static func origin(ofBook book: String) -> String { "tieout/\(SafeName.slug(of: book))" }

  /// The three lines that are signed.
  package var text: String { "\(origin)\n\(size)\n\(Base64.text(root))\n" }

  /// - Parameter text: exactly what `text` gives; nil for anything else.
  package init?(text: String) {
    let lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false)
      .map { String(decoding: Array($0), as: UTF8.self) }
    guard lines.count == 4, let size = Int(lines[1]), size > 0,
      let root = Base64.bytes(lines[2].utf8),
      root.count == 32, !lines[0].isEmpty
    else { return nil }
    self.init(origin: lines[0], size: size, root: root)
    guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
  }
}

/// A checkpoint with its signatures: a C2SP signed note (read 2026-11-28), Ed25519.
package struct CheckpointNote: Hashable, Sendable {
  package let checkpoint: Checkpoint
  package let signatures: [Signature]

  package struct Signature: Hashable, Sendable {
    package let name: String
    /// Four bytes that tell which key it is.
    package let keyHash: [UInt8]
    /// 64 bytes.
    package let bytes: [UInt8]
  }

  /// No note is larger.
  package static let sizeLimit = 64 << 10
  private static let dash = "\u{2014} "

  /// Signs a checkpoint; the key's name is the origin.
  package init(signing checkpoint: Checkpoint, key: any SigningKey) throws(SealError) {
    self.checkpoint = checkpoint
    let name = checkpoint.origin
    signatures = [
      Signature(
        name: name, keyHash: Self.keyHash(name, key.publicKey),
        bytes: try key.signature(for: Array(checkpoint.text.utf8)))
    ]
  }

  package var bytes: [UInt8] {
    var text = checkpoint.text
    if !signatures.isEmpty { text += "\n" }
    for item in signatures {
      text += "\(Self.dash)\(item.name) \(Base64.text(item.keyHash + item.bytes))\n"
    }
    return Array(text.utf8)
  }

  /// Reads a note in its one form. The three lines alone, as they may stand on paper, are a note
  /// without signatures.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.sizeLimit, let text = String(validating: bytes, as: UTF8.self) else {
      return nil
    }
    let lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false)
      .map { String(decoding: Array($0), as: UTF8.self) }
    guard lines.count >= 4,
      let checkpoint = Checkpoint(text: lines[..<3].joined(separator: "\n") + "\n")
    else { return nil }
    self.checkpoint = checkpoint
    var signatures: [Signature] = []
    for line in lines.dropFirst(4).dropLast() {
      guard let signature = Signature(line, after: Self.dash) else { return nil }
      signatures.append(signature)
    }
    self.signatures = signatures
    guard self.bytes == bytes else { return nil }
  }

  /// Whether the note bears a valid signature of the key; nil if none is by it.
  package func isSigned(by key: PublicKey) -> Bool? {
    let own = signatures.filter { $0.keyHash == Self.keyHash($0.name, key) }
    guard !own.isEmpty else { return nil }
    return own.allSatisfy { key.isValid(signature: $0.bytes, for: Array(checkpoint.text.utf8)) }
  }

  private static func keyHash(_ name: String, _ key: PublicKey) -> [UInt8] {
    // 0x01 is the signed note's own mark of Ed25519.
    Array(SHA256.hash(data: Array(name.utf8) + [0x0a, 0x01] + key.raw).prefix(4))
  }
}

extension CheckpointNote.Signature {
  fileprivate init?(_ line: String, after dash: String) {
    guard line.utf8.starts(with: dash.utf8) else { return nil }
    let parts = line.utf8.dropFirst(dash.utf8.count)
      .split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let blob = Base64.bytes(parts[1]), blob.count == 68
    else { return nil }
    self.init(
      name: String(decoding: Array(parts[0]), as: UTF8.self), keyHash: Array(blob[..<4]),
      bytes: Array(blob[4...]))
  }
}
