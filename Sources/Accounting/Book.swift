/// One side of the books as understood: what Normalise gives and Reconcile takes.
package struct Book: Sendable {
  package var side: Side
  package var entries = Entries()
  package var balances: [Balance] = []
  package var running: [RunningBalance] = []
  package var positions: [Position] = []
  package var fills: [PositionFill] = []
  package var equities: [StatedEquity] = []
  package var tallies: [SourceTally] = []
  package var refused: [RefusedLine] = []
  /// Sources of plain tables: where they are large, their lines are read without their kinds, so
  /// their entries are never summed by kind.
  package var kindless: Set<SourceID> = []
  /// Of entries that were read and settled before the rules saw them: per source and account the
  /// earliest instant.
  package var settledFirst: [SettledAccount: Instant] = [:]
  /// To which time every row belongs; empty: all are current.
  package var tenses: [RowTense] = []
  /// Of rows that an earlier run handed on: which of its full twins each was there, from 0. They
  /// stand behind all rows of this run's files.
  package var carriedTwins: [UInt32] = []

  package struct SettledAccount: Hashable, Sendable {
    package var source: SourceID
    package var account: NameID

    package init(source: SourceID, account: NameID) {
      self.source = source
      self.account = account
    }
  }

  package init(side: Side) { self.side = side }

  /// The first row that an earlier run handed on.
  package var firstCarried: Int { entries.count - carriedTwins.count }
}

/// What became of a source's lines: read = understood + duplicates + refused + ignored.
package struct SourceTally: Hashable, Sendable {
  package var source: SourceID
  package var read = 0
  package var understood = 0
  package var duplicates = 0
  package var refused = 0
  /// Lines set aside by a named rule, and how many.
  package var ignored: [String: Int] = [:]
  /// The earliest and latest instant of an entry; nil without entries.
  package var first: Instant?
  package var last: Instant?
  /// Control totals per asset name, of the entries kept.
  package var totals: [String: ControlTotal] = [:]

  package init(source: SourceID) { self.source = source }

  package var isBalanced: Bool {
    read == understood + duplicates + refused + ignored.values.reduce(0, +)
  }
}

/// Sums of one source's entries of one asset, for the manifest.
package struct ControlTotal: Hashable, Sendable {
  package var entries = 0
  var creditSum = RoomySum()
  var debitSum = RoomySum()

  package init() {}

  /// Sum of the positive amounts.
  package var credits: Amount {
    get { isExact ? creditSum.total ?? .zero : .zero }
    set { creditSum = RoomySum(newValue) }
  }

  /// Sum of the negative amounts.
  package var debits: Amount {
    get { isExact ? debitSum.total ?? .zero : .zero }
    set { debitSum = RoomySum(newValue) }
  }

  /// False when a sum needs more than 38 digits; both are zero then.
  package var isExact: Bool { creditSum.total != nil && debitSum.total != nil }
}

/// A line that was not understood: it is in no entry, so it is a break.
package struct RefusedLine: Hashable, Sendable {
  package var diagnostic: Diagnostic
  package var origin: Origin
  /// The account it would have belonged to, where that is known.
  package var account: String?

  package init(diagnostic: Diagnostic, origin: Origin, account: String?) {
    self.diagnostic = diagnostic
    self.origin = origin
    self.account = account
  }
}

/// An alias that was applied: nothing is renamed in silence.
package struct AliasUse: Hashable, Sendable {
  package var venue: String
  package var code: String
  package var asset: String
  package var count: Int

  package init(venue: String, code: String, asset: String, count: Int) {
    self.venue = venue
    self.code = code
    self.asset = asset
    self.count = count
  }

  /// One use a venue, code and asset, in that order, counts added.
  package static func joined(_ uses: [AliasUse]) -> [AliasUse] {
    let sorted = uses.sorted { ($0.venue, $0.code, $0.asset) < ($1.venue, $1.code, $1.asset) }
    var joined: [AliasUse] = []
    for use in sorted {
      if let last = joined.last,
        (last.venue, last.code, last.asset) == (use.venue, use.code, use.asset)
      {
        joined[joined.count - 1].count += use.count
      } else {
        joined.append(use)
      }
    }
    return joined
  }
}

/// The names both sides share: accounts and assets by number.
package struct BookNames: Sendable {
  package var accounts = Names()
  package var assets = Names()

  package init() {}
}
