import Accounting
import Reconcile

extension Plant {
  /// Faults of balances; each in an account's asset of its own, among entries of any kind.
  static let balances: [Plant] = [
    Plant(.balanceDiff, "a balance that nothing explains") { book in
      guard let pool = book.freePool() else { return }
      let side = book.side()
      book.state(side, pool, book.closing(side, pool, plus: book.offset(pool)))
      if book.chance(50) { book.state(side.other, pool, book.closing(side.other, pool)) }
      book.plant(pool, "a balance that nothing explains", [.balanceDiff])
    },
    Plant(.unfooted, "opening and entries do not give the balance") { book in
      guard let pool = book.freePool() else { return }
      let side = book.side()
      let opening = book.amount(pool.asset)
      book.open(pool, opening, opening)
      book.state(side, pool, book.closing(side, pool, plus: opening, book.offset(pool)))
      book.plant(pool, "opening and entries do not give the balance", [.unfooted, .balanceDiff])
    },
    Plant(.unfooted, "a running balance does not follow") { book in
      guard let pool = book.freePool() else { return }
      let opening = book.amount(pool.asset)
      let lines = book.run(pool, from: opening)
      // Of the last instant's lines nobody knows which states the closing balance.
      let times = lines.map { book.books.lines[$0].nanoseconds }
      let inner = lines.filter {
        let time = book.books.lines[$0].nanoseconds
        return time > times[0] && time < times[times.count - 1]
      }
      guard !inner.isEmpty else {
        for line in lines { book.books.lines[line].running = nil }
        return
      }
      book.open(pool, opening, opening)
      let line = book.pick(inner)
      let stated = TestBooks.amount(book.books.lines[line].running!)
      book.books.lines[line].running = book.sum([stated, book.offset(pool)]).description
      book.plant(pool, "a running balance does not follow", [.unfooted])
    },
    Plant(.openingDiscontinuity, "the openings differ") { book in
      guard let pool = book.freePool() else { return }
      let opening = book.amount(pool.asset)
      let other = book.sum([opening, book.offset(pool)])
      book.open(pool, opening, other)
      for (side, begin) in [(Side.statement, opening), (.ledger, other)] {
        if book.chance(50) { book.state(side, pool, book.closing(side, pool, plus: begin)) }
      }
      book.plant(pool, "the openings differ", [.openingDiscontinuity])
    },
    Plant(.openingDiscontinuity, "not the prior closing") { book in
      guard let pool = book.freePool() else { return }
      let prior = book.amount(pool.asset)
      let begin = book.sum([prior, book.offset(pool)])
      book.books.policy.priorClosings.append(
        PriorClosing(
          account: pool.account, asset: pool.asset.code, asOf: TestBooks.day, statement: prior,
          ledger: prior, unexplained: .zero))
      _ = book.run(pool, from: begin)
      book.plant(pool, "not the prior closing", [.openingDiscontinuity])
    },
    Plant(.lockedOrReserved, "the ledger has what is free") { book in
      guard let pool = book.freePool() else { return }
      let side = book.side()
      let held = book.amount(pool.asset)
      book.state(side, pool, book.closing(side, pool, plus: held), held: held)
      book.state(side.other, pool, book.closing(side.other, pool))
      book.plant(pool, "the ledger has what is free", [.lockedOrReserved])
    },
    Plant(.negativeBalance, "less than nothing") { book in
      guard let pool = book.freePool() else { return }
      let most = max(
        book.closing(.statement, pool), book.closing(.ledger, pool), .zero)
      let opening = book.sum([most, book.amount(pool.asset)]).negated
      book.open(pool, opening, opening)
      book.plant(pool, "less than nothing", [.negativeBalance, .negativeBalance])
    },
    Plant(.missingCurrency, "entries of an asset of one side") { book in
      guard let pool = book.unknownPool() else { return }
      let side = book.side()
      let isIncome = side == .statement && book.chance(50)
      var kinds: [BreakKind] = [.missingCurrency]
      var lines: [Int] = []
      for _ in 0..<book.int(1...2) {
        let second = book.time()
        lines.append(
          book.add(
            LabelledLine(
              side: side, account: pool.account, asset: pool.asset.code,
              amount: book.fresh(pool.asset, at: second, digits: book.int(3...8)),
              second: second, kind: isIncome ? .income : .deposit,
              reference: book.reference(side))))
        kinds.append(
          isIncome ? .unstatedIncome : side == .statement ? .missingLedger : .missingStatement)
      }
      book.plant(pool, "entries of an asset of one side", kinds, lines: lines)
    },
    Plant(.missingCurrency, "a balance of an asset of one side") { book in
      guard let pool = book.unknownPool() else { return }
      book.state(book.side(), pool, book.amount(pool.asset))
      book.plant(pool, "a balance of an asset of one side", [.missingCurrency])
    },
  ]
}

