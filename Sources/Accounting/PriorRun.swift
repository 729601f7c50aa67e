/// What the last sealed run of a book handed on, as far as it concerns this run.
package struct PriorRun: Sendable {
  /// Its business date, `2026-11-18`.
  package var businessDate: String
  package var closings: [PriorClosing]
  package var positions: [PriorPosition]
  /// Breaks that it had, and those that earlier runs cleared, by the number in their ids.
  package var standing: [UInt64: StandingBreak]
  /// What it read, where this run reads of the same time again and both list all they read; else
  /// nil, and nothing is compared.
  package var told: ToldEntries?

  package init(
    businessDate: String, closings: [PriorClosing] = [], positions: [PriorPosition] = [],
    standing: [UInt64: StandingBreak] = [:], told: ToldEntries? = nil
  ) {
    self.businessDate = businessDate
    self.closings = closings
    self.positions = positions
    self.standing = standing
    self.told = told
  }
}

/// The entries that earlier runs listed, and what they matched.
package struct ToldEntries: Sendable {
  package struct Item: Hashable, Sendable {
    /// The number in its id.
    package var number: UInt64
    package var side: Side
    package var account: String
    package var asset: String
    package var amount: Amount
    package var instant: Instant
    package var kind: EntryKind
    package var reference: String
    /// The format it was read with; empty: it came from an earlier run, not from a file.
    package var format: String
    /// Where the run's list has it, and the bytes of the reference there.
    package var origin: Origin
    package var referenceText: TextRange

    package init(
      number: UInt64, side: Side, account: String, asset: String, amount: Amount,
      instant: Instant, kind: EntryKind, reference: String, format: String, origin: Origin,
      referenceText: TextRange
    ) {
      self.number = number
      self.side = side
      self.account = account
      self.asset = asset
      self.amount = amount
      self.instant = instant
      self.kind = kind
      self.reference = reference
      self.format = format
      self.origin = origin
      self.referenceText = referenceText
    }
  }

  package var items: [Item]
  /// The entries matched with an entry, by numbers.
  package var partners: [UInt64: [UInt64]]
  /// From when on the lists have every line of an account.
  package var since: [String: Instant]

  package init(
    items: [Item] = [], partners: [UInt64: [UInt64]] = [:], since: [String: Instant] = [:]
  ) {
    self.items = items
    self.partners = partners
    self.since = since
  }
}

/// What a run hands on to the next one of the book, but for its breaks, which its report lists.
package struct HandedOn: Sendable {
  /// A row that the next run takes over.
  package struct Item: Hashable, Sendable {
    /// The row, and in the lowest bit whether it is held: there may be millions.
    private let packed: UInt32

    package init(row: Int, isHeld: Bool) {
      packed = UInt32(row) << 1 | (isHeld ? 1 : 0)
    }

    package var row: Int { Int(packed >> 1) }

    /// Whether it is in the closing balance; else it is of a later time, or its account was not
    /// run, and the next run counts it.
    package var isHeld: Bool { packed & 1 == 1 }
  }

  /// In canonical order.
  package var statement: [Item] = []
  package var ledger: [Item] = []
  package var closings: [PriorClosing] = []
  package var positions: [PriorPosition] = []
  /// Entries of earlier runs that are gone from the sources, by the number in their ids.
  package var gone: [UInt64] = []
  /// Matches of earlier runs whose entries this run read again, by numbers.
  package var earlierMatches: [[UInt64]] = []

  package init() {}

  package subscript(side: Side) -> [Item] {
    get { side == .statement ? statement : ledger }
    // In place: a row more must not cost a copy of those before it.
    _modify { if side == .statement { yield &statement } else { yield &ledger } }
  }
}
