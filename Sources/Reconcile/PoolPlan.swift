import Accounting

/// Which rows and balances belong to which pool.
struct PoolPlan {
  struct Key: Hashable {
    var account: NameID
    var asset: NameID
  }

  var names: BookNames
  private(set) var keys: [Key] = []
  private var known: [Key: Int] = [:]
  private(set) var statementRows: [[Int32]] = []
  private(set) var ledgerRows: [[Int32]] = []
  /// What was settled of a pool beforehand.
  private(set) var settled: [Int: Settlement.Figures] = [:]
  private var statementRecords: [Int: PoolRecords] = [:]
  private var ledgerRecords: [Int: PoolRecords] = [:]

  init(names: BookNames) { self.names = names }

  private mutating func pool(_ account: NameID, _ asset: NameID) -> Int {
    let key = Key(account: account, asset: asset)
    if let index = known[key] { return index }
    known[key] = keys.count
    keys.append(key)
    statementRows.append([])
    ledgerRows.append([])
    return keys.count - 1
  }

  mutating func addEntries(of book: Book) {
    let accounts = book.entries.account
    let assets = book.entries.asset
    var last: (key: Key, index: Int)?
    var poolOfRow: [Int32] = []
    poolOfRow.reserveCapacity(accounts.count)
    for row in 0..<accounts.count {
      let key = Key(account: accounts[row], asset: assets[row])
      let index =
        if let last, last.key == key { last.index } else { pool(key.account, key.asset) }
      last = (key, index)
      poolOfRow.append(Int32(index))
    }
    switch book.side {
    case .statement:
      for row in poolOfRow.indices { statementRows[Int(poolOfRow[row])].append(Int32(row)) }
    case .ledger:
      for row in poolOfRow.indices { ledgerRows[Int(poolOfRow[row])].append(Int32(row)) }
    }
    var records: [Int: PoolRecords] = [:]
    for balance in book.balances {
      let index = pool(balance.account, balance.asset)
      records[index, default: PoolRecords()].balances.append(balance)
    }
    for balance in book.running {
      records[Int(poolOfRow[balance.row]), default: PoolRecords()].running.append(balance)
    }
    if book.side == .statement { statementRecords = records } else { ledgerRecords = records }
  }

  mutating func addSettled(_ settlement: Settlement) {
    for (key, figures) in settlement.pools {
      settled[pool(key.account, key.asset)] = figures
    }
  }

  /// What the settings or the last sealed run say an account holds may be in no file.
  mutating func addOpenings(_ policy: Policy) {
    for opening in policy.openings {
      _ = pool(names.accounts.id(of: opening.account), names.assets.id(of: opening.asset))
    }
    for prior in policy.priorClosings where !prior.statement.isZero || !prior.ledger.isZero {
      _ = pool(names.accounts.id(of: prior.account), names.assets.id(of: prior.asset))
    }
  }

  func records(of book: Book, _ pool: Int) -> PoolRecords {
    (book.side == .statement ? statementRecords : ledgerRecords)[pool] ?? PoolRecords()
  }

  func canonicalOrder() -> [Int] {
    keys.indices.sorted { one, other in
      let left = names.accounts[keys[one].account]
      let right = names.accounts[keys[other].account]
      if left != right { return left.precedes(right) }
      return names.assets[keys[one].asset].precedes(names.assets[keys[other].asset])
    }
  }
}
