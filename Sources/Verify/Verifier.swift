import Accounting
import Seal

/// Verification of a run folder: read-only, offline, in bounded memory.
package enum Verifier {
  /// What the folder is worth.
  ///
  /// - Parameter trust: the verifier's keys. Without them the signatures are checked against the
  ///   key inside the folder, and the outcome is at best `incomplete`: the folder agrees with
  ///   itself, and anyone can make such a folder.
  package static func verify(
    folder: String, trust: TrustStore?, reviews: ReviewTerms = .checked
  ) -> Verdict {
    inspect(folder: folder, trust: trust, reviews: reviews).whole
  }

  /// What a run folder is worth, and what it says of its place in the chain.
  static func inspect(
    folder: String, trust: TrustStore?, reviews: ReviewTerms
  ) -> ExaminedRun {
    let contents = FolderWalk.contents(of: folder)
    guard contents.isOpen else { return ExaminedRun(verdict: Verdict(findings: contents.findings)) }
    // What lies there as a link or pipe, or unread, was reported as that.
    let reported = Set(contents.findings.map(\.path))
    let missing = Layout.topFiles.filter {
      contents.files[$0] == nil && !reported.contains($0) && !contents.isUnread($0)
    }
    let (statement, formFindings) = ManifestCheck.read(contents)
    var findings = contents.findings
    findings += missing.map { Finding(.fileMissing, $0) }
    findings += DigestList.payloadFindings(contents)
    findings += DigestList.tagFindings(contents)
    findings += formFindings
    if let statement {
      let check = ManifestCheck(contents: contents, statement: statement)
      findings += check.findings()
    }
    findings += signatureFindings(contents, statement, trust)
    let check = CheckpointCheck(contents: contents, statement: statement, trust: trust)
    findings += check.findings()
    var run = ExaminedRun(
      findings, link: ChainLink(contents, statement, check.note?.checkpoint),
      doubt: doubt(statement, trust))
    run.add(ReviewsCheck(contents, trust: trust), reviews, trust?.policy ?? TrustPolicy())
    return run
  }

  private static func doubt(_ statement: JSONValue?, _ trust: TrustStore?) -> Doubt? {
    guard let predicate = statement?["predicate"], let trust,
      let clock = predicate["clock"]?["finished_at"]?.text.flatMap(Stamp.instant)
    else { return nil }
    return Doubt(signers(predicate), trust, clock: clock)
  }

  /// The key that signed a run, and those beside it; not one that only hands over.
  private static func signers(_ predicate: JSONValue) -> [String] {
    let signing = predicate["signing"]
    let coSigners = (signing?["co_signers"]?.items ?? []).compactMap(\.text)
    let handsOver = DeclaredKeyChange(predicate)?.from
    return (signing?["keyid"]?.text).map { [$0] + coSigners.filter { $0 != handsOver } } ?? []
  }

  private static func signatureFindings(
    _ contents: FolderContents, _ statement: JSONValue?, _ trust: TrustStore?
  ) -> [Finding] {
    let signing = statement?["predicate"]?["signing"]
    let keyID = signing?["keyid"]?.text
    let coSigners = (signing?["co_signers"]?.items ?? []).compactMap(\.text)
    guard let manifest = contents.content(Layout.manifest) else { return [] }
    var findings = SignatureCheck(
      contents: contents, manifest: manifest, keyID: keyID, coSigners: coSigners, trust: trust
    ).findings()
    guard let keyID, let statement else { return findings }
    guard let trust else {
      findings.append(
        Finding(
          .trustMissing, Layout.manifest, expected: "a trust store",
          actual: "self-consistent, key \(keyID) not checked against a trust store"))
      return findings
    }
    return findings + trustFindings(statement, [keyID] + coSigners, trust)
  }

  private static func trustFindings(
    _ statement: JSONValue, _ signers: [String], _ trust: TrustStore
  ) -> [Finding] {
    let predicate = statement["predicate"] ?? .null
    var findings: [Finding] = []
    let book = predicate["run"]?["book"]?.text ?? ""
    if let trusted = trust.book, !ByteOrder.isEqual(trusted, book) {
      findings.append(
        Finding(
          .bookDiffers, "\(Layout.manifest)#/predicate/run/book", expected: trusted, actual: book))
    }
    guard let clock = predicate["clock"]?["finished_at"]?.text.flatMap(Stamp.instant) else {
      return findings
    }
    if Set(signers).count < trust.policy.runSignatures {
      findings.append(
        Finding(
          .signersTooFew, "\(Layout.manifest)#/predicate/signing",
          expected: "\(trust.policy.runSignatures)", actual: "\(Set(signers).count)"))
    }
    let change = DeclaredKeyChange(predicate)
    findings += change?.trustFindings(trust) ?? []
    for signer in signers {
      if let key = trust.key(signer) {
        // The key that hands over may be past its time: it vouches for its successor only.
        let isHandingOver = change?.from == signer
        findings += isHandingOver ? key.roleObjections : key.objections(at: clock)
      } else {
        findings.append(
          Finding(
            .keyUntrusted, "\(Layout.manifest)#/predicate/signing", expected: "a trusted key",
            actual: signer))
      }
    }
    return findings
  }
}
