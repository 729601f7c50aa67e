package import Accounting

/// What a run folder holds when its manifest is written.
package struct FolderDigests: Sendable {
  package let runID: String
  package let book: String
  package let sequence: Int
  package let previous: PreviousRun?
  /// The files of `data/`, in byte order of their paths.
  package let payload: [FileDigest]
  /// `manifest-sha256.txt`, `bagit.txt`, `bag-info.txt`, `VERIFY.txt`.
  package let payloadManifest: FileDigest
  package let bagit: FileDigest
  package let bagInfo: FileDigest
  package let verifyText: FileDigest
  package let keyID: String
  /// In byte order.
  package let coSigners: [String]
  package let finishedAt: Instant
  /// Digests of the side files of the run before, by path.
  package let sidecars: [String: String]
  package let keyChange: KeyChange?

  /// A file of the payload by its path.
  package func file(_ path: String) throws(SealError) -> FileDigest { try payload.file(path) }

  /// The files of a room of the payload: `config`.
  package func files(in room: String) -> [FileDigest] {
    payload.filter { $0.path.utf8.starts(with: "data/\(room)/".utf8) }
  }
}

extension [FileDigest] {
  func file(_ path: String) throws(SealError) -> FileDigest {
    guard let file = first(where: { $0.path == path }) else { throw .fileMissing(path) }
    return file
  }
}

/// How a run folder is to be signed and labelled.
package struct SealTerms: Sendable {
  /// The run clock at the end of the run.
  package var finishedAt: Instant
  /// Name and version: `tieout 0.1.0`.
  package var agent: String
  /// 16 hexadecimal digits, as printed on every report.
  package var evidenceID: String
  package var key: any SigningKey
  package var coSigners: [any SigningKey]
  /// Declared if the run before has another key.
  package var keyChange: KeyChange?

  package init(
    finishedAt: Instant, agent: String, evidenceID: String, key: any SigningKey,
    coSigners: [any SigningKey] = [], keyChange: KeyChange? = nil
  ) {
    self.finishedAt = finishedAt
    self.agent = agent
    self.evidenceID = evidenceID
    self.key = key
    self.coSigners = coSigners
    self.keyChange = keyChange
  }
}