extension LabelledBook {
  struct PoolName {
    var account: String
    var asset: GeneratedAsset
  }

  /// An account's asset without a balance fault.
  fileprivate mutating func freePool() -> PoolName? {
    let pool = PoolName(account: pick(accounts), asset: pick(assets))
    return isFree(pool) ? pool : nil
  }

  /// An asset that the account has not.
  mutating func unknownPool() -> PoolName? {
    let pool = PoolName(account: pick(accounts), asset: pick(LabelledBook.unknown))
    return isFree(pool) ? pool : nil
  }

  private func isFree(_ pool: PoolName) -> Bool {
    !faults.contains { $0.account == pool.account && $0.asset == pool.asset.code }
  }

  fileprivate mutating func plant(
    _ pool: PoolName, _ name: String, _ kinds: [BreakKind], lines: [Int] = []
  ) {
    plant(name, kinds, lines: lines, account: pool.account, asset: pool.asset.code)
  }

  /// How far a balance is off: not zero.
  fileprivate mutating func offset(_ pool: PoolName) -> Amount {
    let amount = amount(pool.asset)
    return chance(50) ? amount : amount.negated
  }

  /// What a side's entries before the cut-off add up to, and some more.
  fileprivate func closing(_ side: Side, _ pool: PoolName, plus more: Amount...) -> Amount {
    sum(more + lines(side, pool).map { TestBooks.amount(books.lines[$0].amount) })
  }

  /// A side's lines before the cut-off in order of time.
  private func lines(_ side: Side, _ pool: PoolName) -> [Int] {
    let end = cutOff.map { Int64($0) * TestBooks.second } ?? .max
    return books.lines.indices.filter { number in
      let line = books.lines[number]
      return line.side == side && line.account == pool.account && line.asset == pool.asset.code
        && line.nanoseconds < end
    }.sorted { (books.lines[$0].nanoseconds, $0) < (books.lines[$1].nanoseconds, $1) }
  }

  mutating func state(
    _ side: Side, _ pool: PoolName, _ amount: Amount, held: Amount = .zero
  ) {
    books.balances.append(
      TestBalance(
        side: side, account: pool.account, asset: pool.asset.code, amount: amount.description,
        nanoseconds: nil, held: held.description))
  }

  fileprivate mutating func open(_ pool: PoolName, _ statement: Amount, _ ledger: Amount) {
    for (side, amount) in [(Side.statement, statement), (.ledger, ledger)] {
      books.policy.openings.append(
        Opening(side: side, account: pool.account, asset: pool.asset.code, amount: amount))
    }
  }

  /// Running balances on the statement's lines; gives the lines, in order.
  fileprivate mutating func run(_ pool: PoolName, from opening: Amount) -> [Int] {
    var balance = opening
    let lines = lines(.statement, pool)
    for line in lines {
      balance = sum([balance, TestBooks.amount(books.lines[line].amount)])
      books.lines[line].running = balance.description
    }
    return lines
  }

  /// Balances that are right, in some of the accounts' assets without a fault of balances.
  mutating func addBalances() {
    for account in accounts {
      for asset in assets where chance(40) {
        let pool = PoolName(account: account, asset: asset)
        guard isFree(pool) else { continue }
        let opening = chance(50) ? Amount.zero : amount(asset)
        if !opening.isZero { open(pool, opening, opening) }
        if chance(50) {
          _ = run(pool, from: opening)
        } else {
          for side in Side.allCases where chance(70) {
            state(side, pool, closing(side, pool, plus: opening))
          }
        }
      }
    }
  }
}
