import Accounting

/// The page's head: the book, the verdict and the figures that matter.
enum PageHead {
  static func values(_ reconciliation: Reconciliation, _ figures: RunFigures) -> PageValues {
    let dates = reconciliation.businessDate.map { [$0] } ?? []
    return [
      "book": reconciliation.book, "date": dates,
      "verdict": status(reconciliation.status), "verdictMeans": reconciliation.status.meaning,
      "facts": facts(reconciliation, figures),
      "rules": figures.rules.map {
        ["rule": $0.name, "count": String($0.count)] as PageValues
      },
      "hasPositions":
        !(reconciliation.bridges.isEmpty && reconciliation.equities.isEmpty
        && reconciliation.openPositions.isEmpty),
    ]
  }

  /// Word, mark and style of a status: never colour alone.
  static func status(_ status: Status) -> PageValues {
    switch status {
    case .proved: ["word": status.rawValue, "mark": "✓", "style": "good"]
    case .withinTolerance: ["word": status.rawValue, "mark": "≈", "style": "good"]
    case .provedWithItems: ["word": status.rawValue, "mark": "!", "style": "open"]
    case .unproved: ["word": status.rawValue, "mark": "✗", "style": "bad"]
    case .notRun: ["word": status.rawValue, "mark": "–", "style": "bad"]
    }
  }

  private static func facts(
    _ reconciliation: Reconciliation, _ figures: RunFigures
  ) -> [PageValues] {
    let unexplained = reconciliation.positions.count { !$0.proof.unexplained.isZero }
    var facts: [(String, String)] = [
      ("Accounts", String(figures.accounts.count)),
      ("Balances", String(reconciliation.positions.count)),
      ("Balances not explained", String(unexplained)),
      ("Matches", String(figures.matched)),
      ("Breaks", String(reconciliation.breaks.count)),
      ("Material breaks", String(figures.material)),
      ("Lines refused", String(reconciliation.refused.count)),
    ]
    if let cutOff = reconciliation.cutOff { facts.append(("Cut-off", cutOff.description)) }
    if let threshold = reconciliation.thresholdUSD {
      facts.append(("Material from", "\(threshold) USD"))
    }
    let setAside = reconciliation.setAside.sorted { $0.key.precedesInBytes($1.key) }
    for (rule, count) in setAside { facts.append(("Entries set aside: \(rule)", String(count))) }
    return facts.map { ["label": $0.0, "value": $0.1] }
  }
}

extension Status {
  /// One sentence for a person.
  var meaning: String {
    switch self {
    case .proved: "Both sides agree to the last unit, and nothing is open."
    case .withinTolerance: "What is not explained is within the tolerance of the settings."
    case .provedWithItems: "Every difference is explained by items that are still open."
    case .unproved: "Something is not explained, or a line or balance could not be relied on."
    case .notRun: "A source is missing or could not be used, so not everything was reconciled."
    }
  }
}
