import Accounting
import Foundation
import Seal
import Verify

/// A sealed run in front of a reviewer: what is signed about it, and what is refused.
struct ReviewDesk {
  let folder: String
  let trust: TrustStore?
  let run: ReviewedRun

  /// - Throws: `review-refused` if the folder is no run, or was tampered with: nobody should put
  ///   their name to that.
  init(folder: String, trust: TrustStore?) throws(SettingsFault) {
    self.folder = folder
    self.trust = trust
    let path = "\(folder)/run-manifest.json"
    guard let data = FileManager.default.contents(atPath: path),
      let run = ReviewedRun(manifest: [UInt8](data))
    else { throw Self.refused(Place(file: path), "there is no run's manifest") }
    self.run = run
    let verdict = Verifier.verify(folder: folder, trust: trust, reviews: .setAside)
    guard verdict.outcome != .tampered else {
      let finding = verdict.findings.first { $0.code.outcome == .tampered }
      throw Self.refused(
        Place(file: folder), "the run is not as it was sealed: \(finding?.description ?? "")")
    }
  }

  /// The statement about the run.
  ///
  /// - Throws: `review-refused` if a break is none of the run's.
  func review(
    by reviewer: String, decision: Review.Decision, _ dispositions: [Review.Disposition]
  ) throws -> Review {
    if !dispositions.isEmpty {
      let known = Set(try breakIDs().map { Array($0.utf8) })
      for item in dispositions where !known.contains(Array(item.breakID.utf8)) {
        throw Self.refused(
          Place(file: folder), "the run has no break \(Diagnostic.quoted(item.breakID))")
      }
    }
    return Review(
      runID: run.runID, manifestSHA256: run.manifestSHA256, reviewer: reviewer,
      decision: decision, dispositions: dispositions, reviewedAt: Instant.now)
  }

  func breakIDs() throws -> [String] {
    try EvidenceReader(folder: folder).breaks().compactMap { $0["break_id"]?.text }
  }

  /// Signs the statement and puts it beside the run.
  ///
  /// - Returns: the review's path in the run folder.
  func add(_ review: Review, key: any SigningKey) throws -> String {
    let statement = try review.json.canonical()
    let signature = try SSHSignature(
      of: statement, namespace: SSHSignature.reviewNamespace, key: key)
    let envelope = try Envelope(signing: statement, keys: [key])
    return try add(
      ReviewFolder.Files(
        statement: statement, signature: Array(signature.armoured.utf8),
        envelope: try envelope.encoded()),
      by: review.reviewer)
  }

  /// Puts a review beside the run that other tools signed.
  func add(statement: [UInt8], signature: [UInt8]) throws -> String {
    let value = try? JSONParser.value(of: statement)
    return try add(
      ReviewFolder.Files(statement: statement, signature: signature, envelope: nil),
      by: value?["predicate"]?["reviewer"]?["id"]?.text ?? "reviewer")
  }

  /// A key that is not trusted yet is the verifier's affair; anything else is refused here.
  private func add(_ files: ReviewFolder.Files, by reviewer: String) throws -> String {
    let findings = Verifier.findings(of: files, run: run, trust: trust)
    if let finding = findings.first(where: { $0.code.outcome == .tampered }) {
      throw Self.refused(Place(file: folder), "the review does not hold: \(finding)")
    }
    return try ReviewFolder.add(files, by: reviewer, to: folder)
  }

  static func refused(_ place: Place, _ message: String) -> SettingsFault {
    SettingsFault(
      "review-refused", place, message,
      hint: "nothing was written: see `tieout review --help`, and `tieout verify` for the run")
  }
}
