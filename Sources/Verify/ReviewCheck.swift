package import Accounting
package import Seal

/// One review of a run: whether it is in its one form, about this run, signed, and by whom.
struct ReviewCheck {
  let files: ReviewFolder.Files
  /// Where the statement lies; the other files differ in their ends.
  let path: String
  let run: ReviewedRun
  let trust: TrustStore?

  /// What the review says, if nothing stands against it and its key is trusted for reviews.
  private(set) var valid: FoundReview?
  private(set) var findings: [Finding] = []

  init(files: ReviewFolder.Files, path: String, run: ReviewedRun, trust: TrustStore?) {
    self.files = files
    self.path = path
    self.run = run
    self.trust = trust
    let statement = readStatement()
    let signature = readSignature()
    checkEnvelope(signature?.key)
    guard let statement, let signature else { return }
    let review = FoundReview(statement, path: path, keyID: signature.key.keyID)
    checkRun(statement, review)
    let isTrusted = checkKey(signature.key, review)
    if findings.isEmpty, isTrusted { valid = review }
  }

  private mutating func readStatement() -> JSONValue? {
    let value: JSONValue
    do {
      value = try JSONParser.value(of: files.statement, sizeLimit: Layout.reviewLimit)
    } catch {
      note(.reviewNotParsed, actual: error.description)
      return nil
    }
    if (try? value.canonical()) != files.statement {
      note(.reviewNotCanonical, expected: "the form of jq -S .")
    }
    let shape = Shape.review.findings(value, at: "\(path)#")
    findings += shape.map {
      Finding(.reviewFieldInvalid, $0.path, expected: $0.expected, actual: $0.actual)
    }
    return shape.isEmpty ? value : nil
  }

  private mutating func readSignature() -> SSHSignature? {
    let place = sibling(ReviewFolder.signatureEnd)
    let signature: SSHSignature
    do {
      signature = try SSHSignature(armoured: files.signature)
    } catch {
      findings.append(Finding(.reviewSignatureNotParsed, place, actual: error.description))
      return nil
    }
    if signature.namespace != SSHSignature.reviewNamespace {
      findings.append(
        Finding(
          .reviewNamespaceDiffers, place, expected: SSHSignature.reviewNamespace,
          actual: signature.namespace))
    }
    if let presence = signature.presence, !presence.isTouched {
      findings.append(
        Finding(.reviewSignatureInvalid, place, expected: "a touch of the security key"))
    } else if !signature.isValid(for: files.statement) {
      findings.append(Finding(.reviewSignatureInvalid, place))
    }
    return signature
  }

  /// The DSSE envelope, if there is one, is by the same key over the same bytes.
  private mutating func checkEnvelope(_ key: SSHKey?) {
    guard let bytes = files.envelope else { return }
    let place = sibling(ReviewFolder.envelopeEnd)
    func wrong(_ expected: String) -> Finding {
      Finding(.reviewEnvelopeInvalid, place, expected: expected)
    }
    guard let envelope = try? Envelope(parsing: bytes), (try? envelope.encoded()) == bytes else {
      findings.append(wrong("an envelope in the form of jq -S ."))
      return
    }
    if envelope.payloadType != Envelope.statementType {
      findings.append(wrong(Envelope.statementType))
    }
    if envelope.payload != files.statement { findings.append(wrong("the bytes of \(path)")) }
    guard case .plain(let own)? = key else {
      if key != nil { findings.append(wrong("none: a security key signs no envelope")) }
      return
    }
    let message = Envelope.signedData(envelope.payload, payloadType: envelope.payloadType)
    guard envelope.signatures.map(\.keyID) == [own.keyID],
      own.isValid(signature: envelope.signatures[0].bytes, for: message)
    else {
      findings.append(wrong("one signature, by key \(own.keyID)"))
      return
    }
  }

