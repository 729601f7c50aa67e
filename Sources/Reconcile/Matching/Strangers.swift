import Accounting

/// The open entries without a common reference: they have none, or one that the other side does
/// not know in this account and asset, before the cut-off or after.
struct Strangers {
  var statement: [Int]
  var ledger: [Int]

  init(_ pool: Pool) {
    statement = Strangers.of(pool.statement, other: pool.ledger)
    ledger = Strangers.of(pool.ledger, other: pool.statement)
  }

  private static func of(_ side: PoolSide, other: PoolSide) -> [Int] {
    let open = side.open
    let wanted = open.filter { !side.reference($0).isNone }
    guard !wanted.isEmpty else { return open }
    var filter = KeyFilter(count: wanted.count)
    for index in wanted { filter.insert(side.reference(index).low) }
    let references = other.entries.reference
    var known: [ReferenceKey] = []
    for rows in [other.rows, other.later] {
      for row in rows {
        let key = references[Int(row)]
        if !key.isNone, filter.mayHold(key.low) { known.append(key) }
      }
    }
    guard !known.isEmpty else { return open }
    known.sort()
    return open.filter { side.reference($0).isNone || !known.sortedContains(side.reference($0)) }
  }
}
