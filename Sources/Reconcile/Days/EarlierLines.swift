import Accounting

/// One side's rows of closed days, named by content, beside those an earlier run handed on.
struct EarlierLines {
  private var book: Book
  private let names: BookNames
  private let until: [NameID: Instant]
  /// Rows of this run's files that may be of a closed day or were handed on, by their number.
  private var rowOf: [UInt64: Int] = [:]
  private var numberOf: [Int: UInt64] = [:]
  /// Rows handed on that do not count: told again, or gone.
  private var dropped: Set<Int> = []
  private var carriedOf: [UInt64: Int] = [:]
  /// By account and format the earliest line told again: from there on the file has every line.
  private var again: [Stretch: Instant] = [:]
  private var formats: [String]

  struct Stretch: Hashable {
    var account: String
    var format: String
  }

  /// - Parameter isCompared: whether earlier runs' lists are held against the rows. If not, what is
  ///   told again of closed days is reconciled anew, and what was open of it with it.
  init(
    _ book: Book, _ names: BookNames, _ sources: Sources, _ until: [NameID: Instant],
    isCompared: Bool
  ) {
    self.book = book
    self.names = names
    self.until = until
    formats = sources.all.map(\.format)
    let count = book.entries.count
    if self.book.tenses.isEmpty {
      self.book.tenses = [RowTense](repeating: .current, count: count)
    }
    let entries = book.entries
    let firstCarried = book.firstCarried
    var end = until
    for row in firstCarried..<count {
      let next = Instant(nanoseconds: entries.nanoseconds[row] &+ 1)
      end[entries.account[row]] = max(end[entries.account[row]] ?? next, next)
    }
    let rows = (0..<firstCarried).filter { row in
      end[entries.account[row]].map { entries.instant(row) < $0 } ?? false
    }
    let contents = EntryContents(
      book.side, entries: entries, names: names,
      occurrence: Twins.numbers(of: rows, in: book), sources: sources)
    for row in rows {
      let number = contents.number(row)
      rowOf[number] = row
      numberOf[row] = number
    }
    for row in firstCarried..<count {
      let number = contents.number(row)
      if let again = rowOf[number] {
        if isCompared { self.book.tenses[again] = self.book.tenses[row] }
        dropped.insert(row)
      } else {
        carriedOf[number] = row
      }
    }
  }

  /// Says of every row of a closed day whether an earlier run had it.
  mutating func compare(with told: ToldEntries) {
    var known: [UInt64: ToldEntries.Item] = [:]
    for item in told.items where item.side == book.side { known[item.number] = item }
    for (row, number) in numberOf {
      let account = book.entries.account[row]
      let instant = book.entries.instant(row)
      guard let closed = until[account], instant < closed else { continue }
      let name = names.accounts[account]
      guard known[number] != nil else {
        if book.tenses[row] == .current, let since = told.since[name], instant >= since {
          book.tenses[row] = .backdated
        }
        continue
      }
      let stretch = Stretch(account: name, format: format(row))
      again[stretch] = min(again[stretch] ?? instant, instant)
      if book.tenses[row] == .current { book.tenses[row] = .reconciled }
    }
  }

  /// The numbers of the rows an earlier run reconciled.
  var reconciled: Set<UInt64> {
    Set(numberOf.filter { book.tenses[$0.key] == .reconciled }.values)
  }

  /// The earliest row of a closed day whose number is not among some.
  func firstUntold(_ known: Set<UInt64>) -> Instant? {
    var first: Instant?
    for (row, number) in numberOf where !known.contains(number) {
      let instant = book.entries.instant(row)
      guard let closed = until[book.entries.account[row]], instant < closed else { continue }
      first = min(first ?? instant, instant)
    }
    return first
  }

  private func format(_ row: Int) -> String {
    formats[Int(book.entries.origin[row].source.index)]
  }

  /// What an earlier run read of the time this run reads again, and this run does not have.
  mutating func gone(_ told: ToldEntries) -> [ToldEntries.Item] {
    var seen: Set<UInt64> = []
    var gone: [ToldEntries.Item] = []
    let successors = Set(
      numberOf.keys.filter { book.tenses[$0] == .backdated }.map(successorKey(row:)))
    for item in told.items where item.side == book.side && rowOf[item.number] == nil {
      guard let account = names.accounts.find(item.account), let closed = until[account],
        item.instant < closed, seen.insert(item.number).inserted,
        isToldAgain(item) || isReplaced(item, successors)
      else { continue }
      if let row = carriedOf.removeValue(forKey: item.number) { dropped.insert(row) }
      gone.append(item)
    }
    return gone
  }

  /// Whether a file of this run has every line of the time the entry is of.
  private func isToldAgain(_ item: ToldEntries.Item) -> Bool {
    let first = again[Stretch(account: item.account, format: item.format)]
    return first.map { item.instant >= $0 } ?? false
  }

  /// Whether a file of this run has a line of the entry's time and reference and begins there.
  private func isReplaced(_ item: ToldEntries.Item, _ successors: Set<SuccessorKey>) -> Bool {
    again[Stretch(account: item.account, format: item.format)] != nil
      && successors.contains(successorKey(item))
  }

