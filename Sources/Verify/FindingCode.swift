/// What verification may find. The raw values are promises to readers.
package enum FindingCode: String, Hashable, Sendable, CaseIterable {
  // The folder and its files.
  case folderUnreadable = "folder-unreadable"
  case fileUnreadable = "file-unreadable"
  case tooManyFiles = "too-many-files"
  case fileTooLarge = "file-too-large"
  case fileChangedWhileRead = "file-changed-while-read"
  case fileMissing = "file-missing"
  case fileUnlisted = "file-unlisted"
  case folderUnlisted = "folder-unlisted"
  case symbolicLink = "symbolic-link"
  case hardLink = "hard-link"
  case notPlainFile = "not-plain-file"
  case nameUnsafe = "name-unsafe"
  case nameCollision = "name-collision"
  // Lists and labels.
  case digestDiffers = "digest-differs"
  case listNotCanonical = "list-not-canonical"
  case bagitDiffers = "bagit-differs"
  case bagInfoDiffers = "bag-info-differs"
  case archiveDigestDiffers = "archive-digest-differs"
  // The manifest.
  case manifestNotParsed = "manifest-not-parsed"
  case manifestNotCanonical = "manifest-not-canonical"
  case fieldUnknown = "field-unknown"
  case fieldMissing = "field-missing"
  case fieldInvalid = "field-invalid"
  case runIDDiffers = "run-id-differs"
  case chainInvalid = "chain-invalid"
  case clockInvalid = "clock-invalid"
  case subjectDiffers = "subject-differs"
  case inputDiffers = "input-differs"
  case outputDiffers = "output-differs"
  case configDiffers = "config-differs"
  case rowsDoNotSum = "rows-do-not-sum"
  case totalsDoNotTie = "totals-do-not-tie"
  case effectiveConfigDiffers = "effective-config-differs"
  case replayDiffers = "replay-differs"
  // The run made again, where that was asked for.
  case replayedOtherwise = "replayed-otherwise"
  case notReplayed = "not-replayed"
  // Signatures.
  case envelopeNotParsed = "envelope-not-parsed"
  case envelopeNotCanonical = "envelope-not-canonical"
  case payloadTypeDiffers = "payload-type-differs"
  case payloadDiffers = "payload-differs"
  case signersDiffer = "signers-differ"
  case signatureInvalid = "signature-invalid"
  case signatureMalleable = "signature-malleable"
  case sshSignatureNotParsed = "ssh-signature-not-parsed"
  case sshNamespaceDiffers = "ssh-namespace-differs"
  case sshKeyDiffers = "ssh-key-differs"
  case sshSignatureInvalid = "ssh-signature-invalid"
  // The checkpoint of a run.
  case checkpointNotParsed = "checkpoint-not-parsed"
  case checkpointDiffers = "checkpoint-differs"
  case checkpointSignatureInvalid = "checkpoint-signature-invalid"
  // The chain of a book.
  case runsMissing = "runs-missing"
  case runMissing = "run-missing"
  case sequenceTwice = "sequence-twice"
  case previousDiffers = "previous-differs"
  case clockDecreased = "clock-decreased"
  case supersedesDiffers = "supersedes-differs"
  case dateTwice = "date-twice"
  case dateMissing = "date-missing"
  case pinnedTruncated = "pinned-truncated"
  case pinnedDiffers = "pinned-differs"
  case pinnedSignatureInvalid = "pinned-signature-invalid"
  // Trust.
  case trustMissing = "trust-missing"
  case keyUntrusted = "key-untrusted"
  case keyRole = "key-role"
  case keyNotInDate = "key-not-in-date"
  case keyRevoked = "key-revoked"
  case keyCompromised = "key-compromised"
  case bookDiffers = "book-differs"
  case signersTooFew = "signers-too-few"
  // Keys that follow one another.
  case keyChangeInvalid = "key-change-invalid"
  case keyChangeUnproved = "key-change-unproved"
  case keyChangeUndeclared = "key-change-undeclared"
  // Files beside a sealed run.
  case sidecarMissing = "sidecar-missing"
  case sidecarDiffers = "sidecar-differs"
  // Reviews.
  case reviewUnfinished = "review-unfinished"
  case reviewFileUnknown = "review-file-unknown"
  case reviewFileMissing = "review-file-missing"
  case reviewOutOfOrder = "review-out-of-order"
  case reviewNotParsed = "review-not-parsed"
  case reviewNotCanonical = "review-not-canonical"
  case reviewFieldInvalid = "review-field-invalid"
  case reviewRunDiffers = "review-run-differs"
  case reviewTimeInvalid = "review-time-invalid"
  case reviewSignatureNotParsed = "review-signature-not-parsed"
  case reviewNamespaceDiffers = "review-namespace-differs"
  case reviewSignatureInvalid = "review-signature-invalid"
  case reviewEnvelopeInvalid = "review-envelope-invalid"
  case reviewByRunner = "review-by-runner"
  case reviewKeyUntrusted = "review-key-untrusted"
  case reviewKeyRole = "review-key-role"
  case reviewKeyNotInDate = "review-key-not-in-date"
  case reviewKeyRevoked = "review-key-revoked"
  case reviewKeyCompromised = "review-key-compromised"
  case reviewMissing = "review-missing"
  case reviewRejected = "review-rejected"

  /// What a finding of this code makes of the verdict.
  package var outcome: Outcome {
    switch self {
    case .folderUnreadable, .fileUnreadable, .tooManyFiles, .fileChangedWhileRead, .trustMissing,
      .runsMissing, .dateMissing, .reviewUnfinished, .reviewKeyUntrusted, .reviewMissing,
      .reviewRejected, .notReplayed:
      .incomplete
    case .keyCompromised, .reviewKeyCompromised: .indeterminate
    case .fileTooLarge, .fileMissing, .fileUnlisted, .folderUnlisted, .symbolicLink, .hardLink,
      .notPlainFile, .nameUnsafe, .nameCollision, .digestDiffers, .listNotCanonical,
      .bagitDiffers, .bagInfoDiffers, .archiveDigestDiffers, .manifestNotParsed,
      .manifestNotCanonical, .fieldUnknown, .fieldMissing, .fieldInvalid, .runIDDiffers,
      .chainInvalid, .clockInvalid, .subjectDiffers, .inputDiffers, .outputDiffers,
      .configDiffers, .rowsDoNotSum, .totalsDoNotTie, .effectiveConfigDiffers, .replayDiffers,
      .replayedOtherwise,
      .envelopeNotParsed, .envelopeNotCanonical, .payloadTypeDiffers, .payloadDiffers,
      .signersDiffer, .signatureInvalid, .signatureMalleable, .sshSignatureNotParsed,
      .sshNamespaceDiffers, .sshKeyDiffers, .sshSignatureInvalid, .checkpointNotParsed,
      .checkpointDiffers, .checkpointSignatureInvalid, .runMissing, .sequenceTwice,
      .previousDiffers, .clockDecreased, .supersedesDiffers, .dateTwice, .pinnedTruncated,
      .pinnedDiffers, .pinnedSignatureInvalid, .keyUntrusted, .keyRole,
      .keyNotInDate, .keyRevoked, .bookDiffers, .signersTooFew, .keyChangeInvalid,
      .keyChangeUnproved, .keyChangeUndeclared, .sidecarMissing, .sidecarDiffers,
      .reviewFileUnknown,
      .reviewFileMissing, .reviewOutOfOrder, .reviewNotParsed, .reviewNotCanonical,
      .reviewFieldInvalid, .reviewRunDiffers, .reviewTimeInvalid, .reviewSignatureNotParsed,
      .reviewNamespaceDiffers, .reviewSignatureInvalid, .reviewEnvelopeInvalid, .reviewByRunner,
      .reviewKeyRole, .reviewKeyNotInDate, .reviewKeyRevoked:
      .tampered
    }
  }
}
