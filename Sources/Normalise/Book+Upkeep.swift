import Accounting

extension Book {
  /// Counts lines as duplicates.
  mutating func count(_ dropped: [LineMarks.DuplicateLine]) {
    var index: [SourceID: Int] = [:]
    for (position, tally) in tallies.enumerated() { index[tally.source] = position }
    for line in dropped {
      guard let tally = index[line.source] else { continue }
      tallies[tally].understood -= 1
      tallies[tally].duplicates += 1
    }
  }

  /// Takes out the rows that are marked.
  mutating func remove(_ isDropped: [Bool]) {
    guard isDropped.contains(true) else { return }
    var kept = Entries()
    var newRow = [Int](repeating: -1, count: entries.count)
    for row in 0..<entries.count where !isDropped[row] {
      newRow[row] = kept.count
      kept.append(entries[row])
    }
    running = running.compactMap { balance in
      newRow[balance.row] < 0
        ? nil : RunningBalance(row: newRow[balance.row], amount: balance.amount)
    }
    entries = kept
  }

  /// Takes out fills by their place.
  mutating func removeFills(_ dropped: Set<Int>) {
    guard !dropped.isEmpty else { return }
    fills = fills.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }

  /// Keeps the first rows only.
  mutating func truncate(toEntries count: Int) {
    guard count < entries.count else { return }
    var kept = Entries()
    for row in 0..<count { kept.append(entries[row]) }
    entries = kept
    running.removeAll { $0.row >= count }
  }

  /// The latest instant of each source's entries.
  ///
  /// - Parameter spans: the time of entries that are not in the book.
  func lastInstants(_ spans: [SourceID: ClosedRange<Instant>]) -> [SourceID: Instant] {
    var last = spans.mapValues(\.upperBound)
    for row in 0..<entries.count {
      let source = entries.origin[row].source
      last[source] = max(last[source] ?? entries.instant(row), entries.instant(row))
    }
    return last
  }

  /// Sums each source's entries per asset, and finds their first and last instant.
  mutating func total(names: BookNames) {
    var index: [SourceID: Int] = [:]
    for (position, tally) in tallies.enumerated() { index[tally.source] = position }
    var sums: [TotalKey: ControlTotal] = [:]
    for row in 0..<entries.count {
      let source = entries.origin[row].source
      guard let tally = index[source] else { continue }
      let instant = entries.instant(row)
      tallies[tally].first = min(tallies[tally].first ?? instant, instant)
      tallies[tally].last = max(tallies[tally].last ?? instant, instant)
      sums[TotalKey(source: source, asset: entries.asset[row]), default: ControlTotal()]
        .add(entries.amount(row))
    }
    for (key, total) in sums {
      guard let tally = index[key.source] else { continue }
      tallies[tally].totals[names.assets[key.asset]] = total
    }
  }
}

extension Book {
  /// Adds the control totals of entries that were settled, and the time of them.
  mutating func add(_ settlement: Settlement, names: BookNames) {
    add(settlement.spans)
    var index: [SourceID: Int] = [:]
    for (position, tally) in tallies.enumerated() { index[tally.source] = position }
    settledFirst = settlement.firsts.filter { index[$0.key.source] != nil }
    for (key, sum) in settlement.totals {
      guard let tally = index[key.source] else { continue }
      tallies[tally].totals[names.assets[key.asset], default: ControlTotal()].add(sum)
    }
  }

  /// Adds the time of entries that are not in the book.
  mutating func add(_ spans: [SourceID: ClosedRange<Instant>]) {
    for position in tallies.indices {
      guard let span = spans[tallies[position].source] else { continue }
      tallies[position].first = min(tallies[position].first ?? span.lowerBound, span.lowerBound)
      tallies[position].last = max(tallies[position].last ?? span.upperBound, span.upperBound)
    }
  }
}

private struct TotalKey: Hashable {
  var source: SourceID
  var asset: NameID
}