  /// What a line whose amount was altered has in common with the one before it.
  private struct SuccessorKey: Hashable {
    var account: String
    var asset: String
    var reference: ReferenceKey
    var nanoseconds: Int64
  }

  private func successorKey(row: Int) -> SuccessorKey {
    let reference = book.entries.reference[row]
    return SuccessorKey(
      account: names.accounts[book.entries.account[row]],
      asset: names.assets[book.entries.asset[row]], reference: reference,
      nanoseconds: book.entries.nanoseconds[row])
  }

  private func successorKey(_ item: ToldEntries.Item) -> SuccessorKey {
    SuccessorKey(
      account: item.account, asset: item.asset, reference: item.referenceKey,
      nanoseconds: item.instant.nanoseconds)
  }

  /// Holds an entry open again whose match is gone.
  ///
  /// - Parameter item: the entry as an earlier run listed it; nil if none did.
  mutating func reopen(_ number: UInt64, as item: ToldEntries.Item?) {
    if let row = rowOf[number] {
      if book.tenses[row] == .reconciled { book.tenses[row] = .held }
      return
    }
    guard carriedOf[number] == nil,
      let item, item.side == book.side,
      let account = names.accounts.find(item.account), let asset = names.assets.find(item.asset)
    else { return }
    carriedOf[number] = book.entries.count
    book.entries.append(
      Entry(
        account: account, asset: asset, amount: item.amount, instant: item.instant,
        kind: item.kind, reference: item.referenceKey, group: .none,
        referenceText: item.referenceText,
        origin: item.origin))
    book.tenses.append(.held)
    book.carriedTwins.append(0)
  }

  /// What changed of closed days: gone lines with what took their place, and new lines.
  func changes(_ gone: [ToldEntries.Item]) -> [PriorPeriodChange] {
    let entries = book.entries
    var new = numberOf.keys.filter { book.tenses[$0] == .backdated }
    new.sort { one, other in
      entries.nanoseconds[one] == entries.nanoseconds[other]
        ? numberOf[one]! < numberOf[other]! : entries.nanoseconds[one] < entries.nanoseconds[other]
    }
    let own = gone.filter { $0.side == book.side }
      .sorted { ($0.instant, $0.number) < ($1.instant, $1.number) }
    let successors = successors(of: own, among: new)
    let isTaken = Set(successors.values)
    return own.indices.map {
      PriorPeriodChange(side: book.side, before: own[$0], after: successors[$0])
    }
      + new.filter { !isTaken.contains($0) }
      .map { PriorPeriodChange(side: book.side, before: nil, after: $0) }
  }

  /// What took the place of gone lines, by their place: a line of the same reference, else one of
  /// the same instant with the same amount, else one of the same instant where not both have a
  /// reference. Of several the first.
  private func successors(of gone: [ToldEntries.Item], among new: [Int]) -> [Int: Int] {
    let entries = book.entries
    var byReference: [ReferenceKey: [Int]] = [:]
    var byInstant: [Int64: [Int]] = [:]
    for row in new {
      byReference[entries.reference[row], default: []].append(row)
      byInstant[entries.nanoseconds[row], default: []].append(row)
    }
    let references = gone.map(\.referenceKey)
    var successors: [Int: Int] = [:]
    var isTaken: Set<Int> = []
    func take(_ candidates: (Int) -> [Int], where fits: (Int, Int) -> Bool) {
      for place in gone.indices where successors[place] == nil {
        let row = candidates(place).first { row in
          !isTaken.contains(row) && fits(place, row)
            && names.accounts[entries.account[row]] == gone[place].account
            && names.assets[entries.asset[row]] == gone[place].asset
        }
        guard let row else { continue }
        successors[place] = row
        isTaken.insert(row)
      }
    }
    func atInstant(_ place: Int) -> [Int] { byInstant[gone[place].instant.nanoseconds] ?? [] }
    take {
      references[$0].isNone ? [] : byReference[references[$0]] ?? []
    } where: { _, _ in
      true
    }
    take(atInstant) { entries.amount($1) == gone[$0].amount }
    take(atInstant) { references[$0].isNone || entries.reference[$1].isNone }
    return successors
  }

  /// The book without the rows that do not count.
  func finished() -> Book {
    guard !dropped.isEmpty else { return book }
    var finished = book
    finished.entries = Entries()
    finished.tenses = []
    finished.carriedTwins = []
    for row in 0..<book.entries.count where !dropped.contains(row) {
      finished.entries.append(book.entries[row])
      finished.tenses.append(book.tenses[row])
      if row >= book.firstCarried {
        finished.carriedTwins.append(book.carriedTwins[row - book.firstCarried])
      }
    }
    return finished
  }
}

extension ToldEntries.Item {
  fileprivate var referenceKey: ReferenceKey {
    Array(reference.utf8).withUnsafeBufferPointer { ReferenceKey(of: $0) }
  }
}