  private mutating func checkRun(_ statement: JSONValue, _ review: FoundReview) {
    let subjects = statement["subject"]?.items ?? []
    let digest = subjects.first?["digest"]?["sha256"]?.text ?? ""
    if subjects.count != 1 || digest != run.manifestSHA256 {
      note(.reviewRunDiffers, expected: run.manifestSHA256, actual: digest)
    }
    let runID = statement["predicate"]?["run_id"]?.text ?? ""
    if !ByteOrder.isEqual(runID, run.runID) {
      note(.reviewRunDiffers, expected: run.runID, actual: runID)
    }
    if let finished = run.finishedAt, review.reviewedAt < finished {
      note(
        .reviewTimeInvalid, expected: "from \(Stamp.milliseconds(finished))",
        actual: Stamp.milliseconds(review.reviewedAt))
    }
    let ids = (statement["predicate"]?["dispositions"]?.items ?? []).compactMap {
      $0["break_id"]?.text
    }
    let inOrder = zip(ids, ids.dropFirst()).allSatisfy { ByteOrder.isLess($0, $1) }
    if !inOrder {
      note(.reviewFieldInvalid, expected: "dispositions in order of break_id, none twice")
    }
  }

  /// Whether the key is the store's for reviews; without a store nobody's is.
  private mutating func checkKey(_ key: SSHKey, _ review: FoundReview) -> Bool {
    let policy = trust?.policy ?? TrustPolicy()
    // A key is the same one in and out of an authenticator's form.
    if run.signers.contains(key.keyID) || run.signers.contains(key.publicKey.keyID),
      !policy.reviewerMayBeRunner
    {
      note(.reviewByRunner, expected: "another key than the run's", actual: key.keyID)
    }
    guard let trust else { return false }
    guard let known = trust.key(key.keyID) else {
      note(.reviewKeyUntrusted, expected: "a trusted key of role review", actual: key.keyID)
      return false
    }
    findings += known.objections(toReviewAt: review.reviewedAt, path)
    return true
  }

  private func sibling(_ end: String) -> String {
    path.utf8.suffix(5).elementsEqual(ReviewFolder.statementEnd.utf8)
      ? String(decoding: Array(path.utf8.dropLast(5)), as: UTF8.self) + end : path
  }

  private mutating func note(
    _ code: FindingCode, expected: String = "", actual: String = ""
  ) {
    findings.append(Finding(code, path, expected: expected, actual: actual))
  }
}

/// The run a review is about.
package struct ReviewedRun: Sendable {
  package let runID: String
  package let manifestSHA256: String
  package let finishedAt: Instant?
  /// The ids of the keys that signed it.
  package let signers: Set<String>

  /// - Parameter manifest: the bytes of `run-manifest.json`; nil if they are none.
  package init?(manifest bytes: [UInt8]) {
    guard let predicate = (try? JSONParser.value(of: bytes))?["predicate"],
      let runID = predicate["run"]?["id"]?.text, let keyID = predicate["signing"]?["keyid"]?.text
    else { return nil }
    self.runID = runID
    manifestSHA256 = Digest.hex(of: bytes)
    finishedAt = predicate["clock"]?["finished_at"]?.text.flatMap(Stamp.instant)
    let coSigners = (predicate["signing"]?["co_signers"]?.items ?? []).compactMap(\.text)
    signers = Set([keyID] + coSigners)
  }
}

/// What a review says, as far as a verdict tells it.
package struct FoundReview: Hashable, Sendable {
  package let path: String
  package let reviewer: String
  package let decision: Review.Decision
  package let reviewedAt: Instant
  package let keyID: String

  /// - Precondition: the statement's form was checked.
  init(_ statement: JSONValue, path: String, keyID: String) {
    let predicate = statement["predicate"]
    self.path = path
    self.keyID = keyID
    reviewer = predicate?["reviewer"]?["id"]?.text ?? ""
    decision = predicate?["decision"]?.text.flatMap(Review.Decision.init) ?? .rejected
    reviewedAt =
      predicate?["reviewed_at"]?.text.flatMap(Stamp.instant) ?? Instant(nanoseconds: 0)
  }

  package var json: JSONValue {
    [
      "path": .string(path), "reviewer": .string(reviewer),
      "decision": .string(decision.rawValue),
      "reviewed_at": .string(Stamp.milliseconds(reviewedAt)), "key_id": .string(keyID),
    ]
  }

  /// For a terminal.
  package var description: String {
    "\(path): \(decision.rawValue) by \(Shown.text(reviewer)) at "
      + "\(Stamp.milliseconds(reviewedAt)), key \(keyID.prefix(16))"
  }
}

extension Verifier {
  /// What stands against a review of a run before it is added to it.
  package static func findings(
    of files: ReviewFolder.Files, run: ReviewedRun, trust: TrustStore?
  ) -> [Finding] {
    ReviewCheck(files: files, path: "review.json", run: run, trust: trust).findings
  }
}
