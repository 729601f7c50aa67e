import Accounting

/// Sources that end before the day that is reconciled begins, while the other side tells of that
/// day: yesterday's file, or one that was cut too early.
///
/// A quiet day is no evidence: nothing is said where the other side has no open entry of the day.
struct StaleSources {
  private let names: BookNames
  private let sources: Sources
  /// The first instant of the day; nil without a cut-off, for then no day ends there.
  private let dayStart: Instant?

  init(policy: Policy, names: BookNames, sources: Sources) {
    self.names = names
    self.sources = sources
    dayStart = policy.cutOff.map { Instant(nanoseconds: $0.nanoseconds - 86_400_000_000_000) }
  }

  /// One break for each account and side; without an amount, for it explains nothing.
  func breaks(_ statement: Book, _ ledger: Book, _ pools: [Pool], _ naming: Naming) -> [Break] {
    guard let dayStart else { return [] }
    var found: [Break] = []
    for book in [statement, ledger] {
      let ends = lastSources(book)
      guard !ends.isEmpty else { continue }
      let other = book.side.other
      let counts = openEntries(of: other, since: dayStart, pools)
      for account in counts.keys.sorted() {
        guard let count = counts[account], let end = ends[account], end.last < dayStart else {
          continue
        }
        found.append(
          Break(
            id: naming.breakID(account: account, asset: "", kind: .staleFile, side: book.side),
            kind: .staleFile, account: account, asset: "", side: book.side, amount: nil,
            instant: end.last,
            detail: "\(Diagnostic.quoted(sources[end.source].name)) ends at \(end.last), before "
              + "the day begins at \(dayStart); the \(other.rawValue) has \(count) open "
              + "\(count == 1 ? "entry" : "entries") of that day"))
      }
    }
    return found
  }

  private struct End {
    var last: Instant
    var source: SourceID
  }

  /// By account the last thing that any of a side's sources with entries of it tells.
  private func lastSources(_ book: Book) -> [String: End] {
    var last: [SourceID: Instant] = [:]
    for tally in book.tallies { last[tally.source] = tally.last }
    for balance in book.balances {
      guard let instant = balance.instant, let known = last[balance.origin.source] else { continue }
      last[balance.origin.source] = max(known, instant)
    }
    var owners: Set<Book.SettledAccount> = Set(book.settledFirst.keys)
    for row in 0..<book.firstCarried {
      owners.insert(
        Book.SettledAccount(
          source: book.entries.origin[row].source, account: book.entries.account[row]))
    }
    var ends: [String: End] = [:]
    for owner in owners {
      guard let instant = last[owner.source] else { continue }
      let end = End(last: instant, source: owner.source)
      let account = names.accounts[owner.account]
      guard let known = ends[account] else {
        ends[account] = end
        continue
      }
      if (known.last, known.source) < (end.last, end.source) { ends[account] = end }
    }
    return ends
  }

  /// By account how many of a side's entries from an instant on are open.
  private func openEntries(
    of side: Side, since dayStart: Instant, _ pools: [Pool]
  ) -> [String: Int] {
    var counts: [String: Int] = [:]
    for pool in pools {
      let table = pool[side]
      let count = table.fate.indices.count {
        table.fate[$0] == .open && table.nanoseconds($0) >= dayStart.nanoseconds
      }
      if count > 0 { counts[pool.account, default: 0] += count }
    }
    return counts
  }
}
