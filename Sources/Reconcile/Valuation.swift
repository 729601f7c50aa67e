import Accounting

/// What a break is worth, and whether the policy calls it material.
struct Valuation: Sendable {
  let policy: Policy

  /// Gives the break its value in US dollars: |amount| × price. Unpriced is always material, and
  /// so is a break without an amount; a value at the threshold is material.
  ///
  /// An ambiguity is worth what is contested on the greater side: its net may be zero although
  /// nothing of it is settled.
  func value(_ found: inout Break) {
    found.valueUSD = value(of: found.worth, asset: found.asset)
    found.isMaterial = isMaterial(found.valueUSD)
  }

  /// Whether the policy calls a break of this value material; nil: unpriced.
  func isMaterial(_ value: Amount?) -> Bool {
    guard let value, let threshold = policy.thresholdUSD else { return true }
    return value >= threshold
  }

  /// The value in US dollars of an amount, whatever its sign; nil if there is none or no price.
  func value(of amount: Amount?, asset: String) -> Amount? {
    guard let amount else { return nil }
    guard
      let price = policy.prices[asset]
        ?? (asset == "USD" ? Amount(units: 1, scale: 0) : nil)
    else { return nil }
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
