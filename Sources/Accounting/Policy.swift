/// What the settings say about matching, tolerance and materiality.
package struct Policy: Sendable {
  /// How far apart two entries without a common reference may be, in whole seconds.
  package var windowSeconds: Int
  package var fee: FeeConvention
  /// Sums that a search for covering sets may look at, per account and asset: a bound that is the
  /// same on every machine.
  package var coveringNodes = 4_000_000
  package var transfer = TransferTerms.usual
  /// Which matches are listed for a person; none is decided by it.
  package var listedMatches = MatchExtent.judged
  /// By which breaks age.
  package var calendar = BusinessCalendar.usual
  package var severity = SeverityPolicy.usual
  package var tolerances: [Tolerance]
  package var toleranceBudgets: [ToleranceBudget] = []
  /// Breaks of less value are within policy; nil: every break is material.
  package var thresholdUSD: Amount?
  package var prices: [String: Amount]
  /// Balances at the start of the entries, where the settings declare them.
  package var openings: [Opening]
  /// Whether the openings are those of the book's first run: a prior closing goes before them.
  package var declaresFirstRun = false
  package var cutOff: Instant?
  /// The accounts the settings name, and whether a source of each side was usable.
  package var accounts: [ExpectedAccount]
  /// Assets whose balances may be below zero, by account.
  package var owing: [String: [Pattern]] = [:]
  /// What the last sealed run of the book closed with.
  package var priorClosings: [PriorClosing] {
    didSet { closingPlaces = Policy.places(priorClosings) }
  }
  package var priorPositions: [PriorPosition]
  /// Breaks of earlier runs, by the number in their ids.
  package var standing: [UInt64: StandingBreak] = [:]
  /// What persons decided about breaks.
  package var overrides: [Override] = []
  private var closingPlaces: [[String]: Int]

  package init(
    windowSeconds: Int = 120, tolerances: [Tolerance] = [], thresholdUSD: Amount? = nil,
    prices: [String: Amount] = [:], openings: [Opening] = [], cutOff: Instant? = nil,
    accounts: [ExpectedAccount] = [], fee: FeeConvention = .any,
    priorClosings: [PriorClosing] = [], priorPositions: [PriorPosition] = []
  ) {
    self.fee = fee
    self.windowSeconds = windowSeconds
    self.tolerances = tolerances
    self.thresholdUSD = thresholdUSD
    self.prices = prices
    self.openings = openings
    self.cutOff = cutOff
    self.accounts = accounts
    self.priorClosings = priorClosings
    self.priorPositions = priorPositions
    closingPlaces = Policy.places(priorClosings)
  }

  /// By account and asset; of several the first.
  private static func places(_ closings: [PriorClosing]) -> [[String]: Int] {
    Dictionary(
      closings.enumerated().map { ([$1.account, $1.asset], $0) },
      uniquingKeysWith: { one, _ in one })
  }
}

extension Policy {
  package func priorClosing(account: String, asset: String) -> PriorClosing? {
    closingPlaces.isEmpty ? nil : closingPlaces[[account, asset]].map { priorClosings[$0] }
  }

  /// US dollars that one of an asset is worth; nil if no price is known.
  package func price(of asset: String) -> Amount? {
    prices[asset] ?? (asset == "USD" ? Amount(units: 1, scale: 0) : nil)
  }

  /// What it allows of one account's asset.
  package func terms(account: String, asset: String) -> MatchTerms {
    MatchTerms(self, account: account, asset: asset)
  }
}

/// How our ledger books fees.
package enum FeeConvention: String, Hashable, Sendable, CaseIterable {
  /// As entries of their own.
  case separate
  /// Inside the amount: the fee is in no entry.
  case inside
  /// The amount is what is left after the fee.
  case net
  /// As an entry in another asset.
  case otherAsset = "other-asset"
  /// In any of these ways.
  case any
}

package struct Opening: Hashable, Sendable {
  package var side: Side
  package var account: String
  package var asset: String
  package var amount: Amount

  package init(side: Side, account: String, asset: String, amount: Amount) {
    self.side = side
    self.account = account
    self.asset = asset
    self.amount = amount
  }
}

package struct ExpectedAccount: Hashable, Sendable {
  package var account: String
  /// Why it cannot be reconciled, or only in part (`no file fits statements/coinbase-*.csv`); nil
  /// if all its sources were usable.
  package var fault: String?
  /// The kind of the break that the fault is.
  package var kind: BreakKind
  /// Whether nothing of it was read, so that it is NOT_RUN.
  package var isUnread: Bool

  package init(
    account: String, fault: String?, kind: BreakKind = .sourceMissing, isUnread: Bool
  ) {
    self.account = account
    self.fault = fault
    self.kind = kind
    self.isUnread = isUnread
  }
}

/// `*` stands for any text, everything else for itself; the case matters.
package struct Pattern: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package func matches(_ name: String) -> Bool {
    let pattern = Array(text.utf8)
    let name = Array(name.utf8)
    var (patternIndex, nameIndex) = (0, 0)
    var restart: (pattern: Int, name: Int)?
    while nameIndex < name.count {
      if patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") {
        restart = (patternIndex + 1, nameIndex)
        patternIndex += 1
      } else if patternIndex < pattern.count, pattern[patternIndex] == name[nameIndex] {
        patternIndex += 1
        nameIndex += 1
      } else if let last = restart {
        restart = (last.pattern, last.name + 1)
        patternIndex = last.pattern
        nameIndex = last.name + 1
      } else {
        return false
      }
    }
    return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
