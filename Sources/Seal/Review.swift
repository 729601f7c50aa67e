package import Accounting

/// What a reviewer says of a sealed run: a statement of its own, predicate `urn:tieout:review:1`,
/// schema `tieout.review/1`, over the digest of the run's manifest.
package struct Review: Hashable, Sendable {
  package static let predicateType = "urn:tieout:review:1"
  package static let schema = "tieout.review/1"

  package let runID: String
  /// SHA-256 of `run-manifest.json`.
  package let manifestSHA256: String
  package let reviewer: String
  package let decision: Decision
  /// In byte order of the break ids, each once.
  package let dispositions: [Disposition]
  package let reviewedAt: Instant

  package enum Decision: String, Sendable, CaseIterable {
    case approved
    case approvedWithExceptions = "approved-with-exceptions"
    case rejected
  }

  /// What is to become of one break.
  package struct Disposition: Hashable, Sendable {
    package let breakID: String
    package let kind: Kind
    /// Empty if none was given.
    package let reason: String

    package enum Kind: String, Sendable, CaseIterable {
      case accepted
      case toCorrect = "to-correct"
      case carried
    }

    package init(breakID: String, kind: Kind, reason: String) {
      self.breakID = breakID
      self.kind = kind
      self.reason = reason
    }
  }

  package init(
    runID: String, manifestSHA256: String, reviewer: String, decision: Decision,
    dispositions: [Disposition], reviewedAt: Instant
  ) {
    self.runID = runID
    self.manifestSHA256 = manifestSHA256
    self.reviewer = reviewer
    self.decision = decision
    self.dispositions = dispositions.sorted { ByteOrder.isLess($0.breakID, $1.breakID) }
    self.reviewedAt = reviewedAt
  }

  /// The statement; `canonical` gives its one form, whose bytes are signed.
  package var json: JSONValue {
    [
      "_type": .string(RunManifest.statementType), "predicateType": .string(Self.predicateType),
      "subject": [
        ["name": "run-manifest.json", "digest": ["sha256": .string(manifestSHA256)]]
      ],
      "predicate": [
        "schema": .string(Self.schema), "run_id": .string(runID),
        "reviewer": ["id": .string(reviewer)], "decision": .string(decision.rawValue),
        "reviewed_at": .string(Stamp.milliseconds(reviewedAt)),
        "dispositions": .array(
          dispositions.map {
            [
              "break_id": .string($0.breakID), "disposition": .string($0.kind.rawValue),
              "reason": .string($0.reason),
            ]
          }),
      ],
    ]
  }
}
