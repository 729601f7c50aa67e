/// Where a run stands: the book's folder in the archive, and the run folder in that.
package struct TrailKey: Hashable, Sendable {
  /// The folder's name, not the book's own: ASCII, so that two names are never one.
  package let book: String
  package let runID: String

  package init(book: String, runID: String) {
    self.book = book
    self.runID = runID
  }
}

/// What the trail keeps of one sealed run. All of it stands in the run's folder.
package struct TrailRun: Hashable, Sendable {
  package var key: TrailKey
  package var facts: Facts
  package var accounts: [TrailAccount]
  /// Each id once.
  package var breaks: [TrailBreak]
  package var reviews: [TrailReview]

  package init(
    key: TrailKey, facts: Facts, accounts: [TrailAccount] = [], breaks: [TrailBreak] = [],
    reviews: [TrailReview] = []
  ) {
    self.key = key
    self.facts = facts
    self.accounts = accounts
    self.breaks = breaks
    self.reviews = reviews
  }

  /// What the run's manifest says of it.
  package struct Facts: Hashable, Sendable {
    /// The book's own name.
    package var bookName: String
    /// Place in the book's chain, from 1.
    package var sequence: Int
    /// Nil if the run has none.
    package var businessDate: String?
    /// `scheduled`, `rerun`, `failed` …
    package var kind: String
    /// `PROVED`, `UNPROVED` …
    package var status: String
    /// The run clock, RFC 3339.
    package var finishedAt: String
    /// The run it takes the place of.
    package var supersedes: String?
    package var matched: Int
    /// SHA-256 of `run-manifest.json`.
    package var manifestSHA256: String

    package init(
      bookName: String, sequence: Int, businessDate: String?, kind: String, status: String,
      finishedAt: String, supersedes: String?, matched: Int, manifestSHA256: String
    ) {
      self.bookName = bookName
      self.sequence = sequence
      self.businessDate = businessDate
      self.kind = kind
      self.status = status
      self.finishedAt = finishedAt
      self.supersedes = supersedes
      self.matched = matched
      self.manifestSHA256 = manifestSHA256
    }
  }
}

/// An account of a run.
package struct TrailAccount: Hashable, Sendable {
  package var account: String
  package var status: String

  package init(account: String, status: String) {
    self.account = account
    self.status = status
  }
}
