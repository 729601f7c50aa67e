import Accounting

/// The sums of one side's entries of an account's asset, gathered in one pass: by kind and sign,
/// what was settled beforehand among them.
struct SideSums {
  let movement: Amount
  let receipts: Amount
  let disbursements: Amount
  /// In order of `EntryKind`, those not told last.
  let kinds: [KindSum]

  /// - Throws: if a sum needs more than 38 digits.
  init(pool: Pool, side: Side) throws(AmountError) {
    let unknown = EntryKind.allCases.count
    var counts = [Int](repeating: 0, count: unknown + 1)
    var credits = [RoomySum](repeating: RoomySum(), count: unknown + 1)
    var debits = credits
    let entries = pool[side].entries
    let isTold = pool.kindless.isEmpty
    for index in pool[side].moving {
      let row = Int(pool[side].rows[index])
      let isKindless = !isTold && pool.kindless.contains(entries.origin[row].source)
      let place = isKindless ? unknown : Int(entries.kind[row].rawValue)
      counts[place] += 1
      let amount = entries.amount(row)
      if amount.isNegative { debits[place].add(amount) } else { credits[place].add(amount) }
    }
    var (received, paid) = (RoomySum(), RoomySum())
    for place in credits.indices {
      received.add(credits[place])
      paid.add(debits[place])
    }
    var all = received
    all.add(paid)
    all.add(pool.settled.sum)
    received.add(pool.settled.receipts)
    var settledPaid = pool.settled.sum
    settledPaid.subtract(pool.settled.receipts)
    paid.add(settledPaid)
    movement = try all.exact()
    receipts = try received.exact()
    disbursements = try paid.exact()

    let settled = side == .statement ? pool.settled.statementKinds : pool.settled.ledgerKinds
    var rest = Settlement.KindTotal(entries: pool.settled.count, sum: pool.settled.sum)
    var kinds: [KindSum] = []
    for place in credits.indices {
      var sum = credits[place]
      sum.add(debits[place])
      let kind = place < unknown ? EntryKind.allCases[place] : nil
      if let kind, let total = settled[kind] {
        counts[place] += total.entries
        sum.add(total.sum)
        rest.entries -= total.entries
        rest.sum.subtract(total.sum)
      } else if kind == nil {
        counts[place] += rest.entries
        sum.add(rest.sum)
      }
      guard counts[place] > 0 else { continue }
      kinds.append(KindSum(kind: kind, entries: counts[place], amount: try sum.exact()))
    }
    self.kinds = kinds
  }
}
