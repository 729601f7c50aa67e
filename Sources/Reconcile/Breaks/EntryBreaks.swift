import Accounting

/// The breaks of a matched pool's entries: open items, residuals, ambiguities.
struct EntryBreaks {
  let pool: Pool

  func all() -> FoundBreaks {
    var found = FoundBreaks()
    addResiduals(to: &found)
    addAmbiguities(to: &found)
    for side in Side.allCases { addOpenItems(side, to: &found) }
    return found
  }

  private func addResiduals(to found: inout FoundBreaks) {
    for match in pool.matches where match.residual.magnitude > pool.legTolerance {
      let statement = pool.statement.amount(match.statement)
      let ledger = pool.ledger.amount(match.ledger)
      guard
        let classifier = residualClassifiers.firstIndex(where: { $0.claims(statement, ledger) })
      else { preconditionFailure("the last classifier claims every difference") }
      found.append(
        .residual(
          statement: pool.statement.rows[match.statement], ledger: pool.ledger.rows[match.ledger],
          classifier: classifier, rule: match.rule))
    }
  }

  private func addAmbiguities(to found: inout FoundBreaks) {
    for ambiguity in pool.ambiguities {
      found.append(
        AmbiguousRows(
          rule: ambiguity.rule, statement: ambiguity.statement.map { pool.statement.rows[$0] },
          ledger: ambiguity.ledger.map { pool.ledger.rows[$0] }))
    }
  }

  /// Every open entry with the first classifier that claims it, in canonical order.
  private func addOpenItems(_ side: Side, to found: inout FoundBreaks) {
    let table = pool[side]
    let open = table.open
    var claimed: [(classifier: Int, claims: [OpenItemClaim])] = []
    var unclaimed = open
    for (number, classifier) in openItemClassifiers.enumerated() {
      let claims = classifier.claims(side, unclaimed, in: pool)
      guard !claims.isEmpty else { continue }
      unclaimed.remove(claims.map(\.index))
      claimed.append((number, claims))
    }
    precondition(unclaimed.isEmpty, "the last classifier claims every open entry")
    var next = [Int](repeating: 0, count: claimed.count)
    for index in open {
      for (place, (classifier, claims)) in claimed.enumerated()
      where next[place] < claims.count && claims[next[place]].index == index {
        found.append(
          .open(
            side, row: table.rows[index], classifier: classifier,
            sentence: claims[next[place]].sentence))
        next[place] += 1
      }
    }
  }
}

extension [Int] {
  /// Takes out some of the numbers; both ascend.
  fileprivate mutating func remove(_ some: [Int]) {
    var next = 0
    removeAll { number in
      guard next < some.count, some[next] == number else { return false }
      next += 1
      return true
    }
  }
}
