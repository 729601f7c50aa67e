package import Accounting

/// Both sides of a book held against what the last sealed run of the book had: what is told again
/// is set aside or held open, what is new in a closed day, altered or gone is named.
///
/// A pure function of its arguments, as the reconciliation that follows.
package struct EarlierDays: Sendable {
  package private(set) var statement: Book
  package private(set) var ledger: Book
  /// The last run's closings, without what is gone of its lines.
  package private(set) var closings: [PriorClosing]
  /// In canonical order.
  package private(set) var changes: [PriorPeriodChange] = []
  /// The entries that are gone, ascending by number.
  package private(set) var gone: [UInt64] = []
  /// Matches of earlier runs of which this run read an entry again, ascending.
  package private(set) var earlierMatches: [[UInt64]] = []

  /// - Parameters:
  ///   - statement: with the rows handed on behind its own, and their tenses.
  ///   - ledger: the same.
  package init(
    statement: Book, ledger: Book, names: BookNames, sources: Sources, prior: PriorRun
  ) {
    (self.statement, self.ledger) = (statement, ledger)
    closings = prior.closings
    let until = EarlierDays.until(prior.closings, names)
    let isCompared = prior.told != nil
    var one = EarlierLines(statement, names, sources, until, isCompared: isCompared)
    var other = EarlierLines(ledger, names, sources, until, isCompared: isCompared)
    if let told = prior.told {
      one.compare(with: told)
      other.compare(with: told)
      let gone = one.gone(told) + other.gone(told)
      var isGone = Set(gone.map(\.number))
      for item in gone { takeOff(item) }
      let reopened = gone.flatMap { told.partners[$0.number] ?? [] }
        .filter { isGone.insert($0).inserted }
      if !reopened.isEmpty {
        let itemOf = Dictionary(
          told.items.map { ($0.number, $0) }, uniquingKeysWith: { one, _ in one })
        for number in reopened {
          one.reopen(number, as: itemOf[number])
          other.reopen(number, as: itemOf[number])
        }
      }
      changes = one.changes(gone) + other.changes(gone)
      self.gone = gone.map(\.number).sorted()
      let again = one.reconciled.union(other.reconciled)
      var matches: Set<[UInt64]> = []
      for number in again {
        guard let partners = told.partners[number] else { continue }
        matches.insert(([number] + partners).sorted())
      }
      earlierMatches = matches.sorted { $0.lexicographicallyPrecedes($1) }
    }
    self.statement = one.finished()
    self.ledger = other.finished()
  }

  /// The earliest line of a closed day that no list has; nil: the lists have all of them.
  package static func firstUntold(
    _ books: [Book], names: BookNames, sources: Sources, prior: PriorRun, told: ToldEntries
  ) -> Instant? {
    let until = until(prior.closings, names)
    let known = Set(told.items.map(\.number))
    return books.compactMap { book in
      EarlierLines(book, names, sources, until, isCompared: true).firstUntold(known)
    }.min()
  }

  /// Whether a side reads again of days that are closed.
  package static func readsAgain(_ books: [Book], names: BookNames, prior: PriorRun) -> Bool {
    let until = until(prior.closings, names)
    return books.contains { book in
      (0..<book.firstCarried).contains { row in
        until[book.entries.account[row]].map { book.entries.instant(row) < $0 } ?? false
      }
    }
  }

  /// The cut-off of every account's last run.
  private static func until(_ closings: [PriorClosing], _ names: BookNames) -> [NameID: Instant] {
    var until: [NameID: Instant] = [:]
    for closing in closings {
      guard let account = names.accounts.find(closing.account) else { continue }
      until[account] = max(until[account] ?? closing.asOf, closing.asOf)
    }
    return until
  }

  /// Takes a line that is gone off the closing balance it was in.
  private mutating func takeOff(_ item: ToldEntries.Item) {
    guard
      let place = closings.firstIndex(where: {
        $0.account == item.account && $0.asset == item.asset
      })
    else { return }
    // What needs more than 38 digits stays as it was, and shows in the opening.
    switch item.side {
    case .statement:
      closings[place].statement =
        (try? closings[place].statement.subtracting(item.amount)) ?? closings[place].statement
    case .ledger:
      closings[place].ledger =
        (try? closings[place].ledger.subtracting(item.amount)) ?? closings[place].ledger
    }
  }
}
