import Accounting

/// Which lines are the same event told twice.
///
/// 1. Lines with the venue's own id: the same id with the same entries is one event.
/// 2. Lines without one may be equal and still be two events, so within a source all stay. Over
///    several sources (overlapping exports) the greatest number that one source has stays.
/// 3. Older exports have no ids: a line without one that equals a line with one of another source
///    is the same event, one for one. Only where the caller says that ids came later.
struct LineMarks {
  struct Mark {
    /// Of the venue's id and everything the line says; equal lines have equal keys.
    var key: ReferenceKey
    /// Of the entries alone: account, asset, amount, kind, instant.
    var content: ReferenceKey
    var hasIdentity: Bool
    var source: SourceID
    var firstRow: Int
    var rows: Int

    /// The same line, of which only so many entries are in the book.
    func ofRows(_ rows: Int) -> Mark {
      var mark = self
      mark.rows = rows
      return mark
    }
  }

  private var marks: [Mark] = []

  mutating func append(_ mark: Mark) { marks.append(mark) }

  mutating func remove(_ source: SourceID) { marks.removeAll { $0.source == source } }

  /// The rows of duplicate lines, with their source, in row order.
  ///
  /// - Parameter idsCameLater: whether rule 3 applies.
  func duplicates(idsCameLater: Bool) -> [DuplicateLine] {
    let severalSources = marks.contains { $0.source != marks[0].source }
    var dropped: [Mark] = []
    groups(by: \.key, of: { severalSources || $0.hasIdentity }) {
      dropped += LineMarks.extra($0)
    }
    if idsCameLater, severalSources, isMixed {
      let rows = Set(dropped.map(\.firstRow))
      groups(by: \.content, of: { !rows.contains($0.firstRow) }) {
        dropped += LineMarks.toldWithID($0)
      }
    }
    return dropped.map(DuplicateLine.init).sorted { $0.rows.lowerBound < $1.rows.lowerBound }
  }

  /// Whether some lines have a venue's id and others have none.
  private var isMixed: Bool {
    marks.contains(where: \.hasIdentity) && marks.contains { !$0.hasIdentity }
  }

  /// Calls `body` with each group of two or more marks that have the same key, in order of source
  /// and row. Most keys are of one mark, which is not looked at again.
  private func groups(
    by key: KeyPath<Mark, ReferenceKey>, of isWanted: (Mark) -> Bool,
    _ body: (ArraySlice<Mark>) -> Void
  ) {
    let repeated = LineMarks.repeated(marks.lazy.filter(isWanted).map { $0[keyPath: key].low })
    guard !repeated.isEmpty else { return }
    let several = marks.filter {
      isWanted($0) && repeated.sortedContains($0[keyPath: key].low)
    }
    let sorted = several.sorted {
      ($0[keyPath: key], $0.source, $0.firstRow) < ($1[keyPath: key], $1.source, $1.firstRow)
    }
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end][keyPath: key] == sorted[start][keyPath: key] {
        end += 1
      }
      if end - start > 1 { body(sorted[start..<end]) }
      start = end
    }
  }

  /// The numbers that occur more than once, ascending.
  private static func repeated(_ some: some Sequence<UInt64>) -> [UInt64] {
    var numbers = Array(some)
    numbers.sort()
    var repeated: [UInt64] = []
    for (number, next) in zip(numbers, numbers.dropFirst())
    where number == next && repeated.last != number {
      repeated.append(number)
    }
    return repeated
  }

  /// All but one line with a venue's id; all but the fullest source's lines without.
  private static func extra(_ same: ArraySlice<Mark>) -> [Mark] {
    if same.first!.hasIdentity { return Array(same.dropFirst()) }
    let fullest = fullestSource(same)
    return same.filter { $0.source != fullest }
  }

  /// The lines without an id that other sources tell with one.
  private static func toldWithID(_ same: ArraySlice<Mark>) -> [Mark] {
    let without = same.filter { !$0.hasIdentity }
    guard let source = without.first?.source else { return [] }
    return Array(without.prefix(same.count { $0.hasIdentity && $0.source != source }))
  }

  /// The source with most of the marks, the first of several.
  private static func fullestSource(_ marks: ArraySlice<Mark>) -> SourceID {
    var counts: [SourceID: Int] = [:]
    for mark in marks { counts[mark.source, default: 0] += 1 }
    let most = counts.values.max()!
    return counts.filter { $0.value == most }.keys.min()!
  }

  struct DuplicateLine {
    var source: SourceID
    var rows: Range<Int>

    init(_ mark: Mark) {
      source = mark.source
      rows = mark.firstRow..<mark.firstRow + mark.rows
    }
  }
}

extension LineMarks {
  /// Sources whose lines have no id and that tell of the time of another with ids, for the same
  /// account: what is left of both may be the same events in other words.
  ///
  /// - Parameter isDropped: rows of duplicate lines.
  func overlaps(_ entries: Entries, _ isDropped: [Bool]) -> [(source: SourceID, with: SourceID)] {
    guard isMixed else { return [] }
    var spans: [Span: (first: Instant, last: Instant)] = [:]
    for mark in marks where !isDropped[mark.firstRow] && mark.hasIdentity {
      let span = Span(source: mark.source, account: entries.account[mark.firstRow])
      let instant = entries.instant(mark.firstRow)
      let known = spans[span] ?? (instant, instant)
      spans[span] = (min(known.first, instant), max(known.last, instant))
    }
    var found: [SourceID: SourceID] = [:]
    for mark in marks where !isDropped[mark.firstRow] && !mark.hasIdentity {
      let instant = entries.instant(mark.firstRow)
      for (span, time) in spans
      where span.source != mark.source && span.account == entries.account[mark.firstRow]
        && time.first <= instant && instant <= time.last
      {
        found[mark.source] = min(found[mark.source] ?? span.source, span.source)
      }
    }
    return found.map { ($0.key, $0.value) }.sorted { $0.source < $1.source }
  }

  private struct Span: Hashable {
    var source: SourceID
    var account: NameID
  }
}

extension LineReading {
  /// The line for telling duplicates, without its place.
  func mark(source: SourceID, firstRow: Int) -> LineMarks.Mark {
    var entries = KeyMixer()
    var all = KeyMixer()
    all.combine(identity.high)
    all.combine(identity.low)
    for leg in legs {
      entries.combine(leg.entry)
      all.combine(leg.entry)
      all.combine(leg.entry.reference.high)
      all.combine(leg.entry.reference.low)
      guard let balance = leg.balance?.reduced else { continue }
      all.combine("balance")
      all.combine(balance)
    }
    return LineMarks.Mark(
      key: all.key, content: entries.key, hasIdentity: identity != .none, source: source,
      firstRow: firstRow, rows: legs.count)
  }
}

extension KeyMixer {
  /// What the entry says, but for its references and place.
  fileprivate mutating func combine(_ entry: Entry) {
    combine(UInt64(entry.account.index) << 32 | UInt64(entry.asset.index))
    combine(UInt64(entry.kind.rawValue))
    combine(UInt64(bitPattern: entry.instant.nanoseconds))
    combine(entry.amount.reduced)
  }

  /// The amount's units and scale, as they stand.
  fileprivate mutating func combine(_ amount: Amount) {
    combine(UInt64(truncatingIfNeeded: amount.units))
    combine(UInt64(truncatingIfNeeded: amount.units >> 64))
    combine(UInt64(amount.scale))
  }
}
