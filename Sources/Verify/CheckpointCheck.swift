import Seal

/// Whether a run's `checkpoint.note` is in its one form, of this run, and signed by the run's key.
/// Whether its root is that of the chain shows only where the whole chain is read.
struct CheckpointCheck {
  let contents: FolderContents
  /// The manifest; nil if it has no known form.
  let statement: JSONValue?
  let trust: TrustStore?
  /// Nil if it is not there or not understood.
  let note: CheckpointNote?

  init(contents: FolderContents, statement: JSONValue?, trust: TrustStore?) {
    self.contents = contents
    self.statement = statement
    self.trust = trust
    note = contents.content(Layout.checkpoint).flatMap(CheckpointNote.init)
  }

  func findings() -> [Finding] {
    guard contents.content(Layout.checkpoint) != nil else { return [] }
    guard let note else {
      return [Finding(.checkpointNotParsed, Layout.checkpoint, expected: "a signed checkpoint")]
    }
    guard let predicate = statement?["predicate"] else { return [] }
    return expected(predicate, note.checkpoint) + signature(predicate, note)
  }

  private func expected(_ predicate: JSONValue, _ checkpoint: Checkpoint) -> [Finding] {
    var findings: [Finding] = []
    let origin = Checkpoint.origin(ofBook: predicate["run"]?["book"]?.text ?? "")
    if checkpoint.origin != origin {
      findings.append(
        Finding(
          .checkpointDiffers, Layout.checkpoint, expected: origin, actual: checkpoint.origin))
    }
    let sequence = predicate["chain"]?["sequence"]?.number ?? 0
    if checkpoint.size != sequence {
      findings.append(
        Finding(
          .checkpointDiffers, Layout.checkpoint, expected: "\(sequence) runs",
          actual: "\(checkpoint.size) runs"))
    }
    guard sequence == 1, let manifest = contents.files[Layout.manifest] else { return findings }
    var tree = MerkleTree()
    tree.append(Hex.bytes(manifest.sha256))
    if checkpoint.root != tree.root { findings.append(Self.otherRoot(tree, checkpoint)) }
    return findings
  }

  static func otherRoot(_ tree: MerkleTree, _ checkpoint: Checkpoint) -> Finding {
    Finding(
      .checkpointDiffers, Layout.checkpoint, expected: "root \(Base64.text(tree.root))",
      actual: "root \(Base64.text(checkpoint.root))")
  }

  /// One signature, by the key the manifest names.
  private func signature(_ predicate: JSONValue, _ note: CheckpointNote) -> [Finding] {
    let keyID = predicate["signing"]?["keyid"]?.text ?? ""
    guard let key = key(keyID) else { return [] }
    if note.signatures.count == 1, note.signatures[0].name == note.checkpoint.origin,
      note.isSigned(by: key) == true
    {
      return []
    }
    return [
      Finding(.checkpointSignatureInvalid, Layout.checkpoint, expected: "one, by key \(keyID)")
    ]
  }

  /// The key of an id: the verifier's, else the one in the folder. If neither is known, the other
  /// signatures say so.
  private func key(_ keyID: String) -> PublicKey? {
    if let known = trust?.key(keyID)?.publicKey { return known }
    let own = contents.content(Layout.signature).flatMap { try? SSHSignature(armoured: $0) }
    return own.flatMap { $0.publicKey.keyID == keyID ? $0.publicKey : nil }
  }
}
