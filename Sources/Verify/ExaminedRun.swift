import Seal

/// What came of looking at one run folder.
struct ExaminedRun {
  /// Of the seal: everything but what leaves the run in doubt, and its reviews.
  let verdict: Verdict
  private(set) var link: ChainLink?
  private(set) var doubt: Doubt?
  /// The findings that stand until something vouches for the run.
  private(set) var doubtFindings: [Finding] = []
  private(set) var reviewFindings: [Finding] = []
  /// Those nothing stands against, by trusted keys.
  private(set) var reviews: [FoundReview] = []

  init(verdict: Verdict) { self.verdict = verdict }

  /// - Parameter link: nil if the manifest has no known form.
  init(_ findings: [Finding], link: ChainLink?, doubt: Doubt?) {
    func isOfReviews(_ finding: Finding) -> Bool { Layout.isReview(finding.path) }
    verdict = Verdict(
      findings: findings.filter { $0.code != .keyCompromised && !isOfReviews($0) })
    doubtFindings = findings.filter { $0.code == .keyCompromised }
    reviewFindings = findings.filter(isOfReviews)
    self.link = link
    self.doubt = doubt
  }

  /// Adds what the reviews came to; a good one vouches for the run's age.
  mutating func add(_ check: ReviewsCheck, _ terms: ReviewTerms, _ policy: TrustPolicy) {
    reviews = check.valid
    switch terms {
    case .setAside: reviewFindings = []
    case .checked: reviewFindings += check.findings
    case .required: reviewFindings += check.findings + check.wanting(policy)
    }
    if let doubt, reviews.contains(where: { doubt.isSettled(by: $0.keyID, at: $0.reviewedAt) }) {
      self.doubt = nil
      doubtFindings = []
    }
  }

  /// All of it.
  var whole: Verdict {
    Verdict(
      findings: verdict.findings + doubtFindings + reviewFindings, reviews: reviews)
  }
}
