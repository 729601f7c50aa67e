/// What came of looking at one run folder.
struct ExaminedRun {
  /// Everything but what leaves the run in doubt.
  let verdict: Verdict
  /// Nil if the manifest has no known form.
  var link: ChainLink?
  var doubt: Doubt?
  /// The findings that stand until something vouches for the run.
  var doubtFindings: [Finding] = []

  init(verdict: Verdict) { self.verdict = verdict }

  init(_ findings: [Finding], link: ChainLink?, doubt: Doubt?) {
    verdict = Verdict(findings: findings.filter { $0.code != .keyCompromised })
    doubtFindings = findings.filter { $0.code == .keyCompromised }
    self.link = link
    self.doubt = doubt
  }
}
