/// An allowed difference for the accounts, assets and rules it fits: of amounts, of times, or both.
package struct Tolerance: Hashable, Sendable {
  /// Account and asset patterns; `*` stands for any text.
  package var account: String
  package var asset: String
  /// The name of the rule whose matches it is for; nil: every rule.
  package var rule: String?
  /// What amounts may differ by; nil if it says nothing of amounts.
  package var amounts: AmountTolerance?
  /// How many seconds the ledger's entry may lie before and after the statement's; nil: as much as
  /// the policy's window.
  package var beforeSeconds: Int?
  package var afterSeconds: Int?
  package var scope: Scope

  /// What the tolerance is for.
  package enum Scope: String, Hashable, Sendable, CaseIterable {
    /// Each matched pair of entries.
    case leg
    /// What stays unexplained of the balance.
    case balance
    case both
    /// What stays unexplained of the balance, for each fill and funding payment of the statement:
    /// a venue that settles whole units rounds each of them.
    case settlement
  }

  /// What a rule may be told to allow.
  package enum Aspect: Sendable {
    case amounts, times
  }

  /// - Parameters:
  ///   - absolute: not negative, in the asset.
  ///   - relative: a share of the larger amount; of matched entries only.
  package init(
    account: String = "*", asset: String = "*", rule: String? = nil, absolute: Amount? = nil,
    relative: Amount? = nil, beforeSeconds: Int? = nil, afterSeconds: Int? = nil,
    scope: Scope = .both
  ) {
    self.account = account
    self.asset = asset
    self.rule = rule
    amounts =
      absolute == nil && relative == nil
      ? nil : AmountTolerance(absolute: absolute, relative: relative)
    self.beforeSeconds = beforeSeconds
    self.afterSeconds = afterSeconds
    self.scope = scope
  }

  /// Whether it is for matched entries.
  package var isOfMatches: Bool { [.leg, .both].contains(scope) }

  /// Whether it says anything of times.
  package var isOfTimes: Bool { beforeSeconds != nil || afterSeconds != nil }

  /// What it says of times itself.
  package var times: TimeWindow {
    TimeWindow(beforeSeconds: beforeSeconds ?? 0, afterSeconds: afterSeconds ?? 0)
  }
}

/// How much of the tolerances an account's asset may use: more, and it is not proved.
package struct ToleranceBudget: Hashable, Sendable {
  /// Account and asset patterns; `*` stands for any text.
  package var account: String
  package var asset: String
  /// Not negative, in the asset; what is used may be as much.
  package var absolute: Amount

  package init(account: String = "*", asset: String = "*", absolute: Amount) {
    self.account = account
    self.asset = asset
    self.absolute = absolute
  }
}
