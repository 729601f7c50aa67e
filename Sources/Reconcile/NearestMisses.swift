package import Accounting

/// An entry of the other side that stays open too and nearly fits, and why it does not.
package struct Miss: Hashable, Sendable {
  package var side: Side
  package var row: Int
  /// What keeps the two from being one event, in the order reference, amount, time; not empty.
  package var fails: [FailingField]
}

/// A field in which two entries do not agree.
package enum FailingField: Hashable, Sendable {
  /// Both have a reference, and not the same.
  case reference
  /// The other's amount less the own.
  case amount(gap: Amount)
  /// How far apart they are, in nanoseconds: further than the window.
  case time(gap: UInt64)
}

/// The nearest misses of open entries.
///
/// Of the other side's entries of the account's asset that stay open: first those whose amount
/// differs by no more than a tenth of the own, by the gap of the amount, then of the time, then in
/// canonical order; then those within the window, by the gap of the time. At most three. Entries
/// that are matched are none: they have what they need.
package struct NearestMisses: Sendable {
  package static let limit = 3

  private struct Key: Hashable {
    var account: NameID
    var asset: NameID
  }

  /// Rows in half the bytes of `Int`: there may be millions.
  private struct Rows: RandomAccessCollection {
    var numbers: [Int32] = []

    var startIndex: Int { 0 }
    var endIndex: Int { numbers.count }
    subscript(place: Int) -> Int { Int(numbers[place]) }
  }

  /// The open rows of one side of an account's asset.
  private struct Table {
    /// Canonical order: by time first.
    var byTime = Rows()
    /// By amount, then by time.
    var byAmount = Rows()
  }

  private let books: [Entries]
  private var tables: [[Key: Table]] = [[:], [:]]
  private let window: UInt64

  package init(_ outcome: Outcome, statement: Book, ledger: Book, windowSeconds: Int) {
    books = [statement.entries, ledger.entries]
    window = UInt64(max(0, windowSeconds)) &* 1_000_000_000
    let open = [outcome.openStatement, outcome.openLedger]
    // Where the other side has nothing open nobody asks for a near entry.
    for (place, rows) in open.enumerated() where !open[1 - place].isEmpty {
      let entries = books[place]
      for row in rows {
        let key = Key(account: entries.account[Int(row)], asset: entries.asset[Int(row)])
        tables[place][key, default: Table()].byTime.numbers.append(row)
      }
      for key in tables[place].keys {
        let rows = tables[place][key]!.byTime
        var order = rows.numbers.indices.map(Int32.init)
        order.sort { one, other in
          let left = entries.amount(rows[Int(one)])
          let right = entries.amount(rows[Int(other)])
          return left == right ? one < other : left < right
        }
        for place in order.indices { order[place] = rows.numbers[Int(order[place])] }
        tables[place][key]!.byAmount = Rows(numbers: order)
      }
    }
  }

  /// The misses of an open entry, nearest first; so many at most.
  package func misses(_ side: Side, _ row: Int, limit: Int = limit) -> [Miss] {
    let (own, other) = side == .statement ? (books[0], books[1]) : (books[1], books[0])
    let key = Key(account: own.account[row], asset: own.asset[row])
    guard let table = tables[side == .statement ? 1 : 0][key] else { return [] }
    var rows = nearInAmount(table, own, row, other, limit)
    if rows.count < limit { rows += nearInTime(table, own, row, other, limit, without: rows) }
    return rows.compactMap { found in
      let fails = fails(own, row, other, found)
      return fails.isEmpty ? nil : Miss(side: side.other, row: found, fails: fails)
    }
  }

  /// Rows whose amount is near, outwards from the own amount.
  private func nearInAmount(
    _ table: Table, _ own: Entries, _ row: Int, _ other: Entries, _ limit: Int
  ) -> [Int] {
    let amount = own.amount(row)
    let start = table.byAmount.partitioningIndex { other.amount($0) >= amount }
    var found: [Int] = []
    var (low, high) = (start - 1, start)
    while found.count < limit {
      let below = low >= 0 ? gap(amount, other.amount(table.byAmount[low])) : nil
      let above =
        high < table.byAmount.count ? gap(amount, other.amount(table.byAmount[high])) : nil
      guard let nearest = [below, above].compactMap({ $0 }).min() else { break }
      // All rows of this gap, whichever side they are on.
      var run: [Int] = []
      if below == nearest {
        let first = firstOfAmount(table.byAmount, low, other)
        run += nearest3(table.byAmount[first...low], own, row, other)
        low = first - 1
      }
      if above == nearest {
        let end = endOfAmount(table.byAmount, high, other)
        run += nearest3(table.byAmount[high..<end], own, row, other)
        high = end
      }
      run.sort { isNearer($0, $1, own, row, other) }
      found += run.prefix(limit - found.count)
    }
    return found
  }

  /// Where the rows begin that have the amount of a place; mostly it stands alone.
  private func firstOfAmount(_ rows: Rows, _ place: Int, _ other: Entries) -> Int {
    let amount = other.amount(rows[place])
    guard place > 0, other.amount(rows[place - 1]) == amount else { return place }
    return rows.partitioningIndex { other.amount($0) >= amount }
  }

  /// Where they end.
  private func endOfAmount(_ rows: Rows, _ place: Int, _ other: Entries) -> Int {
    let amount = other.amount(rows[place])
    guard place + 1 < rows.count, other.amount(rows[place + 1]) == amount else { return place + 1 }
    return rows.partitioningIndex { other.amount($0) > amount }
  }

  /// The gap, if it is at most a tenth of the amount.
  private func gap(_ amount: Amount, _ other: Amount) -> Amount? {
    guard let gap = try? amount.subtracting(other).magnitude,
      let scaled = try? gap.multiplied(by: Amount(units: 10, scale: 0)),
      scaled <= amount.magnitude
    else { return nil }
    return gap
  }

  /// Of rows of one amount, in order of time, those nearest in time.
  private func nearest3(
    _ rows: Slice<Rows>, _ own: Entries, _ row: Int, _ other: Entries
  ) -> [Int] {
    guard rows.count > 1 else { return Array(rows) }
    let time = own.nanoseconds[row]
    let middle = rows.partitioningIndex { other.nanoseconds[$0] >= time }
    let first = max(rows.startIndex, middle - Self.limit)
    let near = rows[first..<min(rows.endIndex, middle + Self.limit)]
    return near.sorted { isNearer($0, $1, own, row, other) }.prefix(Self.limit).map { $0 }
  }

  private func isNearer(
    _ one: Int, _ two: Int, _ own: Entries, _ row: Int, _ other: Entries
  ) -> Bool {
    let gaps = [one, two].map {
      other.nanoseconds[$0].distanceMagnitude(to: own.nanoseconds[row])
    }
    if gaps[0] != gaps[1] { return gaps[0] < gaps[1] }
    if other.nanoseconds[one] != other.nanoseconds[two] {
      return other.nanoseconds[one] < other.nanoseconds[two]
    }
    return other.precedesAtInstant(one, two, [])
  }

  /// Rows within the window, by time; so many as are still wanted.
  private func nearInTime(
    _ table: Table, _ own: Entries, _ row: Int, _ other: Entries, _ limit: Int,
    without taken: [Int]
  ) -> [Int] {
    let time = own.nanoseconds[row]
    let start = table.byTime.partitioningIndex { other.nanoseconds[$0] >= time }
    var (low, high) = (start - 1, start)
    var found: [Int] = []
    while taken.count + found.count < limit {
      let below = low >= 0 ? other.nanoseconds[table.byTime[low]].distanceMagnitude(to: time) : nil
      let above =
        high < table.byTime.count
        ? other.nanoseconds[table.byTime[high]].distanceMagnitude(to: time) : nil
      guard let nearest = [below, above].compactMap({ $0 }).min(), nearest <= window else { break }
      let next: Int
      if below == nearest {
        next = table.byTime[low]
        low -= 1
      } else {
        next = table.byTime[high]
        high += 1
      }
      if !taken.contains(next) { found.append(next) }
    }
    return found
  }

  private func fails(_ own: Entries, _ row: Int, _ other: Entries, _ found: Int) -> [FailingField] {
    var fails: [FailingField] = []
    let (one, two) = (own.reference[row], other.reference[found])
    if !one.isNone, !two.isNone, one != two { fails.append(.reference) }
    let (left, right) = (own.amount(row), other.amount(found))
    if left != right, let gap = try? right.subtracting(left) { fails.append(.amount(gap: gap)) }
    let time = own.nanoseconds[row].distanceMagnitude(to: other.nanoseconds[found])
    if time > window { fails.append(.time(gap: time)) }
    return fails
  }
}

extension Int64 {
  /// How far apart two numbers are.
  fileprivate func distanceMagnitude(to other: Int64) -> UInt64 {
    self > other
      ? UInt64(bitPattern: self &- other) : UInt64(bitPattern: other &- self)
  }
}
