import Accounting
import Normalise

/// Which of our ledger's account names is which account, for a run without settings.
///
/// A ledger account is the statement's account if it has its very name, or the venue's name as
/// one of its parts: `Assets:Exchange:Coinbase` is `coinbase/main` if that is the venue's only
/// account. Upper and lower case do not matter here.
enum AccountRules {
  static func guessed(from accounts: [String]) -> [AccountRule] {
    var rules = accounts.map { AccountRule(pattern: Pattern($0), account: $0, ignoresCase: true) }
    let byVenue = Dictionary(grouping: accounts) { String($0.prefix { $0 != "/" }) }
    for (venue, accounts) in byVenue.sorted(by: { $0.key < $1.key }) where accounts.count == 1 {
      let forms = [
        venue, "*:\(venue)", "\(venue):*", "*:\(venue):*", "*/\(venue)", "\(venue)/*",
        "*/\(venue)/*", "\(venue) *", "* \(venue)", "*:\(venue) *",
      ]
      rules += forms.map {
        AccountRule(pattern: Pattern($0), account: accounts[0], ignoresCase: true)
      }
    }
    return rules
  }
}
