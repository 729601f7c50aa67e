import Seal

/// The reviews beside a run: each of two or three files, numbered from 1 without a gap.
struct ReviewsCheck {
  private(set) var valid: [FoundReview] = []
  private(set) var findings: [Finding] = []

  init(_ contents: FolderContents, trust: TrustStore?) {
    guard let manifest = contents.content(Layout.manifest),
      let run = ReviewedRun(manifest: manifest)
    else { return }
    var stems: [String: [String: FoundFile]] = [:]
    for file in contents.reviews {
      let name = String(decoding: Array(file.path.utf8.dropFirst(8)), as: UTF8.self)
      guard let parts = ReviewFolder.parts(name) else {
        findings.append(
          Finding(.reviewFileUnknown, file.path, expected: "01-name.json, .json.sig, .dsse.json"))
        continue
      }
      stems[parts.stem, default: [:]][parts.end] = file
    }
    let names = stems.keys.sorted(by: ByteOrder.isLess)
    for (index, stem) in names.enumerated() {
      let path = "\(ReviewFolder.name)/\(stem)"
      if ReviewFolder.number(stem) != index + 1 {
        findings.append(
          Finding(.reviewOutOfOrder, path, expected: "number \(index + 1)", actual: stem))
      }
      check(stems[stem] ?? [:], stem, run, trust, contents)
    }
  }

  private mutating func check(
    _ files: [String: FoundFile], _ stem: String, _ run: ReviewedRun, _ trust: TrustStore?,
    _ contents: FolderContents
  ) {
    let path = "\(ReviewFolder.name)/\(stem)"
    // One that is being written was reported as that.
    let missing = [ReviewFolder.statementEnd, ReviewFolder.signatureEnd].filter { end in
      let staged = "\(ReviewFolder.name)/\(ReviewFolder.staged(stem + end))"
      return files[end] == nil && !contents.isReported(path + end) && !contents.isReported(staged)
    }
    findings += missing.map { Finding(.reviewFileMissing, path + $0) }
    guard let statement = files[ReviewFolder.statementEnd]?.content,
      let signature = files[ReviewFolder.signatureEnd]?.content
    else { return }
    let check = ReviewCheck(
      files: ReviewFolder.Files(
        statement: statement, signature: signature,
        envelope: files[ReviewFolder.envelopeEnd]?.content),
      path: path + ReviewFolder.statementEnd, run: run, trust: trust)
    findings += check.findings
    if let review = check.valid { valid.append(review) }
  }

  /// What is wanting where a review is asked for.
  func wanting(_ policy: TrustPolicy) -> [Finding] {
    let count = Set(valid.map(\.keyID)).count
    let wanted = max(1, policy.reviewSignatures)
    if count < wanted {
      return [
        Finding(
          .reviewMissing, ReviewFolder.name,
          expected: wanted == 1 ? "a review by a trusted key" : "reviews by \(wanted) trusted keys",
          actual: count == 0 ? "none" : "\(count)")
      ]
    }
    // Each reviewer's last word counts.
    let last = Dictionary(valid.map { ($0.keyID, $0) }, uniquingKeysWith: { $1 })
    return valid.filter { $0.decision == .rejected && last[$0.keyID] == $0 }.map {
      Finding(.reviewRejected, $0.path, expected: "an approval", actual: $0.decision.rawValue)
    }
  }
}

/// What a verification makes of reviews.
package enum ReviewTerms: Hashable, Sendable {
  /// Nothing: it is about the seal alone.
  case setAside
  /// Each that is there must be good.
  case checked
  /// And one must be there, and no rejection.
  case required
}
