/// What was settled before the rules saw it: entries of both sides that are one event beyond
/// doubt, counted and summed, and taken off the books.
///
/// A settled pair is what the rules would have made of the same entries, and no other entry's
/// match or break depends on it.
package struct Settlement: Sendable {
  package struct Pool: Hashable, Sendable {
    package var account: NameID
    package var asset: NameID

    package init(account: NameID, asset: NameID) {
      self.account = account
      self.asset = asset
    }
  }

  /// Of one account's asset. Each pair has one entry of each side and leaves no residual, so both
  /// sides have the same number and sum.
  package struct Figures: Sendable {
    /// Pairs by the name of the rule.
    package var pairs: [String: Int] = [:]
    /// The sum of one side's entries.
    package var sum = AmountSum()
    /// The same of the positive ones alone.
    package var receipts = AmountSum()
    /// Each side's entries by kind; those whose kind is not told are the rest.
    package var statementKinds: [EntryKind: KindTotal] = [:]
    package var ledgerKinds: [EntryKind: KindTotal] = [:]
    /// The first instant of each side's entries; nil without any.
    package var statementFirst: Instant?
    package var ledgerFirst: Instant?
    /// Entries of each side so far after the cut-off that nothing of the day is compared with.
    package var laterStatement = 0
    package var laterLedger = 0
    /// The first of the sources that tell of the pairs; nil without any.
    package var firstSource: SourceID?

    package init() {}

    package var count: Int { pairs.values.reduce(0, +) }
  }

  /// Entries of one kind: their number and sum.
  package struct KindTotal: Sendable {
    package var entries = 0
    package var sum = AmountSum()

    package init(entries: Int = 0, sum: AmountSum = AmountSum()) {
      self.entries = entries
      self.sum = sum
    }

    func adding(_ other: KindTotal) -> KindTotal {
      var total = self
      total.entries += other.entries
      total.sum.add(other.sum)
      return total
    }
  }

  package var pools: [Pool: Figures] = [:]
  /// Control totals of the entries settled or set aside, per source and asset.
  package var totals: [Key: ControlSum] = [:]
  /// From the first to the last instant of the entries settled or set aside, per source.
  package private(set) var spans: [SourceID: ClosedRange<Instant>] = [:]
  /// The first instant of the same per source and account.
  package private(set) var firsts: [Book.SettledAccount: Instant] = [:]

  package struct Key: Hashable, Sendable {
    package var source: SourceID
    package var asset: NameID

    package init(source: SourceID, asset: NameID) {
      self.source = source
      self.asset = asset
    }
  }

  /// Entries, credits and debits.
  package struct ControlSum: Sendable {
    package var entries = 0
    package var credits = AmountSum()
    package var debits = AmountSum()

    package init() {}
  }

  package init() {}

  /// Entries set aside as of after the cut-off, of both sides.
  package var setAside: Int {
    pools.values.reduce(0) { $0 + $1.laterStatement + $1.laterLedger }
  }

  /// Adds what another part of the same books settled.
  package mutating func add(_ other: Settlement) {
    for (pool, figures) in other.pools { add(figures, to: pool) }
    for (key, sum) in other.totals { add(sum, to: key) }
    for (source, span) in other.spans { widen(source, span) }
    for (key, first) in other.firsts { firsts[key] = min(firsts[key] ?? first, first) }
  }

  /// Adds what was settled of an account's asset.
  package mutating func add(_ figures: Figures, to pool: Pool) {
    var known = pools[pool] ?? Figures()
    for (rule, count) in figures.pairs { known.pairs[rule, default: 0] += count }
    known.sum.add(figures.sum)
    known.receipts.add(figures.receipts)
    known.statementKinds.merge(figures.statementKinds) { $0.adding($1) }
    known.ledgerKinds.merge(figures.ledgerKinds) { $0.adding($1) }
    known.statementFirst = [known.statementFirst, figures.statementFirst].compactMap { $0 }.min()
    known.ledgerFirst = [known.ledgerFirst, figures.ledgerFirst].compactMap { $0 }.min()
    known.laterStatement += figures.laterStatement
    known.laterLedger += figures.laterLedger
    known.firstSource = [known.firstSource, figures.firstSource].compactMap { $0 }.min()
    pools[pool] = known
  }

  /// Adds entries of one source, account and asset, and the time they are of.
  package mutating func add(
    _ sum: ControlSum, _ span: ClosedRange<Instant>, of source: SourceID, _ pool: Pool
  ) {
    add(sum, to: Key(source: source, asset: pool.asset))
    widen(source, span)
    let key = Book.SettledAccount(source: source, account: pool.account)
    firsts[key] = min(firsts[key] ?? span.lowerBound, span.lowerBound)
  }

  private mutating func add(_ sum: ControlSum, to key: Key) {
    var known = totals[key] ?? ControlSum()
    known.entries += sum.entries
    known.credits.add(sum.credits)
    known.debits.add(sum.debits)
    totals[key] = known
  }

  private mutating func widen(_ source: SourceID, _ span: ClosedRange<Instant>) {
    guard let known = spans[source] else {
      spans[source] = span
      return
    }
    spans[source] =
      min(known.lowerBound, span.lowerBound)...max(known.upperBound, span.upperBound)
  }
}
