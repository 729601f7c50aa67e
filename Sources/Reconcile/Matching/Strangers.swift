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
    var wanted: Set<ReferenceKey> = []
    for index in open where side.reference(index) != .none { wanted.insert(side.reference(index)) }
    guard !wanted.isEmpty else { return open }
    var known: Set<ReferenceKey> = []
    let references = other.entries.reference
    for rows in [other.rows, other.later] {
      for row in rows where wanted.contains(references[Int(row)]) {
        known.insert(references[Int(row)])
      }
    }
    return open.filter { side.reference($0) == .none || !known.contains(side.reference($0)) }
  }
}
