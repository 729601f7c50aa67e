/// A reviewer's signed statement about a run.
package struct TrailReview: Hashable, Sendable {
  /// In the run folder: `reviews/01-amy.json`.
  package var file: String
  /// SHA-256 of the statement and its signature, one behind the other.
  package var sha256: String
  package var reviewer: String
  /// `approved`, `approved-with-exceptions`, `rejected`.
  package var decision: String
  /// RFC 3339, UTC, always with milliseconds, so that texts sort as times.
  package var reviewedAt: String
  package var dispositions: [Disposition]

  package init(
    file: String, sha256: String, reviewer: String, decision: String, reviewedAt: String,
    dispositions: [Disposition]
  ) {
    self.file = file
    self.sha256 = sha256
    self.reviewer = reviewer
    self.decision = decision
    self.reviewedAt = reviewedAt
    self.dispositions = dispositions
  }

  /// What is to become of one break.
  package struct Disposition: Hashable, Sendable {
    package var breakID: String
    /// `accepted`, `to-correct`, `carried`.
    package var disposition: String
    /// Empty if none was given.
    package var reason: String

    package init(breakID: String, disposition: String, reason: String) {
      self.breakID = breakID
      self.disposition = disposition
      self.reason = reason
    }
  }
}
