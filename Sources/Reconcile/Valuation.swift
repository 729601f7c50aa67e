import Accounting

/// What a break is worth, and whether the policy calls it material.
struct Valuation: Sendable {
  let policy: Policy
  /// The day that is reconciled; nil if the run has none.
  let businessDate: CivilDate?

  /// Gives the break its value in US dollars: |amount| × price. Unpriced is always material, and
  /// so is a break without an amount; a value at the threshold is material.
  ///
  /// An ambiguity is worth what is contested on the greater side: its net may be zero although
  /// nothing of it is settled.
  func value(_ found: inout Break) {
    let weight = weight(
      kind: found.kind, amount: found.worth, asset: found.asset, instant: found.instant)
    found.valueUSD = weight.valueUSD
    found.isMaterial = isMaterial(weight.valueUSD)
    found.ageDays = weight.ageDays
    found.severity = weight.severity
  }

  /// Value, age and severity of a break of this kind that is worth `amount`, whatever its sign.
  func weight(
    kind: BreakKind, amount: Amount?, asset: String, instant: Instant?
  ) -> BreakWeight {
    let (value, age) = (value(of: amount, asset: asset), ageDays(instant))
    return BreakWeight(
      valueUSD: value, ageDays: age,
      severity: policy.severity.severity(of: kind, valueUSD: value, ageDays: age))
  }

  /// Business days from an instant's day to the business date. Days are those of the cut-off: the
  /// business date ends there, and each day before it is 24 hours.
  private func ageDays(_ instant: Instant?) -> Int? {
    guard let instant, let businessDate, let end = policy.cutOff else { return nil }
    let last = businessDate.daysSince1970
    let before = Int128(end.nanoseconds) - Int128(instant.nanoseconds) - 1
    guard before >= 0 else { return 0 }
    return policy.calendar.businessDays(
      after: last - Int(before / 86_400_000_000_000), through: last)
  }

  /// Whether the policy calls a break of this value material; nil: unpriced.
  func isMaterial(_ value: Amount?) -> Bool {
    guard let value, let threshold = policy.thresholdUSD else { return true }
    return value >= threshold
  }

  /// The value in US dollars of an amount, whatever its sign; nil if there is none or no price.
  func value(of amount: Amount?, asset: String) -> Amount? {
    guard let amount, let price = policy.price(of: asset) else { return nil }
    // A value of more than 38 digits is no value: the break is unpriced, so material.
    return try? amount.magnitude.multiplied(by: price)
  }
}

extension Break {
  /// The amount that says what the break is worth; nil if it has none.
  fileprivate var worth: Amount? {
    guard let amount else { return nil }
    guard kind == .ambiguous else { return amount }
    return max(
      amount.magnitude, (statementAmount ?? .zero).magnitude, (ledgerAmount ?? .zero).magnitude)
  }
}
