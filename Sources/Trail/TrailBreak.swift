/// A break as one run has it.
package struct TrailBreak: Hashable, Sendable {
  package var id: String
  package var standing: Standing
  package var kind: String
  package var account: String
  /// Empty if it is of no asset.
  package var asset: String
  /// What it explains of statement less ledger, exact, in units of the asset; nil if it has none.
  package var amount: String?
  /// Exact; nil if it has no price, or is cleared or passed on.
  package var valueUSD: String?
  /// Nil if it is cleared or passed on.
  package var severity: String?
  package var isMaterial: Bool
  /// Business days; nil if it has no age.
  package var ageDays: Int?
  /// The business date of the first run that had it.
  package var firstSeen: String

  /// What the run makes of it.
  package enum Standing: String, Hashable, Sendable, CaseIterable {
    /// Of the run's own report.
    case new, carried, reopened
    /// The run no longer has it.
    case cleared
    /// Of an account that was not run: handed on as it was.
    case passed
  }

  package init(
    id: String, standing: Standing, kind: String, account: String, asset: String, amount: String?,
    valueUSD: String? = nil, severity: String? = nil, isMaterial: Bool = false,
    ageDays: Int? = nil, firstSeen: String
  ) {
    self.id = id
    self.standing = standing
    self.kind = kind
    self.account = account
    self.asset = asset
    self.amount = amount
    self.valueUSD = valueUSD
    self.severity = severity
    self.isMaterial = isMaterial
    self.ageDays = ageDays
    self.firstSeen = firstSeen
  }
}
