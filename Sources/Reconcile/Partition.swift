import Accounting

/// Both sides cut into pools, one an account and asset, in canonical order.
struct Partition: Sendable {
  /// The named rule that sets entries at or after the cut-off aside.
  static let cutOffRule = "after-cut-off"

  private(set) var pools: [Pool] = []
  let statement: Entries
  let ledger: Entries
  let names: BookNames
  /// Which of its full twins a row is, from 0; by row.
  private(set) var statementOccurrence: [UInt32]
  private(set) var ledgerOccurrence: [UInt32]

  init(
    statement: Book, ledger: Book, names: BookNames, policy: Policy, settlement: Settlement
  ) {
    self.statement = statement.entries
    self.ledger = ledger.entries
    var plan = PoolPlan(names: names)
    plan.addEntries(of: statement)
    plan.addEntries(of: ledger)
    plan.addSettled(settlement)
    plan.addOpenings(policy)
    self.names = plan.names
    statementOccurrence = [UInt32](repeating: 0, count: statement.entries.count)
    ledgerOccurrence = [UInt32](repeating: 0, count: ledger.entries.count)
    let statementRunning = Partition.running(of: statement)
    let ledgerRunning = Partition.running(of: ledger)
    for index in plan.canonicalOrder() {
      let key = plan.keys[index]
      let account = plan.names.accounts[key.account]
      let asset = plan.names.assets[key.asset]
      let statementSide = Partition.side(
        statement.entries, plan.statementRows[index], statementRunning, policy.cutOff,
        &statementOccurrence)
      let ledgerSide = Partition.side(
        ledger.entries, plan.ledgerRows[index], ledgerRunning, policy.cutOff, &ledgerOccurrence)
      pools.append(
        Pool(
          account: account, asset: asset, statement: statementSide, ledger: ledgerSide,
          statementRecords: plan.records(of: statement, index),
          ledgerRecords: plan.records(of: ledger, index),
          settled: plan.settled[index] ?? Settlement.Figures(),
          kindless: statement.kindless.union(ledger.kindless), policy: policy))
    }
  }

  /// The running balance of each row; empty if the book has none.
  private static func running(of book: Book) -> [Amount?] {
    guard !book.running.isEmpty else { return [] }
    var byRow = [Amount?](repeating: nil, count: book.entries.count)
    for balance in book.running { byRow[balance.row] = balance.amount }
    return byRow
  }

  /// Rows in canonical order, cut at the cut-off, and each row's number among its full twins.
  private static func side(
    _ entries: Entries, _ rows: [Int32], _ running: [Amount?], _ cutOff: Instant?,
    _ occurrence: inout [UInt32]
  ) -> PoolSide {
    let sorted = entries.canonical(rows, running: running)
    for index in sorted.indices.dropFirst() {
      let (before, row) = (Int(sorted[index - 1]), Int(sorted[index]))
      if entries.areTwins(before, row) { occurrence[row] = occurrence[before] + 1 }
    }
    guard let cutOff else { return PoolSide(entries: entries, rows: sorted, later: []) }
    let times = entries.nanoseconds
    let end = sorted.partitioningIndex { times[Int($0)] >= cutOff.nanoseconds }
    return PoolSide(
      entries: entries, rows: Array(sorted[..<end]), later: Array(sorted[end...]))
  }

  /// Rows after the cut-off, in canonical order.
  var setAside: (statement: [Int], ledger: [Int], total: Int) {
    let statement = pools.flatMap { $0.statement.later.map(Int.init) }
    let ledger = pools.flatMap { $0.ledger.later.map(Int.init) }
    return (statement, ledger, statement.count + ledger.count)
  }

  func entries(_ side: Side) -> Entries { side == .statement ? statement : ledger }

  func occurrence(_ side: Side, _ row: Int) -> UInt32 {
    side == .statement ? statementOccurrence[row] : ledgerOccurrence[row]
  }
}
