package import Accounting

/// What the settings say about a source that its file does not.
package struct SourceTerms: Sendable {
  /// The account every line belongs to; nil: the line or the format says.
  package var account: String?
  /// For ledgers: which of our account names is which account; the first that fits applies.
  package var accountRules: [AccountRule]
  /// The currency of a file whose lines name none.
  package var currency: String?
  /// The zone of times that name none.
  package var zone: Zone?
  /// The order of day, month and year of dates that do not tell.
  package var dateOrder: DateOrder?
  /// Codes the user equates for this source, printed in the report.
  package var aliases: [String: String]

  package init(
    account: String? = nil, accountRules: [AccountRule] = [], currency: String? = nil,
    zone: Zone? = nil, dateOrder: DateOrder? = nil, aliases: [String: String] = [:]
  ) {
    self.account = account
    self.accountRules = accountRules
    self.currency = currency
    self.zone = zone
    self.dateOrder = dateOrder
    self.aliases = aliases
  }
}

/// `Assets:Coinbase*` is `coinbase/main`.
package struct AccountRule: Hashable, Sendable {
  package var pattern: Pattern
  package var account: String
  /// Whether upper and lower case are the same (ASCII).
  package var ignoresCase: Bool

  package init(pattern: Pattern, account: String, ignoresCase: Bool = false) {
    self.pattern = ignoresCase ? Pattern(pattern.text.lowercased()) : pattern
    self.account = account
    self.ignoresCase = ignoresCase
  }

  package func matches(_ name: String) -> Bool {
    pattern.matches(ignoresCase ? name.lowercased() : name)
  }
}
