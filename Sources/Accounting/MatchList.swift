/// The matches that are listed for a person, in canonical order; a line is made when it is asked
/// for, so that millions cost what their rows cost and no more.
package struct MatchList: RandomAccessCollection, Sendable {
  private let table: (any MatchTable)?
  /// Which of the run's matches they are.
  package let extent: MatchExtent

  package init(_ table: (any MatchTable)? = nil, extent: MatchExtent = .judged) {
    self.table = table
    self.extent = extent
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { table?.count ?? 0 }

  package subscript(index: Int) -> MatchLine { table!.made(index) }
}

/// Which matches are listed for a person; the names are those of the settings.
package enum MatchExtent: String, CaseIterable, Sendable {
  /// Those that leave a residual, and those of rules that look further than at one reference or one
  /// amount.
  case judged
  /// Every match the rules made; what was settled while large files were read is counted only.
  case all
}

/// Where listed matches come from.
package protocol MatchTable: Sendable {
  var count: Int { get }

  /// The match at a place from 0; the same however often it is asked for.
  func made(_ index: Int) -> MatchLine
}

/// A match as a person reads it: what the statement has beside what the ledger has.
package struct MatchLine: Hashable, Sendable {
  package var rule: String
  package var account: String
  package var asset: String
  package var statement: Half
  package var ledger: Half
  /// Statement less ledger, in the asset.
  package var residual: Amount

  package init(
    rule: String, account: String, asset: String, statement: Half, ledger: Half, residual: Amount
  ) {
    self.rule = rule
    self.account = account
    self.asset = asset
    self.statement = statement
    self.ledger = ledger
    self.residual = residual
  }

  /// One side's entries of the match.
  package struct Half: Hashable, Sendable {
    /// The sum, positive: the account holds more; nil if it needs more than 38 digits.
    package var amount: Amount?
    /// The first entry's.
    package var instant: Instant
    /// The first entry's; empty if it has none.
    package var reference: String
    /// Ids, in the order of the match.
    package var entries: [String]

    package init(amount: Amount?, instant: Instant, reference: String, entries: [String]) {
      self.amount = amount
      self.instant = instant
      self.reference = reference
      self.entries = entries
    }
  }
}
