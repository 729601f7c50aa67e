/// A break as an earlier run of the book left it.
package struct StandingBreak: Hashable, Sendable {
  package var id: String
  package var kind: BreakKind
  package var account: String
  package var asset: String
  /// Statement less ledger; nil if the break has none.
  package var amount: Amount?
  /// The business date of the run that saw it first, `2026-11-19`.
  package var firstSeen: String
  /// The ids of its entries.
  package var entries: [String]
  package var detail: String
  /// The business date of the run that no longer had it; nil while it stands.
  package var clearedOn: String?

  package init(
    id: String, kind: BreakKind, account: String, asset: String, amount: Amount?,
    firstSeen: String, entries: [String], detail: String, clearedOn: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.account = account
    self.asset = asset
    self.amount = amount
    self.firstSeen = firstSeen
    self.entries = entries
    self.detail = detail
    self.clearedOn = clearedOn
  }
}

/// How a break stands to the runs before.
package enum Standing: String, Hashable, Sendable, CaseIterable {
  /// No earlier run had it.
  case new
  /// The last run had it.
  case carried
  /// An earlier run had it, a later one cleared it.
  case reopened
}

/// A break of an earlier run that this one no longer has.
package struct ClearedBreak: Hashable, Sendable {
  package var standing: StandingBreak
  /// What cleared it, for a person.
  package var how: String

  package init(_ standing: StandingBreak, how: String) {
    self.standing = standing
    self.how = how
  }
}

/// The breaks of one account's asset from the last run to this one:
/// brought forward + new + reopened + changed − cleared = carried forward.
package struct BreakRollForward: Hashable, Sendable {
  /// A number of breaks and the sum of their amounts, those without amount as zero.
  package struct Figures: Hashable, Sendable {
    package var count: Int
    /// Nil if it needs more than 38 digits.
    package var amount: Amount?

    package init(count: Int = 0, amount: Amount? = .zero) {
      self.count = count
      self.amount = amount
    }

    package mutating func add(_ amount: Amount?) {
      self.amount = self.amount.flatMap { try? $0.adding(amount ?? .zero) }
      count += 1
    }
  }

  package var account: String
  /// Empty: of lines, files and accounts as a whole.
  package var asset: String
  package var broughtForward = Figures()
  package var new = Figures()
  package var reopened = Figures()
  /// By how much the amounts of breaks that stay have changed; the count is that of such breaks.
  package var changed = Figures()
  package var cleared = Figures()
  package var carriedForward = Figures()

  package init(account: String, asset: String) {
    self.account = account
    self.asset = asset
  }

  /// Whether it closes, in number and in amount; an amount beyond 38 digits closes nothing.
  package var closes: Bool {
    let count = broughtForward.count + new.count + reopened.count - cleared.count
    guard let brought = broughtForward.amount, let new = new.amount,
      let reopened = reopened.amount, let changed = changed.amount, let cleared = cleared.amount,
      let sum = try? Amount.sum([brought, new, reopened, changed, cleared.negated])
    else { return false }
    return count == carriedForward.count && sum == carriedForward.amount
  }
}
