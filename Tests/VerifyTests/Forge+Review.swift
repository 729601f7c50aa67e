import Accounting
import Foundation
import Seal
import Verify

extension Forge {
  /// What a test may change of a review.
  struct Draft {
    var decision = Review.Decision.approvedWithExceptions
    var runID: String
    var digest: String
    var time = "2026-11-21T09:12:00.000Z"
    var reviewer = "amy"
  }

  /// A published run with one good review.
  static func reviewed() throws -> Forge {
    let forge = try make()
    try forge.review()
    return forge
  }

  /// Adds a review by the reviewer's key, or puts it in the place of the first.
  func review(add: Bool = true, _ edit: (inout Draft) -> Void = { _ in }) throws {
    var draft = Draft(runID: folder.lastPathComponent, digest: try digest("run-manifest.json"))
    edit(&draft)
    let review = Review(
      runID: draft.runID, manifestSHA256: draft.digest, reviewer: draft.reviewer,
      decision: draft.decision,
      dispositions: [
        .init(breakID: "brk_0123456789abcdef", kind: .carried, reason: "network fee booked later")
      ],
      reviewedAt: Stamp.instant(draft.time) ?? Instant(nanoseconds: 0))
    let statement = try review.json.canonical()
    guard add else { return try signReview(statement) }
    let files = try Self.files(statement, key: Self.reviewer)
    _ = try ReviewFolder.add(files, by: draft.reviewer, to: folder.path)
  }

  /// Puts a signed statement in the place of the first review.
  func signReview(_ statement: [UInt8], key: PrivateKey = reviewer) throws {
    let files = try Self.files(statement, key: key)
    try write("reviews/01-amy.json", files.statement)
    try write("reviews/01-amy.json.sig", files.signature)
    try write("reviews/01-amy.dsse.json", files.envelope ?? [])
  }

  private static func files(_ statement: [UInt8], key: PrivateKey) throws -> ReviewFolder.Files {
    let signature = try SSHSignature(
      of: statement, namespace: SSHSignature.reviewNamespace, key: key)
    return ReviewFolder.Files(
      statement: statement, signature: Array(signature.armoured.utf8),
      envelope: try Envelope(signing: statement, keys: [key]).encoded())
  }
}
