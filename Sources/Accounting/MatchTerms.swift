/// What the policy allows of one account's asset.
///
/// Of tolerances that fit, the one counts whose patterns say most; of equals the first. So `*` may
/// stand before or after an exception. One that names the rule goes before all that name none. One
/// that says nothing of amounts leaves them to the others, and so with times.
package struct MatchTerms: Sendable {
  /// Those that fit, the one that says most first.
  private let fitting: [Tolerance]
  private let windowSeconds: Int
  /// How much of the tolerances may be used; nil: any.
  package let budget: Amount?

  package init(_ policy: Policy, account: String, asset: String) {
    windowSeconds = policy.windowSeconds
    fitting = policy.tolerances.mostDefinite(account, asset) { ($0.account, $0.asset) }
    budget =
      policy.toleranceBudgets.mostDefinite(account, asset) { ($0.account, $0.asset) }
      .first?.absolute
  }

  /// What the amounts of a match of a rule may differ by.
  package func amounts(of rule: String) -> AmountTolerance {
    first(of: rule) { $0.amounts != nil }?.amounts ?? .none
  }

  /// How far apart entries without a common reference may be for a rule.
  package func window(of rule: String) -> TimeWindow {
    let found = first(of: rule) { $0.isOfTimes }
    return TimeWindow(
      beforeSeconds: found?.beforeSeconds ?? windowSeconds,
      afterSeconds: found?.afterSeconds ?? windowSeconds)
  }

  /// What may stay unexplained of the balance, whatever is settled.
  package var balance: Amount {
    fitting.first { [.balance, .both].contains($0.scope) && $0.amounts?.absolute != nil }?
      .amounts?.absolute ?? .zero
  }

  /// What more for each settlement.
  package var settlement: Amount {
    fitting.first { $0.scope == .settlement && $0.amounts?.absolute != nil }?
      .amounts?.absolute ?? .zero
  }

  private func first(of rule: String, where says: (Tolerance) -> Bool) -> Tolerance? {
    func isMeant(_ tolerance: Tolerance) -> Bool {
      tolerance.isOfMatches && says(tolerance)
    }
    return fitting.first { $0.rule == rule && isMeant($0) }
      ?? fitting.first { $0.rule == nil && isMeant($0) }
  }
}

extension Array {
  /// Those whose patterns fit, the one whose patterns say most first, equals in their order.
  fileprivate func mostDefinite(
    _ account: String, _ asset: String, _ patterns: (Element) -> (account: String, asset: String)
  ) -> [Element] {
    var found: [(element: Element, definiteness: Int)] = []
    for element in self {
      let (one, other) = patterns(element)
      guard Pattern(one).matches(account), Pattern(other).matches(asset) else { continue }
      // How much they say: their characters that stand for themselves.
      let definiteness = (one + other).utf8.count { $0 != UInt8(ascii: "*") }
      let place = found.firstIndex { $0.definiteness < definiteness } ?? found.count
      found.insert((element, definiteness), at: place)
    }
    return found.map(\.element)
  }
}
