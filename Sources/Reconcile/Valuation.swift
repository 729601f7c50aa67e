import Accounting

/// What a break is worth, and whether the policy calls it material.
struct Valuation {
  let policy: Policy

  /// The break with its value in US dollars: |amount| × price. Unpriced is always material, and
  /// so is a break without an amount; a value at the threshold is material.
  ///
  /// An ambiguity is worth what is contested on the greater side: its net may be zero although
  /// nothing of it is settled.
  func valued(_ found: Break) -> Break {
    var found = found
    found.valueUSD = value(of: found)
    if let value = found.valueUSD, let threshold = policy.thresholdUSD {
      found.isMaterial = value >= threshold
    } else {
      found.isMaterial = true
    }
    return found
  }

  private func value(of found: Break) -> Amount? {
    guard let amount = found.amount else { return nil }
    guard
      let price = policy.prices[found.asset]
        ?? (found.asset == "USD" ? Amount(units: 1, scale: 0) : nil)
    else { return nil }
    var worth = amount.magnitude
    if found.kind == .ambiguous {
      worth = max(
        worth, (found.statementAmount ?? .zero).magnitude, (found.ledgerAmount ?? .zero).magnitude)
    }
    // A value of more than 38 digits is no value: the break is unpriced, so material.
    return try? worth.multiplied(by: price)
  }
}
