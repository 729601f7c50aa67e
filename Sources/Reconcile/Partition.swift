import Accounting

/// Both sides cut into pools, one an account and asset, in canonical order.
struct Partition: Sendable {
  /// The named rule that sets entries at or after the cut-off aside.
  static let cutOffRule = "after-cut-off"
  /// The named rule that sets entries aside that an earlier run reconciled.
  static let earlierRule = "reconciled-before"

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
    statementOccurrence = Partition.occurrence(of: statement)
    ledgerOccurrence = Partition.occurrence(of: ledger)
    let statementRunning = Partition.running(of: statement)
    let ledgerRunning = Partition.running(of: ledger)
    for index in plan.canonicalOrder() {
      let key = plan.keys[index]
      let account = plan.names.accounts[key.account]
      let asset = plan.names.assets[key.asset]
      let statementSide = Partition.side(
        statement, plan.statementRows[index], statementRunning, policy.cutOff,
        &statementOccurrence)
      let ledgerSide = Partition.side(
        ledger, plan.ledgerRows[index], ledgerRunning, policy.cutOff, &ledgerOccurrence)
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
  static func running(of book: Book) -> [Amount?] {
    guard !book.running.isEmpty else { return [] }
    var byRow = [Amount?](repeating: nil, count: book.entries.count)
    for balance in book.running { byRow[balance.row] = balance.amount }
    return byRow
  }

  /// As told of the rows that were handed on; 0 of the others, which are yet to be counted.
  private static func occurrence(of book: Book) -> [UInt32] {
    [UInt32](repeating: 0, count: book.firstCarried) + book.carriedTwins
  }

  /// Rows in canonical order, cut at the cut-off, and each row's number among its full twins.
  private static func side(
    _ book: Book, _ rows: [Int32], _ running: [Amount?], _ cutOff: Instant?,
    _ occurrence: inout [UInt32]
  ) -> PoolSide {
    let entries = book.entries
    var sorted = entries.canonical(rows, running: running)
    let firstCarried = Int32(book.firstCarried)
    var before: Int?
    for row in sorted where row < firstCarried {
      if let before, entries.areTwins(before, Int(row)) {
        occurrence[Int(row)] = occurrence[before] + 1
      }
      before = Int(row)
    }
    var (tenses, reconciled): ([RowTense], Int) = ([], 0)
    if !book.tenses.isEmpty {
      let all = sorted.count
      sorted.removeAll { book.tenses[Int($0)] == .reconciled }
      reconciled = all - sorted.count
      tenses = sorted.map { book.tenses[Int($0)] }
    }
    guard let cutOff else {
      return PoolSide(
        entries: entries, rows: sorted, later: [], tenses: tenses, reconciled: reconciled)
    }
    let times = entries.nanoseconds
    let end = sorted.partitioningIndex { times[Int($0)] >= cutOff.nanoseconds }
    return PoolSide(
      entries: entries, rows: Array(sorted[..<end]), later: Array(sorted[end...]),
      tenses: tenses.isEmpty ? [] : Array(tenses[..<end]), reconciled: reconciled)
  }

  /// How many entries each rule sets aside, those set aside beforehand among them.
  func setAsideByRule(_ settlement: Settlement) -> [String: Int] {
    let earlier = pools.reduce(0) { $0 + $1.statement.reconciled + $1.ledger.reconciled }
    return [
      Partition.cutOffRule: setAside.total + settlement.setAside,
      Partition.earlierRule: earlier,
    ].filter { $0.value > 0 }
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
