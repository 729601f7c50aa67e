import Accounting
import Foundation
import Seal
import Trail
import Verify

extension TrailReader {
  /// The files of a review that lies beside the run.
  private struct Files {
    let path: String
    let files: ReviewFolder.Files

    var sha256: String { Digest.hex(of: files.statement + files.signature) }
  }

  /// The digests of the reviews beside the run, by the statement's path.
  var reviewDigests: [String: String] {
    Dictionary(reviewFiles.map { ($0.path, $0.sha256) }) { $1 }
  }

  /// The reviews that nothing stands against, whosever key signed them, and what of the others.
  ///
  /// - Parameter run: nil if its manifest is none; then no review is of it.
  func reviews(_ run: ReviewedRun?) -> (found: [TrailReview], refusals: [Refusal]) {
    var found: [TrailReview] = []
    var refusals: [Refusal] = []
    for item in reviewFiles {
      let findings = run.map { Verifier.findings(of: item.files, run: $0, trust: nil) } ?? []
      let finding = findings.first { $0.code.outcome == .tampered }
      guard run != nil, finding == nil, let review = TrailReview(item.path, item.files, item.sha256)
      else {
        refusals.append(
          Refusal(
            path: "\(path)/\(item.path)", reason: finding?.description ?? "it is no review"))
        continue
      }
      found.append(review)
    }
    return (found, refusals)
  }

  /// In order of their names.
  private var reviewFiles: [Files] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/reviews")) ?? []
    return names.sorted().compactMap { name in
      guard let (stem, end) = ReviewFolder.parts(name), end == ReviewFolder.statementEnd,
        let statement = bytes("reviews/\(name)"),
        let signature = bytes("reviews/\(stem)\(ReviewFolder.signatureEnd)")
      else { return nil }
      return Files(
        path: "reviews/\(name)",
        files: ReviewFolder.Files(
          statement: statement, signature: signature,
          envelope: bytes("reviews/\(stem)\(ReviewFolder.envelopeEnd)")))
    }
  }
}

extension TrailReview {
  fileprivate init?(_ path: String, _ files: ReviewFolder.Files, _ sha256: String) {
    guard let predicate = (try? JSONParser.value(of: files.statement))?["predicate"],
      let reviewer = predicate["reviewer"]?["id"]?.text,
      let decision = predicate["decision"]?.text,
      let time = predicate["reviewed_at"]?.text.flatMap(Stamp.instant)
    else { return nil }
    var dispositions: [Disposition] = []
    for item in predicate["dispositions"]?.items ?? [] {
      guard let id = item["break_id"]?.text, let disposition = item["disposition"]?.text else {
        return nil
      }
      dispositions.append(
        Disposition(breakID: id, disposition: disposition, reason: item["reason"]?.text ?? ""))
    }
    self.init(
      file: path, sha256: sha256, reviewer: reviewer, decision: decision,
      reviewedAt: Stamp.milliseconds(time), dispositions: dispositions)
  }
}
