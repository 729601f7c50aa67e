package import Accounting

/// A match whose amounts differ by no more than a tolerance allows.
package struct ToleratedPlace: Hashable, Sendable {
  /// Its place among the matches, of a pool or of the run.
  package let match: Int
  /// What the tolerance allows of these amounts.
  package let allowed: Amount

  func moved(by count: Int) -> ToleratedPlace {
    ToleratedPlace(match: match + count, allowed: allowed)
  }
}

extension Pool {
  /// The matches that use a tolerance, in order.
  var tolerated: [ToleratedPlace] {
    matches.indices.compactMap { place in
      guard let allowed = allowed(of: matches[place]) else { return nil }
      return ToleratedPlace(match: place, allowed: allowed)
    }
  }

  /// The greatest difference that a tolerance allows of a match here: what amounts of any size may
  /// differ by, and what is allowed of those that do.
  func greatestAllowed(_ tolerated: [ToleratedPlace]) -> Amount {
    let always = matchingRules.compactMap { rule -> Amount? in
      let tolerance = terms.amounts(of: rule.name)
      return tolerance.relative == nil ? tolerance.absolute : nil
    }
    return (always + tolerated.map(\.allowed)).max() ?? .zero
  }
}

extension ToleranceUse {
  /// What matches leave, by rule in the order of rules; then the parts, those of zero left out.
  ///
  /// - Throws: if a sum needs more than 38 digits.
  static func all(
    of matches: [PoolMatch], and parts: [(purpose: Purpose, amount: Amount)]
  ) throws(AmountError) -> [ToleranceUse] {
    var uses: [ToleranceUse] = []
    for (number, rule) in matchingRules.enumerated() {
      let own = matches.filter { Int($0.rule) == number }
      uses.append(
        ToleranceUse(
          purpose: .matches(rule: rule.name), count: own.count,
          amount: try Amount.sum(own.lazy.map(\.residual.magnitude))))
    }
    for purpose in [Purpose.opening, .unexplained] {
      let own = parts.filter { $0.purpose == purpose && !$0.amount.isZero }
      uses.append(
        ToleranceUse(
          purpose: purpose, count: own.count,
          amount: try Amount.sum(own.lazy.map(\.amount.magnitude))))
    }
    return uses.filter { $0.count > 0 }
  }
}

extension ToleratedMatch {
  /// So many of an account's asset are listed in the summary; `data/work` has all.
  static let limit = 100

  /// Those that leave most, the greatest first, equals in the order of matches.
  static func greatest(
    _ tolerated: [ToleratedPlace], of pool: Pool, _ naming: Naming
  ) -> [ToleratedMatch] {
    let some = tolerated.sorted { one, other in
      let left = pool.matches[one.match].residual.magnitude
      let right = pool.matches[other.match].residual.magnitude
      return left == right ? one.match < other.match : left > right
    }
    return some.prefix(limit).map { ToleratedMatch($0, pool, naming) }
  }

  private init(_ place: ToleratedPlace, _ pool: Pool, _ naming: Naming) {
    let match = pool.matches[place.match]
    let group = match.group.map { pool.groups[Int($0)] }
    let statement = group?.statement.map(Int.init) ?? [match.statement]
    let ledger = group?.ledger.map(Int.init) ?? [match.ledger]
    self.init(
      rule: matchingRules[Int(match.rule)].name,
      statement: statement.map { naming.identity(.statement, Int(pool.statement.rows[$0])).id },
      ledger: ledger.map { naming.identity(.ledger, Int(pool.ledger.rows[$0])).id },
      residual: match.residual, allowed: place.allowed,
      ledgerAfterSeconds: Amount(
        secondsFrom: pool.statement.entries.instant(Int(pool.statement.rows[match.statement])),
        to: pool.ledger.entries.instant(Int(pool.ledger.rows[match.ledger]))))
  }
}
