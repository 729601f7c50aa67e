package import Accounting

/// The walk from the statement's balance to the ledger's, ready to be drawn as a waterfall.
///
/// statement − opening difference − residuals − open statement entries + open ledger entries
/// − unexplained = ledger. Steps of zero are left out.
package struct Walk {
  package enum Kind: String { case total, up, down }

  package struct Step {
    package let label: String
    package let kind: Kind
    /// A balance, or what it changes by.
    package let amount: Amount
    /// The bar on the drawing's width, in hundredths of a per cent.
    package let start: Int
    package let width: Int
    /// Where the walk stands after the step.
    package let end: Int
  }

  package let steps: [Step]
  /// Where zero is; nil if the drawing does not reach down to it, because the balances are far
  /// greater than their difference.
  package let zero: Int?

  /// - Returns: nil if a level needs more than 38 digits.
  package init?(_ position: AccountAsset) {
    let proof = position.proof
    let changes: [(label: String, amount: Amount)] = [
      ("Openings differ", proof.openingDifference.negated),
      ("Residuals of matches", proof.residuals.negated),
      ("Only on statement", proof.openStatement.negated),
      ("Only in ledger", proof.openLedger), ("Unexplained", proof.unexplained.negated),
    ]
    let parts = changes.filter { !$0.amount.isZero }
    // Levels as distances from the statement's balance: small differences of large balances keep
    // their digits.
    var levels = [Amount.zero]
    for part in parts {
      guard let level = try? levels[levels.count - 1].adding(part.amount) else { return nil }
      levels.append(level)
    }
    let statement = position.statement.balance
    guard let end = try? position.ledger.balance.subtracting(statement) else { return nil }
    let ground = statement.negated
    let reaches = Walk.reachesZero(levels + [end], from: ground)
    let scale = ChartScale(levels + [end] + (reaches ? [ground] : Walk.margin(levels + [end])))
    zero = reaches ? scale.place(ground) : nil
    let origin = zero ?? (ground < .zero ? 0 : 10_000)
    var steps = [Walk.total("Statement", statement, scale.place(.zero), origin)]
    for (index, part) in parts.enumerated() {
      let (from, to) = (scale.place(levels[index]), scale.place(levels[index + 1]))
      steps.append(
        Step(
          label: part.label, kind: part.amount.isNegative ? .down : .up, amount: part.amount,
          start: min(from, to), width: abs(to - from), end: to))
    }
    steps.append(Walk.total("Ledger", position.ledger.balance, scale.place(end), origin))
    self.steps = steps
  }

  private static func total(
    _ label: String, _ amount: Amount, _ place: Int, _ origin: Int
  ) -> Step {
    Step(
      label: label, kind: .total, amount: amount, start: min(place, origin),
      width: abs(place - origin), end: place)
  }

  /// Whether the drawing begins at zero: not if all levels are on one side of it and within a
  /// tenth of each other.
  private static func reachesZero(_ levels: [Amount], from ground: Amount) -> Bool {
    let (low, high) = (levels.min() ?? .zero, levels.max() ?? .zero)
    guard low != high else { return true }
    if low <= ground, ground <= high { return true }
    guard let near = try? (ground < low ? low : high).subtracting(ground).magnitude,
      let span = try? high.subtracting(low),
      let tenfold = try? span.multiplied(by: Amount(units: 10, scale: 0))
    else { return true }
    return tenfold >= near
  }

  /// Room to both sides of the levels, so that the shortest total still shows.
  private static func margin(_ levels: [Amount]) -> [Amount] {
    let (low, high) = (levels.min() ?? .zero, levels.max() ?? .zero)
    guard let span = try? high.subtracting(low), let lower = try? low.subtracting(span),
      let upper = try? high.adding(span)
    else { return [] }
    return [lower, upper]
  }
}
